// Snapshots and invitations in real Durable Objects.

import { env, evictDurableObject, runInDurableObject, SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { isRecord } from "../../src/util/record.ts"
import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket, tokenFor } from "../support/socket.ts"

const PICTURE = "data:image/png;base64,iVBORw0KGgo="
const SLIDER = "m3"
const slide = (value: number) => ({
  kind: "ModelChanged",
  model: { id: SLIDER },
  attr: "value",
  new: value,
})

function isStored(stub: DurableObjectStub): Promise<boolean> {
  return runInDurableObject(stub, (_, { storage }) => {
    const [table] = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'record'")
    return table !== undefined && [...storage.sql.exec("SELECT 1 FROM record")].length > 0
  })
}

async function tell(socket: TestSocket, msg_type: string, msg_data: unknown): Promise<void> {
  expect(await socket.patch({ kind: "MessageSent", msg_type, msg_data })).toBe("OK")
}

/** The data of the app's next message of the given type. */
async function heard(socket: TestSocket, msg_type: string): Promise<unknown> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one message after another
    const { content } = await socket.next("PATCH-DOC")
    const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
    const found: unknown = events.find((event) => isRecord(event) && event["msg_type"] === msg_type)
    if (isRecord(found)) return found["msg_data"]
  }
}

async function ask(
  socket: TestSocket,
  type: string,
  data: unknown,
  answer: string,
): Promise<unknown> {
  socket.send("PATCH-DOC", { events: [{ kind: "MessageSent", msg_type: type, msg_data: data }] })
  return heard(socket, answer)
}

async function publish(socket: TestSocket): Promise<string> {
  return String(await ask(socket, "publish", null, "published"))
}

/** The page of a link that does not work, which loads nothing. */
async function plainPage(path: string): Promise<string> {
  const page = await SELF.fetch(`http://server${path}`)
  const text = await page.text()
  expect([page.status, text]).toEqual([403, expect.stringContaining("This link does not work: ")])
  expect(text).not.toContain("<script")
  return text
}

async function invite(socket: TestSocket, role: string): Promise<readonly [string, string]> {
  const answer = await ask(socket, "invite", role, "invited")
  if (!Array.isArray(answer)) throw new Error("no invitation")
  return [String(answer[0]), new URL(String(answer[1]), "http://server").search]
}

const text = async (socket: TestSocket) => JSON.stringify(await socket.pull())
const shows = (value: number) => `"text":"${value}"`

