// Strangers' messages to the explorer neither harm a page nor stop the next card.

import {
  app,
  BoxAnnotation,
  Button,
  ColumnDataSource,
  Div,
  Figure,
  GlyphRenderer,
  type GroupMessage,
  RadioButtonGroup,
  Row,
  Select,
  TextInput,
  Toggle,
} from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { describe, expect, it } from "vitest"

import { wordsOf } from "../../explore/card.ts"
import { changesIn } from "../../explore/changes.ts"
import { commentOf } from "../../explore/comment.ts"
import { explore } from "../../explore/explore.ts"
import { graphOf, parseGraph } from "../../explore/graph.ts"
import { bitsOf, parseCursor, parseLive } from "../../explore/live.ts"
import { pictureOf } from "../../explore/picture.ts"
import { LAST_DAY, parseView, START } from "../../explore/view.ts"

const PICTURE = "data:image/webp;base64,UklGRg=="
const NAME = "<script>alert(1)</script>"

function messageOf(data: unknown): GroupMessage {
  return { seq: 7, type: "graph", data, from: { id: "a", name: NAME, role: "x" }, sentAtMs: 0 }
}

describe("the parser of a sent view", () => {
  it.each([
    ["nothing", null],
    ["a string", "view"],
    ["another field", { ...START, x: "constructor" }],
    ["a field in a list", { ...START, x: ["wind"] }],
    ["a day that no calendar has", { ...START, to: 1e300 }],
    ["a day after the last", { ...START, to: LAST_DAY + 1 }],
    ["a day that is no number", { ...START, from: "2012" }],
  ])("rejects %s", (_name, data) => {
    expect(parseView(data)).toBeUndefined()
    expect(graphOf(messageOf({ view: data }), undefined)).toBeUndefined()
    expect(parseLive({ view: data }).view).toBeUndefined()
  })

  it("accepts other views, and keeps a picture only if it is valid", () => {
    const nothing = { preview: undefined, plot: undefined, note: "", isForAll: false }
    const plain = { ...nothing, view: START, answers: undefined }
    expect(parseGraph({ view: START, preview: PICTURE })).toEqual({ ...plain, preview: PICTURE })
    const preview = 'data:image/png;base64,AAAA" onerror="alert(1)'
    expect(parseGraph({ view: START, preview })).toEqual(plain)
    expect(parseGraph(null)).toEqual({ ...plain, view: undefined })
  })
})

describe("a card", () => {
  const graph = graphOf(messageOf({ view: START, note: NAME, isForAll: true }), "b")
  if (graph === undefined) throw new Error("it is a graph")
  const shown = { graph, who: NAME, isUnread: true, isKept: false, answered: undefined }

  it("shows names and notes as plain text, and a drawing if there is no picture", () => {
    expect(wordsOf(shown).split("&lt;script&gt;alert(1)&lt;/script&gt;")).toHaveLength(3)
    expect(wordsOf(shown)).not.toContain("<script>")
    expect(pictureOf(START)).toContain("<svg")
  })

  it("shows its sender, recipients and time, and who has seen it", () => {
    expect(wordsOf(shown)).toContain("to everyone")
    expect(wordsOf(shown)).toContain('<time datetime="1970-01-01T00:00:00.000Z">')
    expect(wordsOf(shown)).toContain(">New</b>")
    const mine = { ...graph, isMine: true, seenBy: ["Bob", "Cyd"] }
    expect(wordsOf({ ...shown, graph: mine })).toContain("seen by Bob, Cyd")
  })

  it("lists the changes of a graph that is sent back", () => {
    const sent = { ...graph, view: { ...START, x: "wind" as const } }
    const words = wordsOf({ ...shown, graph: sent, answered: { ...graph, isMine: true } })
    expect(words).toContain("Sent back: your graph, changed:")
    expect(words).toContain("<li>Across: Wind, was day of the year</li>")
  })
})

it("each difference of two views is named, and none for equal views", () => {
  expect(changesIn(START, START)).toEqual([])
  const other = { ...START, y: "wind", color: "day", to: LAST_DAY - 1, zoom: [0, 1, 2, 3] } as const
  expect(changesIn(START, other)).toHaveLength(4)
  expect(changesIn(other, START).at(-1)).toBe("Shows all points")
})

