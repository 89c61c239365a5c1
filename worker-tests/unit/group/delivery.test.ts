// Random stories of joining, leaving, sending, losing and crashing, compared with what a group promises: every message
// takes effect once, in order, in exactly the sessions that were members when it was taken.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { holdsLater } from "../../support/random-test.ts"

const SESSIONS = ["ada", "bob", "cyd", "dan", "eve"]

type Step = (world: GroupWorld, session: WorldSession, text: string) => void

const join: Step = (_world, { membership, id }) =>
  membership.join({ name: id, role: id < "c" ? "early" : "late", data: null })
const say: Step = (world, { membership }, text) => {
  if (membership.isMember) void membership.send("say", text, targetOf(world, text))
}

const STORY: readonly (readonly [weight: number, step: Step])[] = [
  [10, say],
  [4, join],
  [1, (_world, { membership }) => membership.leave()],
  [2, (_world, { life }) => life.die()],
  [2, (world) => world.crashGroup()],
  [1, (world) => world.crashShards()],
  [
    2,
    (_world, session) => {
      session.isOnline = !session.isOnline
      if (session.life.isAwake) session.membership.onlineChanged()
    },
  ],
]

/** Some are for all, some for a role, some for a few. */
function targetOf(
  world: GroupWorld,
  text: string,
): readonly string[] | { role: string } | undefined {
  if (text.startsWith("role")) return { role: "late" }
  return text.startsWith("few") ? SESSIONS.filter(() => world.random() < 0.5) : undefined
}

/** One thing that happens to a session, and how long it is until the next. */
const happening = fc.record({
  id: fc.constantFrom(...SESSIONS),
  kind: fc.constantFrom("all", "all", "role", "few"),
  step: fc.oneof(...STORY.map(([weight, step]) => ({ weight, arbitrary: fc.constant(step) }))),
  passMs: fc.nat(800),
})
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

async function tell(
  story: readonly Happening[],
  seed: number,
  shardSize: number,
): Promise<GroupWorld> {
  const world = new GroupWorld(seed, shardSize)
  for (const id of SESSIONS) join(world, world.session(id), "")
  for (const [i, { id, kind, step, passMs }] of story.entries()) {
    step(world, world.session(id), `${kind} ${i} ${id}`)
    // oxlint-disable-next-line no-await-in-loop -- a story
    await world.pass(passMs)
  }
  // In the end all are well, and there.
  world.lossRate = 0
  for (const session of world.sessions.values()) {
    session.isOnline = true
    session.membership.onlineChanged()
  }
  await world.pass(120_000)
  return world
}

function expected(
  world: GroupWorld,
  id: string,
): { readonly seq: number; readonly text: string }[] {
  return world.taken
    .filter(({ members }) => members.has(id))
    .filter(({ entry: { to, from } }) => (to === undefined ? from.id !== id : to.includes(id)))
    .map(({ entry }) => ({ seq: entry.seq, text: String(JSON.parse(entry.json)) }))
}

function assertKept(world: GroupWorld): void {
  const texts = world.taken.map(({ entry }) => entry.json)
  expect(new Set(texts).size, "a message was taken twice").toBe(texts.length)
  for (const [id, session] of world.sessions) {
    const owed = expected(world, id)
    // What it was owed before it left is owed no more.
    const since = world.joined.get(id) ?? Infinity
    expect(session.received.filter(({ seq }) => seq > since)).toEqual(
      owed.filter(({ seq }) => seq > since),
    )
    // Of earlier memberships: nothing twice, nothing out of order, nothing that was not for it.
    const owedSeqs = owed.map(({ seq }) => seq)
    const seqs = session.received.map(({ seq }) => seq)
    expect(seqs).toEqual(owedSeqs.filter((seq) => seqs.includes(seq)))
    expect(session.membership.members.filter(({ isOnline }) => isOnline).length).toBe(
      session.membership.isMember ? world.group.members.length : 0,
    )
  }
}

describe("delivery", () => {
  it.each([
    ["by the group's own object", 500],
    ["by shards", 2],
  ])(
    "brings every message once, in order, to the members of its time: %s",
    async (_name, shardSize) => {
      const story = fc.array(happening, { size: "max", maxLength: 40 })
      const property = fc.asyncProperty(story, fc.nat(), async (told, seed) => {
        assertKept(await tell(told, seed, shardSize))
      })
      await holdsLater(property, 6)
    },
  )
})