describe("a snapshot", () => {
  it("opens as the visitor's own session with state and callbacks, and leaves the original unchanged", async () => {
    const mine = await TestSocket.open("/sharing/a", "publisher")
    await mine.patch(slide(4))
    const link = await publish(mine)
    await mine.patch(slide(5))
    expect((await SELF.fetch(`http://server${link}`)).status).toBe(200)
    const fork = await TestSocket.open(
      "/sharing/a",
      "forker",
      new URL(link, "http://server").search,
    )
    expect(await text(fork)).toContain(shows(8))
    expect(await fork.patch(slide(6))).toBe("OK")
    expect(await text(fork)).toContain(shows(12))
    expect(await text(mine)).toContain(shows(10))
    await evictDurableObject(
      sessionsOf({ ...env }).getByName(objectName("/sharing/:room", "forker", { room: "a" })),
    )
    expect(await text(fork)).toContain(shows(12))
  })

  it.for([
    ["publish", "Mine"],
    ["publish some", "One"],
  ])(
    "has its own title if neither route nor handler sets one, by %s",
    async ([what = "", title]) => {
      const link = String(
        await ask(await TestSocket.open("/sharing/a", what), what, null, "published"),
      )
      const page = await (await SELF.fetch(`http://server${link}`)).text()
      expect(page).toContain(`<title>${title}</title>`)
      const id = `copy-${what.length}`
      const copy = await TestSocket.open("/sharing/a", id, new URL(link, "http://server").search)
      const before = await text(copy)
      expect(before).toContain(`"title":"${title}"`)
      const stub = sessionsOf({ ...env }).getByName(objectName("/sharing/:room", id, { room: "a" }))
      await expect.poll(() => isStored(stub)).toBe(true)
      await evictDurableObject(stub)
      expect(await text(copy)).toBe(before)
    },
  )

  it("has a link on this host even if its publisher's URL began with two slashes", async () => {
    const mine = await TestSocket.open("//sharing//a", "slashes")
    expect(await publish(mine)).toMatch(/^\/sharing\/\/a\?/)
  })

  it("of single models contains only these models, without the rest of the app, even after an eviction", async () => {
    const mine = await TestSocket.open("/sharing/a", "publisher-4")
    await mine.patch(slide(4))
    const link = String(await ask(mine, "publish some", null, "published"))
    const { search } = new URL(link, "http://server")
    const fork = await TestSocket.open("/sharing/a", "forker-4", search)
    const before = await text(fork)
    expect(before).toContain(shows(8))
    expect(before).not.toContain("Slider")
    const stub = sessionsOf({ ...env }).getByName(
      objectName("/sharing/:room", "forker-4", { room: "a" }),
    )
    await expect.poll(() => isStored(stub)).toBe(true)
    await evictDurableObject(stub)
    expect(await text(fork)).toBe(before)
  })

  it("can be opened within another session's document, as models of that document", async () => {
    const mine = await TestSocket.open("/sharing/a", "opened")
    await mine.patch(slide(6))
    const link = await publish(mine)
    const other = await TestSocket.open("/sharing/a", "opener")
    await other.pull()
    expect(await ask(other, "open", link, "opened")).toEqual(["Mine", 6])
    await evictDurableObject(
      sessionsOf({ ...env }).getByName(objectName("/sharing/:room", "opener", { room: "a" })),
    )
    expect((await text(other)).match(/"name":"Slider"/g)).toHaveLength(2)
  })

  it("is read-only with &bokeh-view", async () => {
    const mine = await TestSocket.open("/sharing/a", "publisher-2")
    await mine.patch(slide(3))
    const { search } = new URL(await publish(mine), "http://server")
    const view = await TestSocket.open("/sharing/a", "looker", `${search}&bokeh-view`)
    expect(await view.patch(slide(9))).toBe("ERROR")
    expect(await text(view)).toContain(shows(6))
  })

  it("is gone after it was deleted, and the page says so", async () => {
    const mine = await TestSocket.open("/sharing/a", "publisher-3")
    const link = await publish(mine)
    const id = new URL(link, "http://server").searchParams.get("bokeh-snapshot")
    expect(await ask(mine, "unpublish", id, "unpublished")).toBe(0)
    const response = await SELF.fetch(`http://server${link}`)
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining(
        "This page has no such copy: it was revoked, has expired, or is of another page.",
      ),
    ])
  })
})