describe("undo and redo", () => {
  const open = async () => {
    const world = createWorld([explore])
    const window = await world.open("/explore/alone?name=Ada")
    const select = (title: string) => {
      const found = [...window.document.select(Select)].find((one) => one.title === title)
      if (found === undefined) throw new Error(`there is no ${title}`)
      return found
    }
    const click = (label: string) => {
      const found = [...window.document.select(Button)].find((one) => one.label === label)
      if (found === undefined) throw new Error(`there is no ${label}`)
      return window.click(found)
    }
    const plot = () => window.find(Figure, "plot")
    const drawn = () => [plot().xaxis.axis_label, lengthOf(plot()), plot().x_range]
    return { world, window, select, click, plot, drawn }
  }
  const lengthOf = ({ renderers }: Figure) => {
    const [one] = renderers
    const source = one instanceof GlyphRenderer ? one.data_source : undefined
    return source instanceof ColumnDataSource ? source.data["x"]?.[4] : undefined
  }

  it("change only the graph, and still work after a wake", { tags: "slow" }, async () => {
    const { world, window, select, click, plot, drawn } = await open()
    await window.set(select("Across"), { value: "wind" })
    const windy = drawn()
    await window.set(plot().x_range, { start: 1, end: 2 })
    await window.set(select("Up"), { value: "day" })
    await window.set(select("Follow"), { value: "" })
    await world.advance(1000)
    window.hibernate()
    await window.wake()
    await click("Undo")
    expect(select("Up").value).toBe("temp_max")
    expect(plot().x_range).toMatchObject({ start: 1, end: 2 }) // her earlier view
    await click("Undo")
    expect([select("Across").value, plot().xaxis.axis_label]).toEqual(["day", "Day of the year"])
    await click("Redo")
    expect(drawn().slice(0, 2)).toEqual(windy.slice(0, 2))
    await click("Undo")
    expect(
      [...window.document.select(Button)].find(({ label }) => label === "Undo")?.disabled,
    ).toBe(true)
  })

  it("draw the chosen axes after a wake, even the initial ones", { tags: "slow" }, async () => {
    const { window, select, drawn } = await open()
    const first = drawn()
    await window.set(select("Across"), { value: "wind" })
    window.hibernate()
    await window.wake()
    await window.set(select("Across"), { value: "day" })
    expect(drawn().slice(0, 2)).toEqual(first.slice(0, 2))
  })
})

describe("the list of links", () => {
  it("shows when each link was made, when it expires, and how many times it was opened", async () => {
    const world = createWorld([explore])
    const ada = await world.open("/explore/alone?name=Ada")
    const tabs = ada.find(RadioButtonGroup, "panels")
    await ada.set(tabs, { active: tabs.labels.indexOf("Links") })
    const invite = [...ada.document.select(Button)].find(
      ({ label }) => label === "Invite to my view",
    )
    if (invite === undefined) throw new Error("there is no invitation")
    await ada.click(invite)
    await world.settled()
    const words = [...ada.document.select(Div)].find(({ text }) => text.includes("good until"))
    const [made = NaN, until = NaN] = [...(words?.text ?? "").matchAll(/datetime="([^"]+)"/g)].map(
      ([, iso = ""]) => Date.parse(iso),
    )
    expect(until - made).toBe(24 * 3_600_000)
    expect(words?.text).toContain("opened 0 times")
  })
})

