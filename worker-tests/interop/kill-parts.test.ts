// The whole server is killed at random moments while a client makes cards, opens drawers that the handler prepared, and
// clicks in all of them. No acknowledged card or click is lost, and every card and drawer answers. KILLS=50 kills 50 times.

import { afterAll, describe, expect, it } from "vitest"

import { type BokehClient, tell } from "../support/bokeh-client.ts"
import { KilledServer } from "../support/killed-server.ts"
import { seeded } from "../support/seeded-random.ts"
import { modelsIn } from "../support/sent-models.ts"

const KILLS = Number(process.env["KILLS"] ?? 5)
const MAX_CARDS = 30
const server = new KilledServer()
const open = () => server.connect("/cards", "c".repeat(44))

afterAll(() => server.end())

interface Card {
  readonly clicks: number
  readonly button: string
}

/** The cards in the order in which they were made. */
async function cardsOf(client: BokehClient): Promise<readonly Card[]> {
  const models = modelsIn((await client.request("PULL-DOC-REQ")).content)
  const named = new Map(models.map((model) => [String(model.attributes["name"]), model]))
  const count = models.filter(({ attributes }) => attributes["label"] === "More").length
  return Array.from({ length: count }, (_, i) => ({
    clicks: Number(named.get(`text ${i}`)?.attributes["text"]),
    button: named.get(`more ${i}`)?.id ?? "",
  }))
}

function click(client: BokehClient, id: string): Promise<void> {
  const values = { type: "map", entries: [["model", { id }]] }
  return tell(client, "bokeh_event", { type: "event", name: "button_click", values })
}

/** Opens a drawer. @returns its count and its button */
async function openDrawer(client: BokehClient, index: number): Promise<Card> {
  await tell(client, "open", index)
  const models = modelsIn((await client.request("PULL-DOC-REQ")).content)
  const named = new Map(models.map((model) => [String(model.attributes["name"]), model]))
  const clicks = Number(named.get(`text ${DRAWERS[index]}`)?.attributes["text"])
  return { clicks, button: named.get(`more ${DRAWERS[index]}`)?.id ?? "" }
}

const DRAWERS = ["left", "right"]

/** The acknowledged clicks, by card and by drawer, and the step that may have been done without an answer. */
interface Known {
  readonly clicks: number[]
  readonly drawers: number[]
  pending: "card" | number | undefined
  pendingDrawer: number | undefined
}

async function clickDrawer(client: BokehClient, known: Known, random: () => number): Promise<void> {
  const at = random() < 0.5 ? 0 : 1
  const { button } = await openDrawer(client, at)
  known.pendingDrawer = at
  await click(client, button)
  known.drawers[at] = (known.drawers[at] ?? 0) + 1
  known.pendingDrawer = undefined
}

/** Each drawer has counted the acknowledged clicks, at most the pending click more, and answers. */
async function compareDrawers(client: BokehClient, known: Known): Promise<void> {
  for (const [at, count] of known.drawers.entries()) {
    const { clicks, button } = await openDrawer(client, at)
    const isThrough = known.pendingDrawer === at && clicks === count + 1
    expect(clicks).toBe(isThrough ? count + 1 : count)
    await click(client, button)
    const after = await openDrawer(client, at)
    expect(after.clicks).toBe(clicks + 1)
    known.drawers[at] = after.clicks
  }
  known.pendingDrawer = undefined
}

/** Makes cards, and clicks in the known ones, until the server is gone. */
async function storm(client: BokehClient, known: Known, random: () => number): Promise<void> {
  try {
    const ids = (await cardsOf(client)).map(({ button }) => button)
    for (;;) {
      if (random() < 0.2) await clickDrawer(client, known, random)
      const at = Math.floor(random() * Math.min(ids.length + 1, MAX_CARDS))
      const id = ids[at]
      known.pending = id === undefined ? "card" : at
      if (id === undefined) {
        await tell(client, "add", null)
        known.clicks.push(0)
        known.pending = undefined
        ids.push((await cardsOf(client)).at(-1)?.button ?? "")
      } else {
        await click(client, id)
        known.clicks[at] = (known.clicks[at] ?? 0) + 1
        known.pending = undefined
      }
    }
  } catch (error) {
    if (!String(error).includes("the socket closed")) throw error
  }
}

/** The session has every acknowledged step, and at most the pending one more. */
function compare(cards: readonly Card[], { clicks, pending }: Known): void {
  const more = pending === "card" && cards.length > clicks.length ? [0] : []
  const expected = [...clicks, ...more].map((count, i) => {
    const isThrough = i === pending && cards[i]?.clicks === count + 1
    return isThrough ? count + 1 : count
  })
  expect(cards.map((card) => card.clicks)).toEqual(expected)
}

describe("a server that is killed", () => {
  it(
    `${KILLS} times while parts are made and clicked keeps all of them, and each one answers`,
    async () => {
      const random = seeded(KILLS)
      await server.start()
      let client = await open()
      const known: Known = {
        clicks: [],
        drawers: DRAWERS.map(() => 0),
        pending: undefined,
        pendingDrawer: undefined,
      }
      for (let kill = 0; kill < KILLS; kill++) {
        const storming = storm(client, known, random)
        if (kill === 0) await expect.poll(() => known.clicks.length).toBeGreaterThan(1)
        await new Promise((resolve) => setTimeout(resolve, 100 + random() * 400))
        await server.kill()
        await storming
        await server.start()
        client = await open()
        const cards = await cardsOf(client)
        compare(cards, known)
        await compareDrawers(client, known)
        for (const { button } of cards) await click(client, button)
        const after = await cardsOf(client)
        expect(after.map(({ clicks }) => clicks)).toEqual(cards.map(({ clicks }) => clicks + 1))
        known.clicks.splice(0, Infinity, ...after.map(({ clicks }) => clicks))
        known.pending = undefined
      }
    },
    KILLS * 200_000,
  )
})
