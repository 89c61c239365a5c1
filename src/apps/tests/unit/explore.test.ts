// What strangers send to the explorer: nothing of it harms a page, or stops the next card.

import { describe, expect, it } from "vitest"

import { type Card, cardHtml, MAX_CARDS, withCard } from "../../explore/cards.ts"
import { LAST_DAY, parseGraph, parseView, START } from "../../explore/view.ts"

const PICTURE = "data:image/webp;base64,UklGRg=="

describe("a view that was sent", () => {
  it.each([
    ["nothing", null],
    ["a string", "view"],
    ["another field", { ...START, x: "constructor" }],
    ["a field in a list", { ...START, x: ["wind"] }],
    ["a day that no calendar has", { ...START, to: 1e300 }],
    ["a day after the last", { ...START, to: LAST_DAY + 1 }],
    ["no number", { ...START, from: "2012" }],
  ])("rejects %s", (_name, data) => {
    expect(parseView(data)).toBeUndefined()
    expect(parseGraph({ view: data }).view).toBeUndefined()
  })

  it("is what it says otherwise, and has a picture only if that is one", () => {
    expect(parseGraph({ view: START, preview: PICTURE })).toEqual({
      view: START,
      preview: PICTURE,
      plot: undefined,
    })
    const preview = 'data:image/png;base64,AAAA" onerror="alert(1)'
    expect(parseGraph({ view: START, preview })).toEqual({
      view: START,
      preview: undefined,
      plot: undefined,
    })
    expect(parseGraph(null)).toEqual({ view: undefined, preview: undefined, plot: undefined })
  })
})

describe("a card", () => {
  const card: Card = {
    who: "<script>alert(1)</script>",
    view: START,
    sentAtMs: 0,
  }

  it("shows a name as it is, and a drawing where there is no picture", () => {
    expect(cardHtml(card)).toContain("&lt;script&gt;alert(1)&lt;/script&gt;")
    expect(cardHtml(card)).toContain("<svg")
    expect(cardHtml({ ...card, preview: PICTURE })).toContain(`<img src="${PICTURE}"`)
  })

  it("goes when there is no room, the oldest first, unless it is kept", () => {
    let cards: readonly number[] = [1]
    for (let i = 2; i <= MAX_CARDS + 2; i++) cards = withCard(cards, i, (one) => one === 1)
    expect(cards).toEqual([8, 7, 6, 5, 4, 1])
  })
})