describe("a snapshot's link", () => {
  async function published(id: string, options: object): Promise<URL> {
    const mine = await TestSocket.open("/sharing/l", id)
    await mine.pull()
    const listed = await ask(mine, "publish at once", { title: "A", ...options }, "listed")
    const link = /"link":"([^"]+)"/.exec(String(listed))?.[1] ?? ""
    return new URL(link, "http://server")
  }

  it("has the snapshot's title, note and picture in its page's head", async () => {
    const link = await published("teller", { title: 'A "<b>"', note: "A note", preview: PICTURE })
    const page = await (await SELF.fetch(link)).text()
    expect(page).toContain('<meta property="og:title" content="A &quot;&lt;b&gt;&quot;">')
    expect(page).toContain('<meta property="og:description" content="A note">')
    const [, image = ""] = /"og:image" content="([^"]+)"/.exec(page) ?? []
    const response = await SELF.fetch(image.replaceAll("&amp;", "&"))
    expect(response.headers.get("Content-Type")).toBe("image/png")
    expect([...new Uint8Array(await response.arrayBuffer())].slice(1, 4)).toEqual([80, 78, 71])
  })

  it("shows who made the snapshot, and whether and on which day the original has changed since", async () => {
    const link = await published("teller-8", { by: "Ada" })
    expect(await (await SELF.fetch(link)).text()).toMatch(/Ada made this on [\d-]{10}\.</)
    const mine = await TestSocket.open("/sharing/l", "teller-8")
    await mine.pull()
    expect(await mine.patch(slide(4))).toBe("OK")
    const said =
      /Ada made this on ([\d-]{10}), and has changed the original since(?:, on (?!\1)[\d-]{10})?\.</
    await expect.poll(async () => (await SELF.fetch(link)).text()).toMatch(said)
  })

  it("shows when the snapshot was made if nobody knows by whom", async () => {
    const link = await published("teller-9", {})
    const page = await (await SELF.fetch(link)).text()
    expect(page).toMatch(/Somebody else made this on [\d-]{10}\.</)
  })

  it("has no picture if none was given", async () => {
    const link = await published("teller-2", {})
    expect(await (await SELF.fetch(link)).text()).not.toContain("og:image")
    expect((await SELF.fetch(`${link.href}&bokeh-preview`)).status).toBe(404)
  })

  it.each([
    [
      "it has expired",
      async () => {
        const link = await published("teller-3", { expires: 1 })
        await expect.poll(async () => (await SELF.fetch(link)).status).toBe(404)
        return link
      },
    ],
    [
      "it is opened at another app",
      async () => {
        const { search } = await published("teller-4", {})
        return new URL(`/temperature${search}`, "http://server")
      },
    ],
    [
      "it is opened with other parameters",
      async () => {
        const { search } = await published("teller-7", {})
        return new URL(`/sharing/other${search}`, "http://server")
      },
    ],
    [
      "its id never existed",
      async () => new URL(`http://server/sharing/a?bokeh-snapshot=${"x".repeat(5000)}`),
    ],
  ])("is answered with a page that the copy is gone if %s", async (_name, link) => {
    const response = await SELF.fetch(await link())
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining(
        "This page has no such copy: it was revoked, has expired, or is of another page.",
      ),
    ])
  })

  it("opens the document with all changes of theme, title and scripts, even as a copy of a copy", async () => {
    const mine = await TestSocket.open("/sharing/l", "dresser")
    await mine.patch(slide(4))
    await tell(mine, "dress", null)
    const before = await text(mine)
    expect(before).toContain("doubled.visible = false")
    const fork = await TestSocket.open(
      "/sharing/l",
      "fork-1",
      new URL(await publish(mine), "http://server").search,
    )
    expect(await text(fork)).toBe(before)
    const again = await TestSocket.open(
      "/sharing/l",
      "fork-2",
      new URL(await publish(fork), "http://server").search,
    )
    expect(await text(again)).toBe(before)
    expect(await again.patch(slide(5))).toBe("OK")
    expect(await text(again)).toContain(shows(10))
  })

  it("opens the document as it was, even if the same code now builds another one", async () => {
    const mine = await TestSocket.open("/sharing/l", "teller-5")
    await mine.pull()
    const value = { kind: "ModelChanged", model: { id: "m3" }, attr: "value", new: 7 }
    expect(await mine.patch(value)).toBe("OK")
    const listed = String(await ask(mine, "publish at once", { title: "A" }, "listed"))
    const [, search = ""] = /"link":"[^"]+(\?[^"]+)"/.exec(listed) ?? []
    const late = await TestSocket.open("/sharing/l", "late", `${search}&rebuilt`)
    const opened = JSON.stringify(await late.pull())
    expect(opened).toContain('"value":7')
    expect(opened).not.toContain('"text":"new"')
    expect(opened).toContain('"text":"14"')
  })

  it("is refused for a document that is too large", async () => {
    const mine = await TestSocket.open("/sharing/l", "grown")
    await mine.pull()
    await tell(mine, "grow", null)
    const options = { title: "Large", preview: PICTURE }
    const asked = JSON.stringify(await ask(mine, "publish with", options, "bokeh_edge_preview"))
    expect(asked).toContain("width")
    expect(await heard(mine, "listed")).toMatch(/the document has \d+ bytes, a snapshot at most/)
  })

  it("cannot be deleted by another session", async () => {
    const link = await published("teller-6", {})
    const other = await TestSocket.open("/sharing/l", "other")
    await other.pull()
    await ask(other, "unpublish", link.searchParams.get("bokeh-snapshot"), "unpublished")
    expect((await SELF.fetch(link)).status).toBe(200)
  })
})

