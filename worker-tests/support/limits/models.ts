// So much of everything that the models of messages may have.

import { encodeModels } from "../../../src/document/model-bundle.ts"
import { Div } from "../../../src/model/generated/models.ts"
import { encodeWholeRecord } from "../../../src/session/record.ts"
import { Attachments } from "../../../src/session/sharing/attachments.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemorySnapshots } from "../../../src/testing/memory-snapshots.ts"
import { GROUP_LIMITS } from "../../../src/util/limits.ts"
import type { Takes } from "./taking.ts"
import { refusal } from "./unreached.ts"

const { models } = GROUP_LIMITS
const DAY_MS = 24 * 3_600_000

function attaching(): { readonly clock: FakeClock; readonly attachments: Attachments } {
  const clock = new FakeClock()
  const snapshots = new MemorySnapshots(clock)
  const random = { alphanumeric: (count: number) => "x".repeat(count) }
  const ports = { timers: clock, random, snapshots: (id: string) => snapshots.of(id), owner: "s" }
  return { clock, attachments: new Attachments(ports) }
}

function areTaken(
  { attachments }: Pick<ReturnType<typeof attaching>, "attachments">,
  count: number,
): boolean {
  for (let i = 0; i < count; i++) {
    if (refusal(() => attachments.attach("room", [new Div()])) !== undefined) return false
  }
  return true
}

export const MODELS_TAKE: Takes<typeof models> = {
  bytes: (amount) => {
    const bare = encodeWholeRecord(encodeModels([new Div({ text: "x" })])).byteLength
    const text = "x".repeat(amount - bare + 1)
    const { attachments } = attaching()
    return refusal(() => attachments.attach("room", [new Div({ text })])) === undefined
  },
  // Whether they are there just before so many days are over.
  keptDays: async (amount) => {
    const { clock, attachments } = attaching()
    const id = await attachments.attach("room", [new Div()])()
    clock.advance(amount * DAY_MS - 1)
    return (await attachments.load("room", id)).length === 1
  },
  perSecond: (amount) => {
    const made = attaching()
    areTaken(made, models.burst)
    made.clock.advance(1000)
    return areTaken(made, amount)
  },
  burst: (amount) => areTaken(attaching(), amount),
}
