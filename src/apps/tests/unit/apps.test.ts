// The example apps in the testing kit, as an author would test an app: widgets, time, and members who meet.

import {
  Button,
  ColumnDataSource,
  Div,
  RadioButtonGroup,
  Select,
  Slider,
  TextInput,
  Toggle,
} from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { afterEach, describe, expect, it, vi } from "vitest"

import { chat } from "../../chat.ts"
import { errorOf } from "../../class-cloud.ts"
import { classroom } from "../../classroom.ts"
import { explore } from "../../explore/explore.ts"
import { operations } from "../../operations.ts"
import { stream } from "../../stream.ts"
import { temperature } from "../../temperature.ts"
import { weather } from "../../weather.ts"

function columnOf(session: TestSession, name: string): readonly number[] {
  return Array.from(session.find(ColumnDataSource).data[name] ?? [], Number)
}

afterEach(() => void vi.useRealTimers())

describe("the temperature", () => {
  it("is smoothed over the slider's number of days", async () => {
    const session = await createWorld([temperature]).open("/temperature")
    const daily = columnOf(session, "temperature")
    await session.set(session.find(Slider), { value: 2 })
    const mean = columnOf(session, "temperature")
    expect(mean).toHaveLength(daily.length)
    expect(mean[100]).not.toBe(daily[100])
    expect(Math.max(...mean)).toBeLessThan(Math.max(...daily))
    await session.set(session.find(Slider), { value: 0 })
    expect(columnOf(session, "temperature")).toEqual(daily)
  })

  it("is still smoothed after the session wakes", async () => {
    const session = await createWorld([temperature]).open("/temperature")
    await session.set(session.find(Slider), { value: 5 })
    const mean = columnOf(session, "temperature")
    session.hibernate()
    await session.wake()
    expect(columnOf(session, "temperature")).toEqual(mean)
    expect(session.find(Slider).value).toBe(5)
  })
})

describe("the class room", () => {
  it("stacks the labels of a student's line and the shown line if they end at the same height", async () => {
    const world = createWorld(classroom)
    const teacher = await world.open("/class/7b/teacher")
    const [ada, bob] = [await world.open("/class/7b?name=Ada"), await world.open("/class/7b")]
    await ada.click(ada.find(Button))
    await teacher.send_message("show", teacher.find(Button).tags[0])
    const sources = [...bob.document.select(ColumnDataSource)]
    const names = sources.find(({ data }) => "name" in data)?.data
    expect(names?.["name"]).toEqual(["Ada", "You"])
    const [shown = NaN, own = NaN] = Array.from(names?.["y"] ?? [], Number)
    expect(own - shown).toBeGreaterThan(1)
  })

  it("shows everybody the line that the teacher saw, although its student has just handed in another", async () => {
    const world = createWorld(classroom)
    const teacher = await world.open("/class/7b/teacher")
    const [ada, bob] = [await world.open("/class/7b?name=Ada"), await world.open("/class/7b")]
    const [slope] = [...ada.document.select(Slider)]
    if (slope === undefined) throw new Error("there is no slider")
    await ada.set(slope, { value: 2 })
    await ada.click(ada.find(Button))
    const [seen] = teacher.find(Button).tags
    await ada.set(slope, { value: -3 })
    await ada.click(ada.find(Button))
    await teacher.send_message("show", seen)
    const error = /Ada<\/b> is off by (.*)\./.exec(bob.find(Div, "said").text)?.[1]
    expect(error).toBe(String(errorOf({ slope: 2, at0: 5 })))
  })
})

describe("a student who comes after a line was shown to all", () => {
  it("sees it, too, and is not told of it again after a wake", async () => {
    const world = createWorld(classroom)
    const teacher = await world.open("/class/7b/teacher")
    const ada = await world.open("/class/7b?name=Ada")
    await ada.click(ada.find(Button))
    await teacher.send_message("show", teacher.find(Button).tags[0])
    const bob = await world.open("/class/7b?name=Bob")
    await world.settled()
    const said = () => bob.find(Div, "said").text
    expect(said()).toMatch("The line of <b>Ada</b> is off by")
    const sources = [...bob.document.select(ColumnDataSource)]
    expect(sources.find(({ data }) => "name" in data)?.data["name"]).toEqual(["Ada", "You"])
    await bob.click(bob.find(Button))
    bob.hibernate()
    await bob.wake()
    await world.advance(5000)
    expect(said()).toBe("The teacher has it.")
  })
})