describe("the list of shared graphs", () => {
  const sender = app("/sender/:room", (doc, { group, params }) => {
    const room = group(`explore ${params.room}`)
    room.join({ name: "Sender" })
    doc.on_message("graphs", (count) => {
      for (let i = 0; i < Number(count); i++) void room.send("graph", { view: START, note: `${i}` })
    })
  })
  const place = (window: TestSession) =>
    [...window.document.select(Div)].map(({ text }) => /\d+ to \d+ of \d+/.exec(text)?.[0]).join("")
  const older = (window: TestSession) => {
    const found = [...window.document.select(Button)].find(({ label }) => label === "Older")
    if (found === undefined) throw new Error("there is no such button")
    return found
  }
  async function roomWith(count: number) {
    const world = createWorld([explore, sender])
    const stranger = await world.open("/sender/list")
    await world.advance(5000)
    const share = async (more: number) => {
      for (let left = more; left > 0; left -= 50) {
        await stranger.send_message("graphs", Math.min(50, left)) // oxlint-disable-line no-await-in-loop -- at the rate
        await world.advance(4000) // oxlint-disable-line no-await-in-loop -- the same
      }
    }
    await share(count)
    const late = await world.open("/explore/list?name=Late")
    await world.advance(5000)
    return { world, share, late }
  }
  async function toTheEnd(window: TestSession): Promise<string> {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    while (!older(window).disabled) await window.click(older(window))
    return place(window)
  }

  it(
    "goes back to the first graph, however many are known when more are asked for",
    { tags: "slow" },
    async () => {
      const { share, late } = await roomWith(130)
      await share(2) // 102 are known then, which are 17 pages
      expect(await toTheEnd(late)).toBe("127 to 132 of 132")
    },
  )

  it("has no gap after a long absence", { tags: "slow" }, async () => {
    const { world, share, late } = await roomWith(5)
    await late.close()
    await world.advance(600_000)
    await share(130)
    const again = await world.open("/explore/list?name=Late", { session: late })
    await world.advance(10_000)
    expect(await toTheEnd(again)).toBe("133 to 135 of 135")
  })

  it(
    "keeps the page that somebody reads where it is while new ones come",
    { tags: "slow" },
    async () => {
      const { share, late } = await roomWith(20)
      await late.click(older(late))
      const shown = () => {
        const list = late.document.get_model_by_name("cards")
        return list instanceof Row ? list.children.map(({ id }) => id) : []
      }
      const before = shown()
      expect([before.length, place(late)]).toEqual([6, "7 to 12 of 20"])
      await share(3)
      expect([shown(), place(late)]).toEqual([before, "10 to 15 of 23"])
    },
  )

  it(
    "skips no unread graph when some of the page were opened before it is turned",
    { tags: "slow" },
    async () => {
      const { late } = await roomWith(13)
      const filter = [...late.document.select(Select)].find(({ title }) => title === "Show")
      const list = late.find(Row, "cards")
      if (filter === undefined) throw new Error("there is no such list")
      await late.set(filter, { value: "Unread" })
      const opens = [...list.select(Button)].filter(({ label }) => label === "Open")
      for (const open of opens.slice(0, 3)) await late.click(open) // oxlint-disable-line no-await-in-loop -- one after another
      await late.click(older(late))
      const notes = [...list.select(Div)].flatMap(
        ({ text }) => /<blockquote>(\d+)/.exec(text)?.[1] ?? [],
      )
      expect(notes).toEqual(["6", "5", "4", "3", "2", "1"])
    },
  )

  it(
    "has all fifty graphs sent in a row, even for a member who joins late",
    { tags: "slow" },
    async () => {
      const world = createWorld([explore])
      const ada = await world.open("/explore/fifty?name=Ada")
      await world.advance(5000)
      const buttonOf = (window: TestSession, wanted: string) => {
        const found = [...window.document.select(Button)].find(({ label }) => label === wanted)
        if (found === undefined) throw new Error(`there is no ${wanted}`)
        return found
      }
      for (let i = 0; i < 50; i++) {
        const sent = ada.click(buttonOf(ada, "Send"))
        // oxlint-disable-next-line no-await-in-loop -- one after another
        await world.advance(4000) // no page draws the graph's picture
        await sent // oxlint-disable-line no-await-in-loop -- the same
        await world.advance(5000) // oxlint-disable-line no-await-in-loop -- so that it is no double click
      }
      const late = await world.open("/explore/fifty?name=Bob")
      await world.advance(5000)
      const places = () => [...late.document.select(Div)].map(({ text }) => text).join()
      expect(places()).toContain("1 to 6 of 50")
      for (let i = 0; i < 8; i++) await late.click(buttonOf(late, "Older")) // oxlint-disable-line no-await-in-loop -- the same
      expect(places()).toContain("49 to 50 of 50")
    },
  )
})