describe("a preview", () => {
  /** Publishes with the page's answer to the request for a picture. @returns the session's list of snapshots, or an error */
  async function publishWith(id: string, options: unknown, picture: unknown): Promise<string> {
    const mine = await TestSocket.open("/sharing/p", id)
    await mine.pull()
    const asked = JSON.stringify(await ask(mine, "publish with", options, "bokeh_edge_preview"))
    const [, question] =
      /"id","([^"]+)"\],\["plot",{"id":"m\d"}\],\["width",320\]/.exec(asked) ?? []
    const answer = { type: "map", entries: Object.entries({ id: question, picture }) }
    return String(await ask(mine, "bokeh_edge_preview", answer, "listed"))
  }

  it("is drawn by a page and stored with the snapshot", async () => {
    const listed = await publishWith("drawer", { title: "Drawn", note: "a note" }, PICTURE)
    expect(JSON.parse(listed)).toMatchObject([{ title: "Drawn", note: "a note", preview: PICTURE }])
  })

  it.each([
    ["has none", null],
    ["answers something else", 'data:image/png;base64,x" onerror=alert(1)'],
  ])("is missing if the page %s", async (_name, picture) => {
    const listed = await publishWith(`drawer-${String(picture).length}`, { title: "A" }, picture)
    expect(listed).toMatch(/^\[{"id":"\w+","title":"A".*"expiresAtMs":\d+}\]$/)
  })

  const huge = `data:image/png;base64,${"A".repeat(49_152)}`
  it.each([
    [
      "a preview that is no data URL",
      { preview: "https://example.org/a.png" },
      "the preview must be",
    ],
    [
      "a preview that is no picture",
      { preview: "data:text/html;base64,AAAA" },
      "the preview must be",
    ],
    [
      "a preview that is a document",
      { preview: "data:image/svg+xml;base64,PHN2Zz48" },
      "the preview must be",
    ],
    [
      "a preview that is too large",
      { preview: huge },
      "the preview has 49174 characters, at most 49152",
    ],
    ["a title that is too long", { title: "x".repeat(201) }, "title must be a string"],
    ["a note that is too long", { note: "x".repeat(4001) }, "note must be a string"],
    ["a link without an end", { expires: 1e300 }, "expires must be seconds"],
  ])("is rejected with a reason, as are other options: %s", async (name, options, reason) => {
    expect(await publishWith(name, options, null)).toContain(reason)
  })
})

