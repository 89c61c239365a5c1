// Attacks with models: the sender sets every value on them that could run code in the browser of a visitor who opens a link.

import { createServer, type Server } from "node:http"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"

import { isRecord } from "../../src/util/record.ts"
import {
  type BokehClient,
  connect,
  linkBy,
  openToken,
  sessionIdOf,
} from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { listening, serveSite } from "../support/static-site.ts"

let attacker: Server
let attackerUrl: string
let reached: string[] = []
let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  attacker = createServer(({ url = "" }, response) => {
    if (url !== "/favicon.ico") reached.push(url)
    response.end("gotcha")
  })
  attackerUrl = `http://127.0.0.1:${await listening(attacker)}`
  worker = await startWorker({ entry: join(import.meta.dirname, "models-as-attack-app.ts") })
  browser = await openBrowser()
})
afterAll(async () => {
  attacker.close()
  await browser.close()
  await worker.stop()
})
beforeEach(() => {
  reached = []
})

interface BokehPage {
  readonly Bokeh: {
    readonly documents: readonly {
      get_model_by_name(name: string): { data: Record<string, unknown> } | undefined
    }[]
  }
}

interface Sender {
  readonly client: BokehClient
  readonly token: string
  /** The models' ids, by name. */
  readonly ids: Readonly<Record<string, string>>
}

async function senderAt(path: string): Promise<Sender> {
  const token = await openToken(worker.url + path)
  const client = await connect(`${worker.url.replace("http", "ws")}${path}/ws`, token)
  await client.waitForMessage("ACK")
  const { content } = await client.request("PULL-DOC-REQ")
  return { client, token, ids: Object.fromEntries(namesIn(content)) }
}

/** The ids of all models with a name. */
function namesIn(rep: unknown): readonly (readonly [name: string, id: string])[] {
  if (Array.isArray(rep)) return rep.flatMap(namesIn)
  if (!isRecord(rep)) return []
  const { id, attributes } = rep
  const name = isRecord(attributes) ? attributes["name"] : undefined
  const own = typeof id === "string" && typeof name === "string" ? [[name, id] as const] : []
  return [...own, ...Object.values(rep).flatMap(namesIn)]
}

type Attack = readonly [model: string, attr: string, value: unknown]

const map = (...entries: readonly unknown[]) => ({ type: "map", entries })
const object = (name: string, attributes: object) => ({
  type: "object",
  name,
  id: `x${name}`,
  attributes,
})

/** Attacks that run a script, request something from the sender's server, or link to it, each with an identifying name. */
function htmlOf(name: string): string {
  const run = `window.ran='${name}'`
  return `<img src="${attackerUrl}/${name}-img" onerror="${run}"><svg onload="${run}"></svg><script>${run}</script>
    <a class="attack" href="javascript:${run}">x</a><a class="attack" href="${attackerUrl}/${name}-a">y</a>
    <form action="${attackerUrl}/${name}-form"><button class="attack">z</button></form>
    <iframe srcdoc="<script>parent.ran='${name}'</script>"></iframe>`
}

/** Each of these is accepted, and shown as plain text. */
function taken(): readonly Attack[] {
  const html = htmlOf
  const tex = (name: string) =>
    `$$\\href{javascript:window.ran='${name}'}{x} \\href{${attackerUrl}/${name}}{y} <b>${html(name)}</b>$$`
  /** TeX only, which becomes an SVG link. */
  const link = (name: string) =>
    `$$\\href{javascript:window.ran='${name}'}{x} \\href{${attackerUrl}/${name}}{y}$$`
  return [
    ["div", "text", html("div") + tex("div-tex")],
    ["title", "text", html("title") + tex("title-tex")],
    ["paragraph", "text", link("paragraph")],
    ["markdown", "text", `[x](${attackerUrl}/markdown) ${html("markdown")}`],
    ["days", "title", link("days")],
    ["days", "format", html("days")],
    ["sizes", "categories", ["s", html("sizes")]],
    ["sizes", "value", html("sizes")],
    ["select", "options", [html("option"), [html("value"), html("label")]]],
    ["choice", "options", [[html("choice-value"), html("choice-label")]]],
    ["choice", "value", [html("choice-value")]],
    ["choice", "placeholder", html("placeholder")],
    ["radio", "labels", [html("radio"), tex("radio-tex")]],
    ["dropdown", "label", html("dropdown")],
    ["dropdown", "menu", [html("menu"), [html("menu-label"), html("menu-value")]]],
    ["button", "label", html("button")],
    ["tooltip", "content", html("tooltip")],
    ["tab", "title", html("tab")],
    ["action", "description", html("description")],
    ["action", "icon", `data:image/png,"), url("${attackerUrl}/icon`],
    ["legend", "title", html("legend") + tex("legend-tex")],
    ["formatter", "nan_format", html("nan")],
    ["formatter", "null_format", html("null")],
    ["column", "default_sort", "descending"],
    [
      "source",
      "data",
      map(
        [
          "url",
          [
            `javascript:window.ran='url'`,
            `data:text/html,${html("data")}`,
            `${attackerUrl}/picture`,
          ],
        ],
        ["x", [1, 1, 1]],
        ["y", [1, 1, 1]],
        ["word", [html("cell"), null, Number.MAX_VALUE]],
      ),
    ],
    ["button", "icon", object("SVGIcon", { svg: `<svg>${html("svg-icon")}</svg>` })],
    ["div", "styles", map(["background", `url(${attackerUrl}/styles)`])],
  ]
}

