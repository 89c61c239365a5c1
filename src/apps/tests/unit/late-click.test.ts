// A click in the explorer acts on what the person saw, although something else has changed before it arrives. A test holds
// the button that the page showed, lets the change come first, and then clicks it.
// @module-tag slow

import { Button, Div, Figure, RadioButtonGroup, Select, TextInput, Toggle } from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { describe, expect, it } from "vitest"

import { explore } from "../../explore/explore.ts"

function buttonOf(session: TestSession, label: string): Button {
  const found = [...session.document.select(Button)].find((one) => one.label === label)
  if (found !== undefined) return found
  throw new Error(`there is no ${label}`)
}

function selectOf(session: TestSession, title: string): Select {
  const found = [...session.document.select(Select)].find((one) => one.title === title)
  if (found !== undefined) return found
  throw new Error(`there is no ${title}`)
}

function statusOf(session: TestSession): string {
  return session.find(Div, "status").text
}

async function room<N extends readonly string[]>(...names: N) {
  const world = createWorld([explore])
  const visits = names.map((name) => world.open(`/explore/seen?name=${name}`))
  const opened = (await Promise.all(visits)) as { [I in keyof N]: TestSession }
  await world.advance(5000)
  /** No page draws the graph's picture; and a second click would be a double click. */
  const click = async (session: TestSession, clicked: Button) => {
    const done = session.click(clicked)
    await world.advance(5000)
    await done
    await world.advance(60_000)
  }
  const send = (session: TestSession) => click(session, buttonOf(session, "Send"))
  return { world, opened, click, send }
}

/** The id of somebody in a list of people. */
function idOf({ options }: Select, name: string): string {
  const found = Object.values(options).find((one) => Array.isArray(one) && one[1] === name)
  if (Array.isArray(found) && typeof found[0] === "string") return found[0]
  throw new Error(`there is no ${name}`)
}

describe("a graph that is sent to one person", () => {
  it("is not sent to everybody when that person has left", async () => {
    const { world, opened, send } = await room("Ada", "Bob", "Cyd")
    const [ada, bob, cyd] = opened
    const to = selectOf(ada, "To")
    await ada.set(to, { value: idOf(to, "Bob") })
    await bob.close()
    await world.advance(10_000)
    expect(idOf(to, "Bob")).toBe(to.value) // Bob is away, and gets it when he is back
    await world.advance(600_000)
    await send(ada)
    expect(statusOf(ada)).toContain("to 0 people")
    expect(statusOf(cyd)).not.toContain("sent you a graph")
  })
})

describe("graphs that arrive one after the other", () => {
  it("are opened by the button that named them, or not at all", async () => {
    const { world, opened, send } = await room("Ada", "Bob", "Cyd")
    const [ada, bob, cyd] = opened
    await bob.set(selectOf(bob, "Across"), { value: "wind" })
    await cyd.set(selectOf(cyd, "Across"), { value: "precipitation" })
    await send(bob)
    const seen = buttonOf(ada, "Open it")
    await send(cyd)
    await ada.click(seen)
    expect([statusOf(ada), selectOf(ada, "Across").value]).toEqual(["Cyd sent you a graph.", "day"])
    await ada.click(buttonOf(ada, "Open it"))
    expect(selectOf(ada, "Across").value).toBe("precipitation")
    ada.hibernate()
    await ada.wake()
    await world.advance(5000)
  })

  it("stay new when everything before them is marked as read", async () => {
    const { opened, send } = await room("Ada", "Bob")
    const [ada, bob] = opened
    await send(bob)
    const seen = buttonOf(ada, "Mark all as read")
    await send(bob)
    await ada.click(seen)
    expect(ada.find(Div, "inbox").text).toContain("2 new")
    await ada.click(buttonOf(ada, "Mark all as read"))
    expect(ada.find(Div, "inbox").text).not.toContain("new")
  })
})

describe("a graph whose picture is still being drawn", () => {
  it("is sent as it was, with its note, although somebody has begun to present", async () => {
    const { world, opened } = await room("Ada", "Bob")
    const [ada, bob] = opened
    const note = [...ada.document.select(TextInput)].find(({ title }) => title === "Note")
    if (note === undefined) throw new Error("there is no note")
    await ada.set(selectOf(ada, "Across"), { value: "wind" })
    await ada.set(note, { value: "Mine" })
    const sent = ada.click(buttonOf(ada, "Send"))
    await bob.set(bob.find(Toggle), { active: true })
    await ada.set(note, { value: "The next" })
    await world.advance(60_000)
    await sent
    expect([note.value, statusOf(bob)]).toEqual(["The next", "Ada sent you a graph."])
    const look = [...bob.document.select(Toggle)].find(({ label }) => label === "Look")
    if (look === undefined) throw new Error("there is no card")
    await bob.set(look, { active: true })
    await world.settled()
    expect(bob.find(Figure, "received").xaxis.axis_label).toBe("Wind (m/s)")
    expect([...bob.document.select(Div)].some(({ text }) => text.includes("Mine"))).toBe(true)
  })
})