describe("a member who has just left", () => {
  it(
    "counts as away in the list of members and in a sender's status, until removed",
    { tags: "slow" },
    async () => {
      const world = createWorld([explore])
      const [ada, bob, cyd] = [
        await world.open("/explore/gone?name=Ada"),
        await world.open("/explore/gone?name=Bob"),
        await world.open("/explore/gone?name=Cyd"),
      ]
      const sent = async () => {
        const send = [...ada.document.select(Button)].find(({ label }) => label === "Send")
        if (send === undefined) throw new Error("there is no such button")
        const isSent = ada.click(send)
        await world.advance(5000) // no page draws the graph's picture
        await isSent
        await world.advance(5000)
        return [ada.find(Div, "status").text, ada.find(Div, "people").text.match(/\d+ away/)?.[0]]
      }
      const SENT = "Sent maximum temperature against day of the year to"
      await world.advance(5000)
      expect(await sent()).toEqual([`${SENT} 2 people.`, undefined])
      await cyd.close()
      await world.advance(10_000)
      expect(await sent()).toEqual([`${SENT} one person, and 1 more when they are back.`, "1 away"])
      await world.advance(6 * 60_000)
      expect(await sent()).toEqual([`${SENT} one person.`, undefined])
      await bob.close()
    },
  )
})

describe("the live state that followers receive", () => {
  it("has the selection in few characters, or none if it would have too many", () => {
    const selected = [0, 1, 2, 3, 9, 1460]
    const told = bitsOf(selected.toReversed())
    expect(told.length).toBeLessThan(250)
    expect(parseLive({ view: START, selected: told }).selected).toEqual(selected)
    expect(parseLive({ view: START, selected: bitsOf([]) }).selected).toEqual([])
    expect(bitsOf([16_000])).toBe("")
  })

  it("is parsed within limits whatever a stranger sends", () => {
    const all = parseLive({ selected: btoa("\xff".repeat(9000)) }).selected
    expect(all).toHaveLength(16_000)
    for (const selected of ["%", 7, [[0, 1e9]], null]) {
      expect(parseLive({ selected }).selected).toEqual([])
    }
    expect(parseLive(undefined)).toEqual({ view: undefined, selected: [], panel: 0 })
    expect(parseCursor({ x: 1, y: "2" })).toBeUndefined()
    expect(parseCursor({ x: NaN, y: 2 })).toBeUndefined()
    expect(parseCursor({ x: 1, y: 2 })).toEqual({ x: 1, y: 2 })
  })
})

describe("a comment", () => {
  const comment = { id: "1", x: "day", y: "wind", place: [0, 1, 2, 3], text: NAME }

  it("is accepted with a place and a message, and its author comes from the group", () => {
    const taken = commentOf(messageOf({ ...comment, who: "somebody else" }))
    expect(taken).toMatchObject({ ...comment, who: NAME, whoId: "a", answers: undefined })
  })

  it.each([
    { x: "constructor" },
    { place: [0, 1] },
    { place: [0, 1, 2, NaN] },
    { text: 7 },
    { id: 7 },
  ])("is rejected with %j", (wrong) => {
    expect(commentOf(messageOf({ ...comment, ...wrong }))).toBeUndefined()
  })

  it.each([
    [3, 3],
    [2 ** 53 - 1, 7],
    ["9", 0],
  ])(
    "that calls itself number %j has at least number %i as the room's seventh message",
    (number, kept) => {
      expect(commentOf({ ...messageOf({ ...comment, number }), seq: 7 })?.number).toBe(kept)
    },
  )

  it("tints its place once for any number of comments, and can be shown after the view has changed", async () => {
    const world = createWorld([explore])
    const ada = await world.open("/explore/tint?name=Ada")
    await world.advance(5000)
    const press = async (label: string) => {
      const found = [...ada.document.select(Button)].find((one) => one.label === label)
      if (found !== undefined) await ada.click(found)
    }
    const input = [...ada.document.select(TextInput)].find(({ title }) => title === "Comment")
    if (input === undefined) throw new Error("there is no input")
    for (const value of ["One", "Two", "Three"]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await ada.set(input, { value })
      // oxlint-disable-next-line no-await-in-loop -- the same
      await press("Post")
    }
    const boxes = [...ada.document.select(BoxAnnotation)].filter(({ visible }) => visible)
    expect(boxes.map(({ fill_color }) => fill_color)).toEqual(["#b3261e"])
    const { x_range } = ada.find(Figure, "plot")
    const { end } = x_range
    await ada.set(x_range, { end: 5 })
    await press("Show")
    expect(x_range.end).toBe(end)
    expect(ada.find(Div, "status").text).toMatch(/The graph shows comment \d\./)
  })
})

