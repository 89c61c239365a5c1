// Random stories of joining, leaving, sending, losing and crashing, compared with what a group guarantees: every message
// takes effect once, in order, in exactly the sessions that were members when it was accepted.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import { GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { holdsLater } from "../../support/random-test.ts"

const SESSIONS = ["ada", "bob", "cyd", "dan", "eve"]

type Step = (world: GroupWorld, session: WorldSession, text: string) => void

const profileOf = (id: string) => ({ name: id, role: id < "c" ? "early" : "late", data: null })
const join: Step = (_world, { membership, id }) => membership.join(profileOf(id))
/** Every two sessions belong to one person. */
const joinAsPerson: Step = (_world, { membership, id }) =>
  membership.join(profileOf(id), { as: { ada: "x", cyd: "x", bob: "y", eve: "y" }[id] })
const say: Step = (world, { membership }, text) => {
  if (membership.isMember) void membership.send(outMessage("say", text, targetOf(world, text)))
}

const storyOf = (joining: Step): readonly (readonly [weight: number, step: Step])[] => [
  [10, say],
  [4, joining],
  [1, (_world, { membership }) => membership.leave()],
  [2, (_world, { life }) => life.die()],
  [2, (world) => world.crashGroup()],
  [1, (world) => world.crashShards()],
  [
    2,
    (_world, session) => {
      session.isOnline = !session.isOnline
      if (session.life.isAwake) session.membership.tellNews()
    },
  ],
]

/** Some messages are for all, some for a role, some for a few members. */
function targetOf(
  world: GroupWorld,
  text: string,
): readonly string[] | { role: string } | undefined {
  if (text.startsWith("role")) return { role: "late" }
  return text.startsWith("few") ? SESSIONS.filter(() => world.random() < 0.5) : undefined
}

/** One event in the life of a session, and the time until the next. */
const happening = (joining: Step) =>
  fc.record({
    id: fc.constantFrom(...SESSIONS),
    kind: fc.constantFrom("all", "all", "role", "few"),
    step: fc.oneof(
      ...storyOf(joining).map(([weight, step]) => ({ weight, arbitrary: fc.constant(step) })),
    ),
    passMs: fc.nat(800),
  })
type Happening = ReturnType<typeof happening> extends fc.Arbitrary<infer T> ? T : never

async function tell(
  story: readonly Happening[],
  { seed, shardSize, joining }: { seed: number; shardSize: number; joining: Step },
): Promise<GroupWorld> {
  const world = new GroupWorld(seed, shardSize)
  for (const id of SESSIONS) joining(world, world.session(id), "")
  for (const [i, { id, kind, step, passMs }] of story.entries()) {
    step(world, world.session(id), `${kind} ${i} ${id}`)
    // oxlint-disable-next-line no-await-in-loop -- a story
    await world.pass(passMs)
  }
  // In the end all sessions work and are connected.
  world.lossRate = 0
  for (const session of world.sessions.values()) {
    session.isOnline = true
    session.membership.tellNews()
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
    .filter(({ entry: { to, session } }) => (to === undefined ? session !== id : to.includes(id)))
    .map(({ entry }) => ({ seq: entry.seq, text: String(JSON.parse(entry.json)) }))
}

function assertKept(world: GroupWorld): void {
  const texts = world.taken.map(({ entry }) => entry.json)
  expect(new Set(texts).size, "a message was taken twice").toBe(texts.length)
  for (const [id, session] of world.sessions) {
    const owed = expected(world, id)
    // Messages that were due before it left are no longer due.
    const since = world.joined.get(id) ?? Infinity
    expect(session.received.filter(({ seq }) => seq > since)).toEqual(
      owed.filter(({ seq }) => seq > since),
    )
    // For earlier memberships: nothing twice, nothing out of order, nothing that was for others.
    const owedSeqs = owed.map(({ seq }) => seq)
    const seqs = session.received.map(({ seq }) => seq)
    expect(seqs).toEqual(owedSeqs.filter((seq) => seqs.includes(seq)))
    const there = session.membership.members.filter(({ isOnline }) => isOnline)
    const all = session.membership.isMember ? world.group.members : []
    expect(there.map(({ id: one }) => one).toSorted()).toEqual(all.map((one) => one.id).toSorted())
    expect(all.every(({ isOnline }) => isOnline)).toBe(true)
  }
}

describe("the delivery of a group", () => {
  it.each([
    ["by the group's own object", 500, join],
    ["by shards", 2, join],
    ["to persons with several sessions", 500, joinAsPerson],
    ["to persons whose sessions are in several shards", 2, joinAsPerson],
  ])(
    "brings every message once, in order, to the members at its time: %s",
    async (_name, shardSize, joining) => {
      const story = fc.array(happening(joining), { size: "max", maxLength: 40 })
      const property = fc.asyncProperty(story, fc.nat(), async (told, seed) => {
        assertKept(await tell(told, { seed, shardSize, joining }))
      })
      await holdsLater(property, 6)
    },
  )
})