/** Each of these is rejected completely. */
function refused(): readonly Attack[] {
  const html = htmlOf
  const set = object("SetValue", { obj: { id: "nobody" }, attr: "text", value: html("set") })
  const open = (url: string) => object("OpenURL", { url })
  return [
    ["open", "url", "javascript:window.ran='open'"],
    ["open", "url", `data:text/html,${html("open")}`],
    ["open", "url", `${attackerUrl}/open`],
    ["open", "same_tab", true],
    ["tap", "callback", open("javascript:window.ran='tap'")],
    ["tap", "callback", set],
    ["hover", "tooltips", `<div>@word{safe}${html("hover")}</div>`],
    ["hover", "tooltips", [["word", "@word{safe}"]]],
    ["column", "title", html("column-title")],
    ["column", "formatter", object("HTMLTemplateFormatter", { template: html("formatter") })],
    ["select", "title", html("select-title")],
    ["choice", "title", html("choice-title")],
    ["action", "callback", object("CustomJS", { code: "window.ran = 'action'" })],
    ["tooltip", "content", object("bokeh.models.dom.HTML", { html: html("dom") })],
    ["button", "js_event_callbacks", map(["button_click", [open("javascript:window.ran='js'")]])],
    ["button", "js_property_callbacks", map(["change:label", [set]])],
    ["dropdown", "menu", [["label", object("CustomJS", { code: "window.ran = 'menu'" })]]],
    ["div", "stylesheets", [object("ImportedStyleSheet", { url: `${attackerUrl}/sheet` })]],
    ["div", "html_attributes", map(["onmouseenter", "window.ran = 'attribute'"])],
    ["rows", "data", object("AjaxDataSource", { data_url: `${attackerUrl}/ajax` })],
  ]
}

async function attack({ client, ids }: Sender, [model, attr, value]: Attack): Promise<string> {
  const id = ids[model]
  if (id === undefined) throw new Error(`no model is named ${model}`)
  const change = { kind: "ModelChanged", model: { id }, attr, new: value }
  const { header, content } = await client.request("PATCH-DOC", { events: [change] })
  return header.msgtype === "OK" ? "OK" : `ERROR: ${String(content["text"])}`
}

async function attacked(path: string): Promise<Sender> {
  const sender = await senderAt(path)
  const answers: string[] = []
  // oxlint-disable-next-line no-await-in-loop -- one after another
  for (const one of taken()) answers.push(`${one[0]}.${one[1]} ${await attack(sender, one)}`)
  expect(answers.filter((answer) => !answer.endsWith(" OK"))).toEqual([])
  return sender
}

interface Mice {
  readonly MouseEvent: new (type: string, init: object) => object
}

interface Pressed {
  dispatchEvent(event: object): void
}

/** The visitor hovers over everything and clicks everything. @returns what happened to the visitor */
async function fallForEverything(page: Page, doesTap = true): Promise<object> {
  const popups: string[] = []
  const url = page.url()
  page.on("popup", (popup) => popups.push(popup.url()))
  const plot = page.locator(".bk-events").first()
  await plot.hover({ position: CENTER })
  if (doesTap) await plot.click({ position: CENTER })
  // All links except Bokeh's own in the toolbar.
  await page
    .locator("a:not([href='https://bokeh.org/']), button, .attack, .slick-cell")
    .evaluateAll((targets) => {
      const { MouseEvent } = globalThis as unknown as Mice
      const press = { bubbles: true, cancelable: true, composed: true }
      // SVG links have no `click`.
      for (const target of targets as unknown as readonly Pressed[]) {
        target.dispatchEvent(new MouseEvent("click", press))
      }
    })
  await page.waitForTimeout(500)
  const ran = await page.evaluate(() => Reflect.get(globalThis, "ran") as unknown)
  return { ran, popups, movedTo: page.url() === url ? "nowhere" : page.url() }
}

/** The places of the plot's points. */
const CENTER = { x: 190, y: 140 }
const UNHARMED = { ran: undefined, popups: [], movedTo: "nowhere" }

