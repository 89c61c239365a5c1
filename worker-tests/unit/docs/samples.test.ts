// Runs the code samples of the README and of docs/ as a reader would: as files of a project.

import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import type { Connection } from "../../../src/app/connection.ts"
import { createContext, type KeyValue } from "../../../src/app/context.ts"
import type { Group } from "../../../src/app/group.ts"
import { app, type Route } from "../../../src/app/route.ts"
import type { GroupMessage } from "../../../src/group/entries.ts"
import {
  BoxAnnotation,
  Button,
  ColumnDataSource,
  Div,
  Plot,
  Range1d,
  Select,
  TextInput,
} from "../../../src/model/generated/models.ts"
import { buildDocument } from "../../../src/session/build-document.ts"
import { createWorld } from "../../../src/testing.ts"
import { Html } from "../../../src/util/html.ts"
import type { FakeKeptSocket } from "../../support/fake-peer.ts"
import { LifeWorld } from "../../support/life.ts"
import { NO_SESSION } from "../../support/no-session.ts"
import { createSession } from "../../support/session.ts"

const ROOT = join(import.meta.dirname, "../../..")
const FOLDER = mkdtempSync(join(tmpdir(), "docs-samples-"))
const PAGES = globSync(["README.md", "docs/*.md"], { cwd: ROOT })
/** A sample that two pages show counts once. */
const SAMPLES = [...new Set(PAGES.flatMap(samplesOf))]
const APPS = SAMPLES.filter((code) => code.includes("export const ") && !isEntry(code))

function samplesOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8")
  return [...text.matchAll(/```ts\n([^]*?)```/g)].map(([, code = ""]) => code)
}

/** A Worker's entry, in place of a file with an app. */
function isEntry(code: string): boolean {
  return code.includes("createServer(")
}

beforeAll(() => {
  APPS.forEach((code, i) => writeFileSync(join(FOLDER, `sample-${i}.ts`), code))
})
afterAll(() => rmSync(FOLDER, { recursive: true }))

/** The routes that the samples export, by pattern; each sample exports one. */
async function routes(): Promise<ReadonlyMap<string, Route>> {
  const modules = APPS.map((_, i) => import(join(FOLDER, `sample-${i}.ts`)))
  const all = ((await Promise.all(modules)) as Readonly<Record<string, Route>>[]).map(
    (module) => Object.values(module)[0],
  )
  return new Map(all.map((route) => [route?.pattern ?? "none", route as Route]))
}

async function routeOf(pattern: string): Promise<Route> {
  const route = (await routes()).get(pattern)
  if (route === undefined) throw new Error(`no sample exports ${pattern}`)
  return route
}

async function build(pattern: string, params: Readonly<Record<string, string | number>>) {
  const { handler } = await routeOf(pattern)
  const request = { url: "", arguments: { shade: ["a", "b"] }, headers: {}, cookies: {} }
  return (await buildDocument(handler, { ...NO_SESSION, params, request })).document
}

/** Clicks the document's button. */
async function click(world: LifeWorld, socket: FakeKeptSocket): Promise<void> {
  const { id } = world.life.document?.select_one(Button) ?? {}
  await world.patch(socket, {
    kind: "MessageSent",
    msg_type: "bokeh_event",
    msg_data: {
      type: "event",
      name: "button_click",
      values: { type: "map", entries: [["model", { id }]] },
    },
  })
}

const NO_RECEIPT = {
  seq: 1,
  delivered: [],
  seen: [],
  offline: [],
  dropped: [],
  awayForMs: {},
}