describe("the weather", () => {
  it("is of the city in the path only", async () => {
    const world = createWorld([weather])
    const session = await world.open("/weather/Seattle")
    expect(session.find(Select).options).toContain("rain")
    await expect(world.open("/weather/Atlantis")).rejects.toThrow("/weather/Atlantis")
  })
})

describe("the stream", () => {
  it("gets a point at each tick, and none while it is paused", async () => {
    const world = createWorld([stream])
    const session = await world.open("/stream")
    await world.advance(1000)
    const length = columnOf(session, "inlet").length
    expect(length).toBeGreaterThan(2)
    await session.set(session.find(Toggle), { active: true })
    await world.advance(5000)
    expect(columnOf(session, "inlet")).toHaveLength(length)
    expect(session.find(Toggle).label).toBe("Go on")
  })

  it("pauses while nobody is connected, and continues when somebody comes back", async () => {
    const world = createWorld([stream])
    const session = await world.open("/stream")
    await world.advance(1000)
    const { length } = columnOf(session, "inlet")
    await session.close()
    await world.advance(10_000)
    const again = await world.open("/stream", { session })
    expect(columnOf(again, "inlet")).toHaveLength(length)
    await world.advance(1000)
    expect(columnOf(again, "inlet").length).toBeGreaterThan(length + 2)
  })

  it("ticks at the chosen rate, even after a wake", async () => {
    const world = createWorld([stream])
    const session = await world.open("/stream")
    await session.set(session.find(RadioButtonGroup), { active: 3 })
    session.hibernate()
    await session.wake()
    const before = columnOf(session, "inlet").length
    await world.advance(1000)
    expect(columnOf(session, "inlet").length - before).toBeGreaterThan(20)
  })
})

describe("the chat", () => {
  const linesOf = (session: TestSession) =>
    [...session.document.select(Div)].map(({ text }) => text).join("\n")

  it("shows the members and the messages to everybody in the room", async () => {
    const world = createWorld([chat])
    const ada = await world.open("/chat/lab?name=Ada")
    const bob = await world.open("/chat/lab?name=Bob")
    const eve = await world.open("/chat/other?name=Eve")
    await ada.set(ada.find(TextInput), { value: "<i>hi</i>" })
    expect(linesOf(bob)).toBe("Here: Ada, Bob\n<b>Ada</b> &lt;i&gt;hi&lt;/i&gt;")
    expect(linesOf(ada)).toContain("<b>You</b>")
    expect(linesOf(eve)).not.toContain("hi")
    expect(ada.find(TextInput).value).toBe("")
  })

  it("shows a late member what was said before, once and in order", async () => {
    const world = createWorld([chat])
    const [ada, bob] = [await world.open("/chat/lab?name=Ada"), await world.open("/chat/lab")]
    await ada.set(ada.find(TextInput), { value: "one" })
    await bob.set(bob.find(TextInput), { value: "two" })
    const late = await world.open("/chat/lab?name=Cyd")
    await world.advance(5000)
    await ada.set(ada.find(TextInput), { value: "three" })
    late.hibernate()
    await late.wake()
    await world.advance(5000)
    expect(linesOf(late)).toMatch(
      /^Here: Ada, (Guest \w{4}), Cyd\n<b>Ada<\/b> one<br><b>\1<\/b> two<br><b>Ada<\/b> three$/,
    )
  })

  it("delivers messages that were lost on the network", async () => {
    const world = createWorld([chat])
    const [ada, bob] = [await world.open("/chat/lab"), await world.open("/chat/lab")]
    world.failSends(1)
    await ada.set(ada.find(TextInput), { value: "still there?" })
    await world.advance(60_000)
    expect(linesOf(bob)).toContain("still there?")
  })
})