describe("two windows of one session", () => {
  it("keep a graph, and look at it, when both click at the same moment", async () => {
    const { world, opened, send } = await room("Ada", "Bob")
    const [ada, bob] = opened
    await send(bob)
    const other = await world.open("/explore/seen", { session: ada })
    const toggleOf = (label: string) => {
      const found = [...ada.document.select(Toggle)].find((one) => one.label === label)
      if (found !== undefined) return found
      throw new Error(`there is no ${label}`)
    }
    for (const [seen, then] of [
      ["Keep", "Let go"],
      ["Look", "Fold"],
    ] as const) {
      const toggle = toggleOf(seen)
      // oxlint-disable-next-line no-await-in-loop -- one after another
      for (const window of [ada, other]) await window.set(toggle, { active: true })
      await world.advance(1000) // oxlint-disable-line no-await-in-loop -- the same
      expect([toggle.active, toggle.label]).toEqual([true, then])
    }
    const [sent] = [...ada.document.select(Figure)].filter(({ name }) => name === "received")
    expect(sent).toBeDefined()
  })
})

describe("a presenter who stops", () => {
  it("does not end the presentation of somebody who has just begun", async () => {
    const { world, opened } = await room("Ada", "Bob", "Cyd")
    const [ada, bob, cyd] = opened
    await ada.set(ada.find(Toggle), { active: true })
    await world.advance(5000)
    world.failSends(1) // hers comes second
    await ada.set(ada.find(Toggle), { active: false })
    await bob.set(bob.find(Toggle), { active: true })
    await world.advance(5000)
    const follow = selectOf(cyd, "Follow")
    expect([follow.value, bob.find(Toggle).active]).toEqual([idOf(follow, "Bob"), true])
  })
})

describe("a version that has made room for newer ones", () => {
  it("is not restored, and the page says why, also after a wake", async () => {
    const { world, opened } = await room("Ada")
    const [ada] = opened
    const across = selectOf(ada, "Across")
    await ada.set(ada.find(RadioButtonGroup, "panels"), { active: 3 })
    const seen = buttonOf(ada, "Restore")
    for (let i = 0; i < 52; i++) {
      await ada.set(across, { value: i % 2 === 0 ? "wind" : "day" }) // oxlint-disable-line no-await-in-loop -- one after another
      await world.advance(31_000) // oxlint-disable-line no-await-in-loop -- the same
    }
    await ada.click(seen)
    ada.hibernate()
    await ada.wake()
    expect(statusOf(ada)).toBe("That version has made room for newer ones.")
  })
})

describe("clicks that follow each other quickly", () => {
  const linksOf = (session: TestSession) =>
    [...session.document.select(Button)].filter(({ label }) => label === "Take it back").length

  it("count once if they are a double click, and each if the graph has changed in between", async () => {
    const { world, opened } = await room("Ada")
    const [ada] = opened
    const copy = async (times: number) => {
      const clicks = Array.from({ length: times }, () => ada.click(buttonOf(ada, "Copy link")))
      await world.advance(3000) // no page draws the graph's picture
      await Promise.all(clicks)
    }
    await copy(2)
    expect(linksOf(ada)).toBe(1)
    await ada.set(selectOf(ada, "Across"), { value: "wind" })
    await copy(1)
    expect(linksOf(ada)).toBe(2)
  })

  it("send both graphs if it has changed while the picture of the first one was drawn", async () => {
    const { world, opened } = await room("Ada", "Bob")
    const [ada, bob] = opened
    const first = ada.click(buttonOf(ada, "Send"))
    await ada.set(selectOf(ada, "Across"), { value: "wind" })
    const second = ada.click(buttonOf(ada, "Send"))
    await world.advance(20_000)
    await Promise.all([first, second])
    const cards = [...bob.document.select(Toggle)].filter(({ label }) => label === "Look")
    expect(cards).toHaveLength(2)
  })

  it("copy no link to another graph than the one that was shown", async () => {
    const { world, opened } = await room("Ada")
    const [ada] = opened
    const clicked = ada.click(buttonOf(ada, "Copy link"))
    await ada.set(selectOf(ada, "Across"), { value: "wind" })
    await world.advance(3000)
    await clicked
    expect(linksOf(ada)).toBe(0)
    expect(statusOf(ada)).toBe("The graph has changed: copy its link again.")
  })
})

