// Random stories of joining, leaving, sending, losing and crashing, compared with what a group promises: every message
// takes effect once, in order, in exactly the sessions that were members when it was taken.

import { describe, expect, it } from "vitest"

import { GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { scaled } from "../../support/scale.ts"

const SEEDS = scaled(6)
const SESSIONS = ["ada", "bob", "cyd", "dan", "eve"]
const STEPS = 40

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

function pick(world: GroupWorld): Step {
  const total = STORY.reduce((sum, [weight]) => sum + weight, 0)
  let left = world.random() * total
  for (const [weight, step] of STORY) {
    left -= weight
    if (left < 0) return step
  }
  return say
}

async function tell(seed: number, shardSize: number): Promise<GroupWorld> {
  const world = new GroupWorld(seed, shardSize)
  for (const id of SESSIONS) join(world, world.session(id), "")
  for (let i = 0; i < STEPS; i++) {
    const id = SESSIONS[Math.floor(world.random() * SESSIONS.length)] ?? "ada"
    const kind = ["all", "all", "role", "few"][Math.floor(world.random() * 4)]
    pick(world)(world, world.session(id), `${kind} ${i} ${id}`)
    // oxlint-disable-next-line no-await-in-loop -- a story
    await world.pass(world.random() * 800)
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
    `brings every message once, in order, to the members of its time, ${SEEDS} times: %s`,
    async (_name, shardSize) => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        // oxlint-disable-next-line no-await-in-loop -- one story after the other
        const world = await tell(seed, shardSize)
        try {
          assertKept(world)
        } catch (error) {
          throw new Error(`seed ${seed}`, { cause: error })
        }
      }
    },
    3_600_000,
  )
})