describe("the samples of the documents", () => {
  it("all have a test here", async () => {
    const known = [
      "/again",
      "/alarm/:desk",
      "/archive/:room",
      "/board/:id",
      "/chart",
      "/echo",
      "/exported",
      "/fruits",
      "/graphs/:room",
      "/guarded",
      "/home/:title",
      "/lecture/:room",
      "/lesson/:room",
      "/level",
      "/life",
      "/lines",
      "/notes/:team",
      "/remarks/:room",
      "/report/:year<int>/:name",
      "/sales/:year<int>",
      "/shared",
      "/visits",
    ]
    expect([...(await routes()).keys()].toSorted()).toEqual(known)
  })

  it("include a list of sent messages that requests the page before the oldest", async () => {
    const world = createWorld([...(await routes()).values()])
    const late = await world.open("/archive/a")
    await world.settled()
    await late.click(late.find(Button))
    expect(late.find(Div).text).toBe("<ul></ul>")
    expect(world.errors).toEqual([])
  })

  it("include a graph that is sent to the others, in ten lines", async () => {
    const world = createWorld([...(await routes()).values()])
    const [ada, bob] = [await world.open("/graphs/a"), await world.open("/graphs/a")]
    await ada.click(ada.find(Button))
    await world.settled()
    const plotsOf = ({ document }: typeof ada) => [...document.select(Plot)].length
    expect([plotsOf(ada), plotsOf(bob)]).toEqual([1, 2])
    bob.hibernate()
    await bob.wake()
    expect(plotsOf(bob)).toBe(2)
    const code = APPS.find((sample) => sample.includes('"/graphs/:room"')) ?? ""
    expect(code.slice(code.indexOf("export const ")).trim().split("\n")).toHaveLength(10)
  })

  it("include a lecture that moves everybody's view with the presenter's, and nobody else's", async () => {
    const world = createWorld([...(await routes()).values()])
    const [ada, bob] = [await world.open("/lecture/a"), await world.open("/lecture/a")]
    await bob.set(bob.find(Range1d), { start: 5, end: 6 })
    await ada.click(ada.find(Button))
    await ada.set(ada.find(Range1d), { start: 2, end: 3 })
    await world.advance(1000)
    await world.settled()
    expect(bob.find(Range1d)).toMatchObject({ start: 2, end: 3 })
    await bob.set(bob.find(Range1d), { start: 7, end: 8 })
    await world.advance(1000)
    expect(ada.find(Range1d)).toMatchObject({ start: 2, end: 3 })
  })

  it("include a lesson from which the teacher, and nobody else, shows students out for good", async () => {
    const world = createWorld([...(await routes()).values()])
    const enter = (id: string, role: string) => world.open("/lesson/a", { user: { id, role } })
    const teacher = await enter("Ann", "teacher")
    const [bob, cyd] = [await enter("Bob", "student"), await enter("Cyd", "student")]
    await world.settled()
    const lineOf = ({ document }: typeof bob) => [...document.select(Div)][0]?.text
    const choose = (who: typeof bob, name: string) => {
      const select = who.find(Select)
      const [value = ""] = select.options.find((option) => option[1] === name) ?? []
      return who.set(select, { value: String(value) })
    }
    await choose(bob, "Cyd")
    await bob.click(bob.find(Button))
    expect(lineOf(bob)).toBe("remove: nobody of the role 'student' may")
    const { options } = teacher.find(Select)
    expect(options.map((option) => option[1])).toEqual(["Bob", "Cyd"])
    await choose(teacher, "Cyd")
    await enter("Dan", "student") // a newcomer changes the list, but not the choice
    await teacher.click(teacher.find(Button))
    await world.settled()
    const again = await enter("Cyd", "student")
    await world.settled()
    for (const student of [cyd, again])
      expect(lineOf(student)).toContain("You are not in this lesson: join: this member was removed")
    expect(teacher.find(Select).options.map((option) => option[1])).toEqual(["Bob", "Dan"])
    const isRefusal = (line: string) => line.startsWith("a group refused to be joined")
    expect(world.errors.filter((line) => !isRefusal(line))).toEqual([])
  })

  it("include an alarm that the first of two has taken, and hands back only for themselves", async () => {
    const world = createWorld([await routeOf("/alarm/:desk")])
    const [ada, bob] = [await world.open("/alarm/a"), await world.open("/alarm/a")]
    const buttonOf = ({ document }: typeof ada, wanted: string) => {
      const found = document.select(Button).find(({ label }) => label === wanted)
      return found ?? expect.fail(wanted)
    }
    const shown = () => [ada, bob].map((one) => one.find(Div).text)
    await world.advance(2000)
    world.failSends(1) // Ada's click arrives second
    for (const one of [ada, bob, bob]) await one.click(buttonOf(one, "Take it"))
    await world.advance(60_000)
    const bobs = `<b>Guest ${bob.id.slice(-4)}</b> has taken it.`
    expect(shown()).toEqual([bobs, bobs])
    await ada.click(buttonOf(ada, "Hand it back")) // as if her page had shown it
    bob.hibernate()
    await bob.wake()
    await world.advance(2000)
    expect(shown()).toEqual([bobs, bobs])
    await bob.click(buttonOf(bob, "Hand it back"))
    await world.advance(2000)
    expect(shown()).toEqual(["", ""].map(() => "<b>Nobody</b> has taken it."))
  })

  it("include a remark about points that is drawn for all, also for members who join later", async () => {
    const world = createWorld([...(await routes()).values()])
    const [ada, bob] = [await world.open("/remarks/a"), await world.open("/remarks/a")]
    const { selected } = ada.find(ColumnDataSource)
    await ada.set(selected, { indices: [1, 2] })
    await ada.set(ada.find(TextInput), { value: "Why so <low>?" })
    await ada.click(ada.find(Button))
    await world.settled()
    const late = await world.open("/remarks/a")
    await world.settled()
    for (const { document } of [ada, bob, late]) {
      const boxes = [...document.select(BoxAnnotation)].filter(({ left }) => left === 1.5)
      expect(boxes.map(({ right }) => right)).toEqual([3.5])
      expect([...document.select(Div)].at(-1)?.text).toContain("Why so &lt;low&gt;?")
    }
  })

  it("include an app in ten lines that scales its line", async () => {
    const document = await build("/home/:title", { title: "Hello" })
    const slider = document.select("Slider")[0]
    slider?.update({ value: 3 })
    expect(document.select("ColumnDataSource")[0]).toHaveProperty("data", {
      x: [1, 2, 3],
      y: [12, 18, 15],
    })
  })

  it("include plots that stack bars, and share a range and a toolbar", async () => {
    const document = await build("/fruits", {})
    const [bars, lines] = document.select(Plot)
    expect(bars?.renderers).toHaveLength(2)
    expect(lines?.x_range).toBe(bars?.x_range)
    expect(document.select("ToolProxy").length).toBeGreaterThan(2)
  })

  it("include values shared by server and page whose changes are noticed", async () => {
    const document = await build("/shared", {})
    document.select("Params").update({ amplitude: 3 })
    expect(document.select("Div")[0]).toHaveProperty("text", "2 became 3")
  })

  it("include a route that uses its parameters", async () => {
    const document = await build("/report/:year<int>/:name", { year: 2025, name: "rain" })
    expect(document.roots[0]).toHaveProperty("text", "rain in 2026: a,b")
  })

  it("include a file's lines that are counted as they arrive", async () => {
    const world = new LifeWorld(await routeOf("/lines"))
    await world.connect()
    const request = { url: "http://server/lines/ws", arguments: {}, headers: {}, cookies: {} }
    const place = { pattern: "/lines", params: {}, sessionId: "session", role: "owner" as const }
    const head = { name: "a.csv", type: "text/csv", size: 8 }
    const body = new Response("1,2\n3,4\n").body
    await world.life.upload({ ...place, request, mayStart: false }, head, body)
    expect(world.life.document?.select("Div")[0]).toHaveProperty("text", "a.csv: 8 bytes, 2 lines")
  })

  it("include an echo that answers", async () => {
    const { handler } = await routeOf("/echo")
    const { context } = createContext(NO_SESSION)
    const { document, join: open, patch } = createSession((doc) => void handler(doc, context))
    const peer = open()
    patch(peer, { kind: "MessageSent", msg_type: "say", msg_data: "hi" })
    expect(document.roots[0]).toHaveProperty("text", "hi")
    expect(peer.takeEvents()).toContainEqual({
      kind: "MessageSent",
      msg_type: "heard",
      msg_data: ["hi"],
    })
  })

  it("include saved numbers that reach the window that asked", async () => {
    const { handler } = await routeOf("/exported")
    const world = new LifeWorld(app("/exported", handler))
    const [first, second] = [await world.connect(), await world.connect()]
    for (const socket of [first, second]) socket.take()
    await click(world, second)
    expect(first.takeEvents()).toEqual([])
    expect(JSON.stringify(second.takeEvents())).toMatch(/numbers\.csv.*Saved for owner/)
  })

  it("include a chart that is saved as a page without a server", async () => {
    const world = new LifeWorld(await routeOf("/chart"))
    const socket = await world.connect()
    socket.take()
    await click(world, socket)
    expect(JSON.stringify(socket.takeEvents())).toMatch(/"download".*"chart\.html"/)
  })

  it("include a guarded app that rejects visitors without a key", async () => {
    const { options } = await routeOf("/guarded")
    const refused: unknown[] = []
    const attached: unknown[] = []
    const connect = (key: string) => {
      const request = { url: "", arguments: { key: [key, "Ada"] }, headers: {}, cookies: {} }
      const env = { APP_KEY: "open" }
      const { context } = createContext({ ...NO_SESSION, request, env })
      const connection: Connection = {
        id: "c",
        windowId: "w",
        role: "owner",
        inviteId: undefined,
        user: undefined,
        copyText: () => undefined,
        openLink: () => undefined,
        download: () => undefined,
        notify: () => undefined,
        request,
        data: undefined,
        attach: (data) => attached.push(data),
        send_message: () => undefined,
        close: (...reason) => refused.push(reason),
      }
      return options.connection?.connect?.(connection, context)
    }
    await connect("wrong")
    await connect("open")
    expect(refused).toEqual([[4403, "a key is needed"]])
    expect(attached).toEqual([{ name: "Ada" }])
  })

  it("include a session's life that is stored, and is the same when the handler runs again", async () => {
    const kept = new Map<string, unknown>()
    const storage: KeyValue = {
      get: (key) => kept.get(key),
      put: (key, value) => void kept.set(key, value),
      delete: (key) => void kept.delete(key),
    }
    const { handler } = await routeOf("/life")
    const start = (by: string) => {
      const request = { url: "", arguments: { by: [by] }, headers: {}, cookies: {} }
      return buildDocument(handler, { ...NO_SESSION, request, storage })
    }
    const { life } = await start("me")
    for (const callback of [...life.created, ...life.woken]) await callback()
    expect(kept.get("wakes")).toBe(1)
    expect((await start("another")).document.roots[0]).toHaveProperty("text", "started by me")
  })

  it("include a saved document that moves its title", async () => {
    const document = await build("/again", {})
    const slider = document.select("Slider")[0]
    slider?.update({ value: 4 })
    expect(slider).toHaveProperty("title", "4 of 9")
  })

  it("include visits that add cards of cities", async () => {
    const document = await build("/visits", {})
    const [add] = document.select("Button")
    expect(add).toHaveProperty("label", "Add")
  })

  it("include a template that places its roots", async () => {
    const { options } = await routeOf("/sales/:year<int>")
    const page = await options.template?.({
      title: "<Sales>",
      params: { year: 2025 },
      request: { url: "", arguments: {}, headers: {}, cookies: {} },
      resources: new Html("RESOURCES"),
      embed: (name = "") => new Html(`[${name}]`),
      nonce: "",
      isViewer: false,
      isShared: false,
      user: undefined,
      outline: () => Promise.reject(new Error("not asked for")),
    })
    const text = String(page).replaceAll(/\s+/g, " ")
    expect(text).toContain("<title>&lt;Sales&gt; 2025</title>RESOURCES</head>")
    expect(text).toContain('<main style="height: 60vh">[plot]</main> [] </body>')
    expect((await build("/sales/:year<int>", { year: 2025 })).roots[0]).toHaveProperty(
      "name",
      "plot",
    )
  })

  it("include a board that shows the notes of others, with guests under their own names", async () => {
    const world = createWorld([await routeOf("/notes/:team")])
    const [ada] = [await world.open("/notes/a"), await world.open("/notes/a")]
    await world.settled()
    const [here = ""] = ada.document.select(Div).map(({ text }) => text)
    expect(new Set(here.split(", ")).size).toBe(2)

    const { handler } = await routeOf("/notes/:team")
    const heard = new Map<string, (message: GroupMessage) => unknown>()
    const sent: unknown[] = []
    const group = (name: string): Group => ({
      name,
      members: [],
      memberCount: 0,
      me: undefined,
      join: () => undefined,
      update: () => undefined,
      leave: () => undefined,
      send: (...message) => {
        sent.push(message)
        return Promise.resolve(NO_RECEIPT)
      },
      on: (type, callback) => void heard.set(type, callback),
      sendNow: () => undefined,
      state: (initial) => ({
        value: initial,
        set: () => Promise.resolve(),
        on_change: () => undefined,
      }),
      remove: () => Promise.resolve(),
      markSeen: () => undefined,
      on_seen: () => undefined,
      receipt: () => Promise.resolve(NO_RECEIPT),
      on_presence: () => undefined,
      history: () => Promise.resolve([]),
      open: (message) => Promise.resolve(message),
    })
    const params = { team: "x" }
    const { document } = await buildDocument(handler, { ...NO_SESSION, params, group })
    const from = { id: "a", name: "Ada", role: "member" }
    void heard.get("note")?.({ seq: 1, type: "note", data: "hi", from, sentAtMs: 0 })
    expect(document.select("Div").map((div) => Reflect.get(div, "text"))).toContain("Ada: hi\n")
    document.select("TextInput")[0]?.update({ value: "back" })
    expect(sent).toEqual([["note", "back"]])
  })

  it("include a clock that sends to all its sessions, once groups are bound", async () => {
    const code = SAMPLES.find((sample) => sample.includes("scheduled:")) ?? ""
    const file = join(FOLDER, "clock.ts")
    writeFileSync(file, code)
    const { default: worker } = (await import(file)) as {
      default: { scheduled: (event: unknown, env: object) => Promise<void> }
    }
    await expect(worker.scheduled(undefined, {})).rejects.toThrow("the binding GROUPS is missing")
  })

  it("include an entry of the server that is like src/index.ts", () => {
    const entry = SAMPLES.find(isEntry) ?? ""
    const own = readFileSync(join(ROOT, "src/index.ts"), "utf8")
    for (const line of ["export default server", 'import { createServer } from "bokeh-edge"']) {
      expect([entry, own].every((text) => text.includes(line))).toBe(true)
    }
  })
})