describe("the explorer", () => {
  it("sends a graph to everybody in the room", async () => {
    const world = createWorld([explore])
    const [ada, bob] = [await world.open("/explore/lab"), await world.open("/explore/lab")]
    const share = [...ada.document.select(Button)].find(({ label }) => label === "Send")
    if (share === undefined) throw new Error("there is no button to share with")
    const clicked = ada.click(share)
    await world.advance(5000) // no page draws the graph's picture
    await clicked
    await world.settled()
    const texts = [...bob.document.select(Div)].map(({ text }) => text).join("\n")
    expect(texts).toContain("sent you a graph")
  })
})

describe("the operations desk", () => {
  it("shows what the lead presents until a member looks elsewhere, even after a wake", async () => {
    const world = createWorld([operations])
    const lead = await world.open("/operations", { user: { id: "ada", role: "lead" } })
    const desk = await world.open("/operations", { user: { id: "bob", role: "operator" } })
    await world.advance(2000)
    const tabs = () => desk.find(RadioButtonGroup)
    await lead.set(lead.find(RadioButtonGroup), { active: 1 })
    await lead.click(shownButton(lead, "Present to all"))
    await world.advance(2000)
    expect(tabs().active).toBe(1)
    await desk.set(tabs(), { active: 2 })
    desk.hibernate()
    await desk.wake()
    await world.advance(2000)
    expect(tabs().active).toBe(2)
    await lead.set(lead.find(RadioButtonGroup), { active: 0 })
    await world.advance(2000)
    expect(tabs().active).toBe(0)
  })

  it("takes a click for the machine whose button was seen, and for what the button said", async () => {
    const world = createWorld([operations])
    const lead = await world.open("/operations", { user: { id: "ada", role: "lead" } })
    const desk = await world.open("/operations", { user: { id: "bob", role: "operator" } })
    await world.advance(2000)
    const ofPump = shownButton(desk, "Take the alert")
    await desk.set(desk.find(RadioButtonGroup), { active: 1 })
    await desk.click(ofPump)
    await world.advance(2000)
    const text = (session: TestSession) => session.find(Div, "alert").text
    expect(text(desk)).toContain("Turbine was above 78 °C: nobody")
    expect(text(lead)).toContain("Pump was above 68 °C: bob has taken it")
    // Two take the Turbine at the same moment, one of them twice: no click hands it back.
    await lead.set(lead.find(RadioButtonGroup), { active: 1 })
    const both = [shownButton(desk, "Take the alert"), shownButton(lead, "Take the alert")] as const
    await desk.click(both[0])
    await lead.click(both[1])
    await desk.click(both[0])
    await world.advance(2000)
    expect(text(lead)).toContain("Turbine was above 78 °C: bob has taken it")
    expect([both[0].disabled, shownButton(desk, "Hand it back").disabled]).toEqual([true, false])
    await lead.click(shownButton(lead, "Hand it back")) // as soon as it is shown
    await world.advance(2000)
    expect(text(desk)).toContain("Turbine was above 78 °C: nobody")
  })

  it("keeps the machine that the presenter has chosen last, also with two windows", async () => {
    const world = createWorld([operations])
    const user = { id: "ada", role: "lead" }
    const first = await world.open("/operations", { user })
    const second = await world.open("/operations", { user })
    const guest = await world.open("/operations", { user: { id: "a guest", role: "guest" } })
    await first.click(shownButton(first, "Present to all"))
    await world.advance(2000)
    const choose = (one: TestSession, active: number) =>
      one.set(one.find(RadioButtonGroup), { active })
    world.failSends(1)
    await Promise.all([choose(first, 2), choose(second, 0), choose(first, 1)])
    await Promise.all([choose(second, 2), choose(first, 1)])
    await world.advance(10_000)
    const shown = () => [first, second, guest].map((one) => one.find(RadioButtonGroup).active)
    expect(shown()).toEqual([1, 1, 1])
    expect(guest.find(Div, "presented").text).toContain("ada presents the Turbine.")
  })
})

function shownButton(session: TestSession, label: string): Button {
  const found = [...session.document.select(Button)].find(
    (one) => one.visible && one.label === label,
  )
  if (found === undefined) throw new Error(`there is no button "${label}"`)
  return found
}
