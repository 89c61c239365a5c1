// The limits of models in messages, each with a way to test a given amount.

import { encodeModels } from "../../../src/document/model-bundle.ts"
import { volatileOut } from "../../../src/group/bounds.ts"
import { VolatileSender } from "../../../src/group/volatile.ts"
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
  // Whether they still exist just before the given number of days is over.
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

const out = (type: string) => ({ type, json: "1" })

/** The number of a sender's calls within a second while its app sends constantly. */
async function callsInASecond(): Promise<number> {
  const clock = new FakeClock()
  let calls = 0
  const sender = new VolatileSender(clock, async () => void calls++)
  for (let ms = 0; ms < 999; ms++) {
    sender.put(out("a"))
    clock.advance(1)
    // oxlint-disable-next-line no-await-in-loop -- what is due is done
    await new Promise((resolve) => setImmediate(resolve))
  }
  return calls
}

export const VOLATILE_TAKES: Takes<typeof GROUP_LIMITS.volatile> = {
  bytes: (amount) => refusal(() => volatileOut("a", "x".repeat(amount - 2))) === undefined,
  // Whether all of the given number of calls are made.
  perSecond: async (amount) => (await callsInASecond()) >= amount,
  // Whether the given number of waiting kinds are all sent.
  kinds: async (amount) => {
    const clock = new FakeClock()
    const sent: string[] = []
    const sender = new VolatileSender(
      clock,
      async (messages) => void sent.push(...messages.map(({ type }) => type)),
    )
    sender.put(out("first"))
    for (let i = 0; i < amount; i++) sender.put(out(`${i}`))
    clock.advance(1000)
    await new Promise((resolve) => setImmediate(resolve))
    return sent.length === amount + 1
  },
}