describe("an invitation", () => {
  it("admits a viewer who sees every change, whose own changes are rejected, and whose page stays correct", async () => {
    const owner = await TestSocket.open("/sharing/b", "owner")
    await owner.patch(slide(2))
    const [, search] = await invite(owner, "viewer")
    const viewer = await TestSocket.open("/sharing/b", "any", search)
    expect(await text(viewer)).toContain(shows(4))
    await owner.patch(slide(3))
    expect((await viewer.next("PATCH-DOC")).content).toMatchObject({ events: [slide(3), {}] })
    expect(await viewer.patch(slide(9))).toBe("ERROR")
    const sizes = { kind: "ModelChanged", model: { id: SLIDER }, attr: "inner_width", new: 5 }
    const click = { kind: "MessageSent", msg_type: "bokeh_event", msg_data: {} }
    expect(await viewer.patch(sizes, click)).toBe("OK")
    // The viewer's page showed 9, so the server sends it the true value.
    expect((await viewer.next("PATCH-DOC")).content).toMatchObject({ events: [slide(3)] })
    expect(await text(owner)).toContain(shows(6))
    await evictDurableObject(
      sessionsOf({ ...env }).getByName(objectName("/sharing/:room", "owner", { room: "b" })),
    )
    expect(await viewer.patch(slide(9))).toBe("ERROR")
  })

  it("lets an editor change the document, shows the owner who is present, and ends when it is revoked", async () => {
    const owner = await TestSocket.open("/sharing/c", "owner-2")
    await owner.patch(slide(2))
    const [id, search] = await invite(owner, "editor")
    const editor = await TestSocket.open("/sharing/c", "any-2", search)
    expect(await editor.patch(slide(7))).toBe("OK")
    expect(await text(owner)).toContain(shows(14))
    expect(await ask(owner, "who", null, "here")).toEqual(
      expect.arrayContaining(["owner", "editor"]),
    )
    await tell(owner, "revoke", id)
    expect(await editor.closed()).toMatchObject({ code: 4008 })
    const again = await TestSocket.openWith("/sharing/c", ["bokeh", tokenFor("any-2")], search)
    expect(await again.closed()).toMatchObject({ code: 4008, reason: "the invitation was revoked" })
    expect(await plainPage(`/sharing/c${search}`)).toContain("the invitation was revoked")
  })

  it("rejects a socket that is still being admitted when it is revoked", async () => {
    const owner = await TestSocket.open("/shared-slowly/c", "owner-8")
    await owner.patch(slide(2))
    const [id, search] = await invite(owner, "editor")
    const protocols = ["bokeh", tokenFor("late-guest")]
    const late = TestSocket.openWith("/shared-slowly/c", protocols, search)
    await scheduler.wait(100)
    await tell(owner, "revoke", id)
    expect(await (await late).closed()).toMatchObject({ code: 4008 })
  })

  it("does not admit its guest to a later session with the same id", async () => {
    const owner = await TestSocket.open("/sharing/e", "owner-9")
    await owner.patch(slide(2))
    const [, search] = await invite(owner, "editor")
    const stub = sessionsOf({ ...env }).getByName(
      objectName("/sharing/:room", "owner-9", { room: "e" }),
    )
    owner.close()
    await runInDurableObject(stub, (_, { storage }) => storage.deleteAll())
    await evictDurableObject(stub)
    await (await TestSocket.open("/sharing/e", "owner-9")).patch(slide(3))
    const guest = await TestSocket.openWith("/sharing/e", ["bokeh", tokenFor("guest")], search)
    expect(await guest.closed()).toMatchObject({ code: 4008 })
  })

  it("is rejected with the reason if its session has ended", async () => {
    const owner = await TestSocket.open("/sharing/e", "owner-4")
    await owner.patch(slide(2))
    const [, search] = await invite(owner, "editor")
    const stub = sessionsOf({ ...env }).getByName(
      objectName("/sharing/:room", "owner-4", { room: "e" }),
    )
    owner.close()
    await runInDurableObject(stub, (_, { storage }) => storage.deleteAll())
    await evictDurableObject(stub)
    const late = await TestSocket.openWith("/sharing/e", ["bokeh", tokenFor("late")], search)
    expect(await late.closed()).toMatchObject({
      code: 4002,
      reason: "the session of the invitation is over, or of another page",
    })
    expect(await plainPage(`/sharing/e${search}`)).toContain(
      "the session of the invitation is over, or of another page",
    )
  })

  it("cannot make a guest the owner, whatever role the app passes", async () => {
    const owner = await TestSocket.open("/sharing/e", "owner-7")
    await owner.patch(slide(2))
    expect(JSON.stringify(await ask(owner, "invite", "owner", "invited"))).toContain(
      "invite: role must be 'viewer' or 'editor'",
    )
  })

  it("is rejected after it has expired", async () => {
    const owner = await TestSocket.open("/sharing/e", "owner-5")
    await owner.patch(slide(2))
    const [, search] = await invite(owner, "short")
    const path = `/sharing/e${search}`
    await expect.poll(async () => (await SELF.fetch(`http://server${path}`)).status).toBe(403)
    expect(await plainPage(path)).toContain("the invitation has expired")
    const late = await TestSocket.openWith("/sharing/e", ["bokeh", tokenFor("late")], search)
    expect(await late.closed()).toMatchObject({ reason: "the invitation has expired" })
  })

  it("cannot be forged by its guest for a higher role, nor does a token of the guest's own raise it", async () => {
    const owner = await TestSocket.open("/sharing/f", "owner-6")
    await owner.patch(slide(2))
    const [, search] = await invite(owner, "viewer")
    const [payload = "", signature = ""] = search.replace("?bokeh-invite=", "").split(".")
    const raised = atob(payload.replaceAll("-", "+").replaceAll("_", "/")).replace(
      "viewer",
      "editor",
    )
    const forged = `?bokeh-invite=${btoa(raised).replace(/=+$/, "")}.${signature}`
    const viewer = await TestSocket.openWith("/sharing/f", ["bokeh", tokenFor("any-6")], forged)
    expect(await viewer.closed()).toMatchObject({ code: 4007 })
    // A viewer's clicks and messages to the app have no effect.
    const looker = await TestSocket.open("/sharing/f", "any-6", search)
    const asked = { kind: "MessageSent", msg_type: "invite", msg_data: "editor" }
    expect(await looker.patch(asked)).toBe("OK")
    expect(await looker.patch(asked, slide(9))).toBe("ERROR")
    looker.send("PUSH-DOC", { doc: { roots: [] } })
    expect((await looker.next("ERROR")).content).toMatchObject({
      text: "a viewer's changes are not taken",
    })
    expect(await text(owner)).toContain(shows(4))
  })

  it.each([
    ["it was changed", "?bokeh-invite=eyJ9.abc", "not signed"],
    ["it is another app's", undefined, "another app"],
  ])("gets a page with the reason if %s", async (_name, given, reason) => {
    const owner = await TestSocket.open("/sharing/d", "owner-3")
    await owner.patch(slide(2))
    const search = given ?? (await invite(owner, "viewer"))[1]
    const path = given === undefined ? "/temperature" : "/sharing/d"
    const response = await SELF.fetch(`http://server${path}${search}`)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain(reason)
  })
})