it(
  "a comment has its number for those, too, who come when the room has forgotten the ones before it",
  { tags: "slow" },
  async () => {
    const talker = app("/talker/:room", (doc, { group, params }) => {
      const room = group(`explore ${params.room}`)
      room.join({ name: "Talker" })
      doc.on_message("talk", (count) => {
        for (let i = 0; i < Number(count); i++) void room.send("talk", i)
      })
    })
    const world = createWorld([explore, talker])
    const ada = await world.open("/explore/long?name=Ada")
    const other = await world.open("/talker/long")
    await world.advance(5000)
    const post = async (value: string) => {
      const input = [...ada.document.select(TextInput)].find(({ title }) => title === "Comment")
      const button = [...ada.document.select(Button)].find(({ label }) => label === "Post")
      if (input === undefined || button === undefined) throw new Error("there is no form")
      await ada.set(input, { value })
      await ada.click(button)
      await world.advance(5000)
    }
    await post("One")
    for (let left = 1300; left > 0; left -= 50) {
      await other.send_message("talk", 50) // oxlint-disable-line no-await-in-loop -- at the rate
      await world.advance(4000) // oxlint-disable-line no-await-in-loop -- the same
    }
    await post("Two")
    const late = await world.open("/explore/long?name=Late")
    await world.advance(5000)
    const threads = [...late.document.select(Div)].filter(({ text }) => text.startsWith("<h3><b>"))
    expect(threads.map(({ text }) => text)).toEqual([expect.stringMatching(/^<h3><b>2<.*Two/s)])
  },
)

describe("a presenter", () => {
  const followed = (window: TestSession) => {
    return [...window.document.select(Select)].find(({ title }) => title === "Follow")?.value
  }
  const present = (window: TestSession, active: boolean) => {
    return window.set(window.find(Toggle), { active })
  }

  it(
    "follows nobody when two members begin at the same time, and the other follows",
    { tags: "slow" },
    async () => {
      const world = createWorld([explore])
      const [ada, bob] = [
        await world.open("/explore/both?name=Ada"),
        await world.open("/explore/both?name=Bob"),
      ]
      await world.advance(5000)
      await Promise.all([present(ada, true), present(bob, true)])
      await world.advance(3000)
      const presenters = [ada, bob].filter((window) => window.find(Toggle).active)
      const followers = [ada, bob].filter((window) => followed(window) !== "")
      expect([presenters.length, followers.length]).toEqual([1, 1])
      expect(presenters[0]).not.toBe(followers[0])
    },
  )

  it(
    "is not followed by members who stopped following, even after a wake, until the next presentation",
    { tags: "slow" },
    async () => {
      const world = createWorld([explore])
      const [ada, bob] = [
        await world.open("/explore/present?name=Ada"),
        await world.open("/explore/present?name=Bob"),
      ]
      await world.advance(5000)
      await present(ada, true)
      await world.advance(2000)
      expect(followed(bob)).not.toBe("")
      const isKeep = ({ label }: Button) => label === "Take a copy of my own"
      const keep = [...bob.document.select(Button)].find(isKeep)
      if (keep === undefined) throw new Error("there is no such button")
      await bob.click(keep)
      expect(followed(bob)).toBe("")
      bob.hibernate()
      await bob.wake()
      await world.advance(5000)
      expect(followed(bob)).toBe("")
      for (const active of [false, true]) {
        // oxlint-disable-next-line no-await-in-loop -- one after another
        await present(ada, active)
        // oxlint-disable-next-line no-await-in-loop -- the same
        await world.advance(2000)
      }
      expect(followed(bob)).not.toBe("")
    },
  )

  it(
    "is followed again after a lost connection, except by members who stopped following",
    { tags: "slow" },
    async () => {
      const world = createWorld([explore])
      const [ada, bob, cyd] = [
        await world.open("/explore/lost?name=Ada"),
        await world.open("/explore/lost?name=Bob"),
        await world.open("/explore/lost?name=Cyd"),
      ]
      await world.advance(5000)
      await present(ada, true)
      await world.advance(2000)
      const follow = [...cyd.document.select(Select)].find(({ title }) => title === "Follow")
      if (follow === undefined) throw new Error("there is nothing to follow with")
      await cyd.set(follow, { value: "" })
      await ada.close()
      await world.advance(60_000)
      expect([followed(bob), followed(cyd)]).toEqual(["", ""])
      await world.open("/explore/lost", { session: ada })
      await world.advance(5000)
      expect(followed(bob)).not.toBe("")
      expect(followed(cyd)).toBe("")
    },
  )
})