describe("two comments that are posted at the same moment", () => {
  async function write(session: TestSession, value: string): Promise<void> {
    const comment = [...session.document.select(TextInput)].find(({ title }) => title === "Comment")
    if (comment === undefined) throw new Error("there is no field for comments")
    await session.set(comment, { value })
  }
  const numbersOn = (session: TestSession) => {
    const texts = [...session.document.select(Div)].map(({ text }) => text)
    return texts
      .map((text) => /<h3><b>(\d)<\/b>.*<br>(.*)<\/p>/s.exec(text)?.slice(1).join())
      .filter(Boolean)
      .toSorted((a = "", b = "") => a.localeCompare(b))
  }

  it("have the same numbers for everybody", async () => {
    const { world, opened } = await room("Ada", "Bob", "Cyd")
    const [ada, bob] = opened
    await write(ada, "of Ada")
    await write(bob, "of Bob")
    world.failSends(1) // Ada's reaches the room after Bob's
    const posts = [ada, bob].map((one) => one.click(buttonOf(one, "Post")))
    await world.advance(5000)
    await Promise.all(posts)
    for (const one of opened) expect(numbersOn(one)).toEqual(["1,of Bob", "2,of Ada"])
  })

  it.each([1, 3, 5])(
    "also if a session dies before it knows its own, and %i sends are lost",
    async (lost) => {
      const { world, opened } = await room("Ada", "Bob")
      const [ada, bob] = opened
      await write(ada, "of Ada")
      world.failSends(lost)
      ada.click(buttonOf(ada, "Post")).catch(() => undefined) // nobody answers it
      await world.settled()
      ada.hibernate()
      await ada.wake()
      await world.advance(100)
      await write(bob, "of Bob")
      await bob.click(buttonOf(bob, "Post"))
      await world.advance(60_000)
      expect(numbersOn(bob)).toHaveLength(2)
      expect(numbersOn(ada)).toEqual(numbersOn(bob))
    },
  )
})

describe("a visitor who follows somebody", () => {
  it("takes back a change of their own, or nothing, by a click before the other's graph was shown", async () => {
    const { world, opened } = await room("Ada", "Bob")
    const [ada, bob] = opened
    await ada.set(selectOf(ada, "Across"), { value: "wind" })
    const seen = ["Undo", "Keep under this name"].map((label) => buttonOf(ada, label))
    await bob.set(bob.find(Toggle), { active: true })
    await world.advance(5000)
    for (const one of seen) await ada.click(one) // oxlint-disable-line no-await-in-loop -- one after another
    const follow = selectOf(ada, "Follow")
    expect([follow.value, selectOf(ada, "Across").value]).toEqual([idOf(follow, "Bob"), "day"])
    expect(statusOf(ada)).toBe("You see what Bob sees.")
    await ada.click(buttonOf(ada, "Undo"))
    expect([follow.value, selectOf(ada, "Across").value]).toEqual(["", "wind"])
  })

  it("does not send the graph of somebody who has begun to present instead of their own", async () => {
    const { world, opened, click, send } = await room("Ada", "Bob")
    const [ada, bob] = opened
    const seen = buttonOf(ada, "Send")
    await bob.set(bob.find(Toggle), { active: true })
    await world.advance(5000)
    await click(ada, seen)
    expect(statusOf(bob)).toBe("Everybody here sees what you see.")
    await send(ada)
    expect(statusOf(bob)).toBe("Ada sent you a graph.")
  })

  it("posts no comment about the graph of somebody who has begun to present, and copies no link to it", async () => {
    const { world, opened } = await room("Ada", "Bob")
    const [ada, bob] = opened
    const comment = [...ada.document.select(TextInput)].find(({ title }) => title === "Comment")
    if (comment === undefined) throw new Error("there is no field for comments")
    await ada.set(comment, { value: "Mine" })
    const seen = ["Post", "Copy link"].map((label) => buttonOf(ada, label))
    await bob.set(bob.find(Toggle), { active: true })
    await world.advance(5000)
    for (const one of seen) await ada.click(one) // oxlint-disable-line no-await-in-loop -- one after another
    await world.advance(10_000)
    expect([statusOf(ada), comment.value]).toEqual(["You see what Bob sees.", "Mine"])
    await ada.click(buttonOf(ada, "Post"))
    expect([statusOf(ada), comment.value]).toEqual(["Your comment is posted.", ""])
  })

  it("gets back the graph that was received and changed, to send it back", async () => {
    const { world, opened, send } = await room("Ada", "Bob", "Cyd")
    const [ada, bob, cyd] = opened
    await send(bob)
    await ada.click(buttonOf(ada, "Open it"))
    await ada.set(selectOf(ada, "Up"), { value: "wind" })
    const back = buttonOf(ada, "Send back to Bob")
    const present = [...cyd.document.select(Toggle)].find(({ label }) => label === "Present to all")
    if (present === undefined) throw new Error("there is no button to present")
    await cyd.set(present, { active: true })
    await world.advance(5000)
    expect(back.visible).toBe(false)
    await ada.click(buttonOf(ada, "Back to mine"))
    expect([back.visible, selectOf(ada, "Up").value]).toEqual([true, "wind"])
  })

  it("takes no copy of the graph of somebody who has begun to present since", async () => {
    const { world, opened } = await room("Ada", "Bob", "Cyd")
    const [ada, bob, cyd] = opened
    const follow = selectOf(ada, "Follow")
    await ada.set(follow, { value: idOf(follow, "Bob") })
    const seen = buttonOf(ada, "Take a copy of my own")
    await cyd.set(cyd.find(Toggle), { active: true })
    await world.advance(5000)
    await ada.click(seen)
    expect(follow.value).toBe(idOf(follow, "Cyd"))
    await ada.click(buttonOf(ada, "Take a copy of my own"))
    expect(follow.value).toBe("")
    expect(bob.closed).toBeUndefined()
  })
})