describe("[A5] a client", () => {
  it("cannot add models that act, nor set properties that are executed", async () => {
    const sender = await senderAt("/template")
    for (const one of refused()) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(`${one[0]}.${one[1]} ${await attack(sender, one)}`).toMatch(
        /ERROR.* may not |ERROR.*must be/,
      )
    }
    sender.client.terminate()
  })

  it.each([
    ["/board", "copy"],
    ["/board", "viewer's invitation"],
    ["/board", "editor's invitation"],
    ["/board", "session id"],
    ["/template", "copy"],
    ["/template", "viewer's invitation"],
  ] as const)("on %s cannot attack the page of a %s", async (path, kind) => {
    const { client, token } = await attacked(path)
    const link =
      kind === "session id"
        ? `${worker.url}${path}?bokeh-session-id=${sessionIdOf(token)}`
        : kind === "copy"
          ? await linkBy(client, "publish", null)
          : await linkBy(client, "invite", kind === "viewer's invitation" ? "viewer" : "editor")
    const { page } = await openPage(browser, link)
    await documentsAreDrawn(page)
    expect({ ...(await fallForEverything(page)), reached }).toEqual({ ...UNHARMED, reached: [] })
    await page.screenshot({
      path: `dist/screenshots/models-as-attack-${path.slice(1)}-${kind.replaceAll(/\W+/g, "-")}.png`,
      fullPage: true,
    })
    expect(await page.locator("iframe, form").count()).toBe(0)
    await page.close()
  })

  it.each(["page", "snippet"] as const)(
    "cannot run a script in a group member's %s by a message",
    async (kind) => {
      const { client } = await attacked("/board")
      const script = `<script src="${worker.url}/board/autoload.js?bokeh-autoload-element=e" id="e"></script>`
      const site = await serveSite(() => script)
      const { page } = await openPage(browser, kind === "page" ? `${worker.url}/board` : site.url)
      await documentsAreDrawn(page)
      const own = await page.evaluate<number>("Bokeh.documents[0].roots().length")
      const sent = { events: [{ kind: "MessageSent", msg_type: "send", msg_data: null }] }
      expect((await client.request("PATCH-DOC", sent)).header.msgtype).toBe("OK")
      // BokehJS never reports a document as idle if roots were added later.
      const drawn = "[...Bokeh.index].filter((view) => view.has_finished()).length"
      await expect.poll(() => page.evaluate<number>(drawn)).toBeGreaterThanOrEqual(2 * own)
      // On a visitor's own page, a tap opens the URL that the app's OpenURL takes from the data.
      expect(await fallForEverything(page, false)).toEqual(UNHARMED)
      expect(await page.locator("form").count()).toBe(0)
      // Pictures and styles of a graph load from anywhere: see SECURITY.md.
      const pictures = ["/picture", "/styles", "/icon"]
      expect(reached.filter((url) => !pictures.includes(url))).toEqual([])
      await page.screenshot({
        path: `dist/screenshots/models-as-attack-group-${kind}.png`,
        fullPage: true,
      })
      await page.close()
      site.close()
    },
  )

  it("cannot run a script in another site's page without a policy by a session for all visitors", async () => {
    const script = `<script src="${worker.url}/wall/autoload.js?bokeh-autoload-element=e" id="e"></script>`
    const site = await serveSite(() => script)
    const { page: open } = await openPage(browser, site.url)
    await documentsAreDrawn(open)
    const { client } = await attacked("/wall")
    client.terminate()
    await open.getByText("onerror").first().waitFor() // the attack is shown, as plain text
    const { page: late } = await openPage(browser, site.url)
    await documentsAreDrawn(late)
    const { page: ours } = await openPage(browser, `${worker.url}/wall`)
    await documentsAreDrawn(ours)
    for (const page of [open, late]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(await fallForEverything(page, false)).toEqual(UNHARMED)
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(await page.locator("form, iframe").count()).toBe(0)
      // oxlint-disable-next-line no-await-in-loop -- the app's own HTML still works
      expect(await page.locator("b.own").innerText()).toBe("the app's own")
    }
    expect(await ours.locator("a.attack").count()).toBeGreaterThan(0) // the server's own page is protected by its policy
    await open.screenshot({ path: "dist/screenshots/models-as-attack-wall.png", fullPage: true })
    await Promise.all([open, late, ours].map((page) => page.close()))
    site.close()
  })

  it.each(["/board", "/template"])(
    "can still follow the app's OpenURL from the data on its own page at %s",
    async (path) => {
      const { page } = await openPage(browser, worker.url + path)
      await documentsAreDrawn(page)
      await page.evaluate((url) => {
        const { Bokeh } = globalThis as unknown as BokehPage
        const source = Bokeh.documents[0]?.get_model_by_name("source")
        if (source !== undefined) source.data = { ...source.data, url: [url] }
      }, `${attackerUrl}/picture`)
      await page.locator(".bk-events").first().click({ position: CENTER })
      const isThere = () =>
        page
          .context()
          .pages()
          .some((one) => one.url() === `${attackerUrl}/picture`)
      await expect.poll(isThere).toBe(true)
      expect(page.context().pages()).toHaveLength(path === "/board" ? 2 : 1)
      await page.close()
    },
  )
})