/** A socket that records all raw frames, without a Bokeh client to read them. */
async function rawSocket(path: string, id: string, search: string) {
  const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": `bokeh, ${tokenFor(id)}` }
  const { webSocket } = await SELF.fetch(`http://server${path}/ws${search}`, { headers })
  if (webSocket === null) throw new Error("no socket")
  const frames: string[] = []
  webSocket.binaryType = "arraybuffer"
  webSocket.addEventListener("message", ({ data }) => {
    frames.push(typeof data === "string" ? data : Buffer.from(data).toString("latin1"))
  })
  webSocket.accept()
  return {
    frames,
    send: (msgtype: string, content: unknown) => {
      for (const part of [{ msgid: `c${frames.length}`, msgtype }, {}, content]) {
        webSocket.send(JSON.stringify(part))
      }
    },
    count: (msgtype: string) =>
      frames.filter((frame) => frame.includes(`"msgtype":"${msgtype}"`)).length,
  }
}

/** The ids of all models in a pulled document. */
function idsIn(rep: unknown): readonly string[] {
  if (Array.isArray(rep)) return rep.flatMap(idsIn)
  if (!isRecord(rep)) return []
  const own = typeof rep["id"] === "string" ? [rep["id"]] : []
  return [...own, ...Object.values(rep).flatMap(idsIn)]
}

describe("[S30] the owner's data", () => {
  it("never reaches a viewer's raw socket in pulls, patches, messages or errors, even after a wake, whatever the viewer sends", async () => {
    const mine = await TestSocket.open("/sharing/kept", "keeper")
    const kept = (word: string) => ask(mine, "keep for the owner", word, "kept")
    await kept("before")
    const [, search] = await invite(mine, "viewer")
    const raw = await rawSocket("/sharing/kept", "spy", search)
    const pull = async () => {
      const before = raw.count("PULL-DOC-REPLY")
      raw.send("PULL-DOC-REQ", {})
      await expect.poll(() => raw.count("PULL-DOC-REPLY")).toBe(before + 1)
    }
    await pull()
    await kept("while it watches")
    const owners = await mine.pull()
    expect(JSON.stringify(owners)).toContain("s3cr3t while it watches")
    const events = [...new Set(idsIn(owners))].flatMap((id) => [
      { kind: "ModelChanged", model: { id }, attr: "text", new: "x" },
      { kind: "ModelChanged", model: { id: SLIDER }, attr: "name", new: { id } },
      { kind: "ColumnsStreamed", model: { id }, attr: "data", data: { a: [1] }, rollover: null },
      { kind: "RootRemoved", model: { id } },
      { kind: "MessageSent", msg_type: "kept", msg_data: { id } },
    ])
    for (const event of events) raw.send("PATCH-DOC", { events: [event] })
    raw.send("PUSH-DOC", { doc: { title: "x", roots: [] } })
    const answers = () => raw.count("ERROR") + raw.count("OK") // a page's automatic messages are ignored
    await expect.poll(answers).toBe(events.length + 1)
    const name = objectName("/sharing/:room", "keeper", { room: "kept" })
    await evictDurableObject(sessionsOf({ ...env }).getByName(name))
    await kept("after a wake")
    await pull()
    await expect.poll(() => raw.frames.join("\n")).toContain("told after a wake")
    expect(raw.frames.join("\n")).not.toContain("s3cr3t")
  })
})
