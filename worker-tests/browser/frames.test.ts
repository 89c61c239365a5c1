// Snippets in special pages: sandboxed frames, files, shadow roots, and single-page apps.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { PING } from "../../src/client/task.ts"
import { documentsAreDrawn, drawnPixels, openBrowser, openPage } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite, type StaticSite } from "../support/static-site.ts"

let careful: RunningWorker
let worker: RunningWorker
let browser: Browser
let site: StaticSite
let body = ""
beforeAll(async () => {
  careful = await startWorker()
  worker = await startWorker({ vars: { BOKEH_ALLOW_WS_ORIGIN: "null,127.0.0.1:*" } })
  site = await serveSite(() => body)
  browser = await openBrowser()
})
afterAll(async () => {
  site.close()
  await browser.close()
  await Promise.all([careful.stop(), worker.stop()])
})

const srcAt = (server: RunningWorker) =>
  `${server.url}/temperature/autoload.js?bokeh-autoload-element=plot`
const snippetOf = (server: RunningWorker) => `<script id="plot" src="${srcAt(server)}"></script>`

async function show(html: string): Promise<{ page: Page; errors: readonly string[] }> {
  body = html
  return openPage(browser, site.url)
}

describe("a page whose origin is 'null'", () => {
  const folder = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
  const file = join(folder, "page.html")
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.for(["sandboxed frame", "file"])("is drawn if this origin is allowed: a %s", async (kind) => {
    const frame = `<iframe sandbox="allow-scripts" width="900" height="700" srcdoc='${snippetOf(worker)}'>`
    writeFileSync(file, kind === "file" ? snippetOf(worker) : frame)
    const { page, errors } =
      kind === "file" ? await openPage(browser, `file://${file}`) : await show(frame)
    const shown = kind === "file" ? page.mainFrame() : (page.frames()[1] ?? page)
    await expect.poll(() => drawnPixels(shown)).toBeGreaterThan(1000)
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows which setting to add if this origin is not allowed", async () => {
    writeFileSync(file, snippetOf(careful))
    const { page } = await openPage(browser, `file://${file}`)
    const hint = page.getByRole("alert")
    await hint.waitFor()
    const question =
      "Does the server allow 'null', the origin of files and sandboxed frames (BOKEH_ALLOW_WS_ORIGIN)?"
    await expect.poll(() => hint.textContent()).toContain(question)
    await page.close()
  })
})

describe("a snippet in a shadow root", () => {
  it("is drawn inside the shadow root without help by the page", async () => {
    const { page, errors } = await show('<div id="host"></div>')
    await page.evaluate((src) => {
      const { document } = globalThis as unknown as { document: HostPage }
      const root = document.getElementById("host").attachShadow({ mode: "open" })
      const inner = document.createElement("section")
      root.append(inner)
      const innerRoot = inner.attachShadow({ mode: "open" })
      const script = document.createElement("script")
      Object.assign(script, { id: "plot", src })
      innerRoot.append(script)
    }, srcAt(worker))
    await documentsAreDrawn(page)
    await expect.poll(() => page.locator("section canvas").count()).toBeGreaterThan(0)
    expect(errors).toEqual([])
    await page.close()
  })
})

/** The part of the DOM that these tests use in pages. */
interface HostPage {
  getElementById(id: string): HostElement
  createElement(name: string): HostElement
  readonly body: HostElement
}
interface BokehPage {
  readonly Bokeh: {
    readonly Models: {
      readonly DataRange1d: { readonly prototype: { readonly update: unknown } }
      readonly FileInput: {
        readonly prototype: {
          readonly default_view: { readonly prototype: { readonly load_files: unknown } }
        }
      }
    }
  }
  readonly update: unknown
  readonly load_files: unknown
}
interface HostElement {
  attachShadow(options: object): HostElement
  append(child: HostElement): void
  remove(): void
}

interface Observed {
  readonly document: HostPage
  /** Those that observe the whole page. */
  observers: Set<object>
  MutationObserver: new (callback: unknown) => {
    observe(node: unknown, options: object): void
    disconnect(): void
  }
}

/** Runs in the page. */
function noteObservers(): void {
  const host = globalThis as unknown as Observed
  const observers = new Set<object>()
  host.observers = observers
  host.MutationObserver = class extends host.MutationObserver {
    override observe(node: unknown, options: object): void {
      super.observe(node, options)
      if (node === host.document) observers.add(this)
    }
    override disconnect(): void {
      super.disconnect()
      observers.delete(this)
    }
  }
}

/** BokehJS may keep the last one for a while. */
const FORGOTTEN = 3

describe("a snippet in a single-page app", () => {
  /** The number of the page's open sockets. */
  const counted = async () => {
    const page = await browser.newPage()
    await page.addInitScript(noteObservers)
    const sockets = { open: 0, pinged: new Set<unknown>() }
    page.on("websocket", (socket) => {
      sockets.open++
      socket.on("close", () => sockets.open--)
      socket.on("framesent", ({ payload }) => payload === PING && sockets.pinged.add(socket))
    })
    body = `<main></main><div id="place">${snippetOf(worker)}</div>`
    await page.goto(site.url)
    await documentsAreDrawn(page)
    return { page, sockets }
  }
  /** Keeps the element, as frameworks do that can show it again. */
  const remove = (page: Page) =>
    page.evaluate(() => {
      const { document, ...kept } = globalThis as unknown as {
        document: HostPage
        place?: HostElement
      }
      const place = kept.place ?? document.getElementById("place")
      Object.assign(globalThis, { place })
      place.remove()
    })

  it("closes its socket when its element is removed, and shows the document again when the element is inserted again", async () => {
    const { page, sockets } = await counted()
    expect(sockets.open).toBe(1)
    await remove(page)
    await expect.poll(() => sockets.open).toBe(0)
    await documentsAreDrawn(page, 0)
    await page.evaluate(() => {
      const { document, place } = globalThis as unknown as {
        document: HostPage
        place: HostElement
      }
      document.body.append(place)
    })
    await documentsAreDrawn(page, 1)
    expect(sockets.open).toBe(1)
    await expect.poll(() => drawnPixels(page)).toBeGreaterThan(1000)
    await page.close()
  })

  it("stops observing the page for elements that the page has forgotten", async () => {
    const { page, sockets } = await counted()
    for (let i = 1; i <= FORGOTTEN; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await page.evaluate(
        (src) => {
          const { document } = globalThis as unknown as { document: HostPage }
          const [place, script] = [document.createElement("p"), document.createElement("script")]
          place.append(Object.assign(script, { id: "other", src }))
          document.body.append(place)
          Object.assign(globalThis, { remove: () => place.remove() })
        },
        srcAt(worker).replace("=plot", "=other"),
      )
      await expect.poll(() => sockets.pinged.size).toBe(1 + i) // oxlint-disable-line no-await-in-loop -- the same
      // oxlint-disable-next-line no-await-in-loop -- the same
      await page.evaluate(() => {
        ;(globalThis as unknown as { remove: () => void }).remove()
        Object.assign(globalThis, { remove: undefined })
      })
      await expect.poll(() => sockets.open).toBe(1) // oxlint-disable-line no-await-in-loop -- the same
    }
    const devtools = await page.context().newCDPSession(page)
    const observing = async () => {
      await devtools.send("HeapProfiler.collectGarbage")
      return page.evaluate(() => {
        const { document, observers } = globalThis as unknown as Observed
        document.body.append(document.createElement("p")) // all observers look
        return observers.size
      })
    }
    await expect.poll(observing).toBeLessThan(FORGOTTEN)
    await page.close()
  })

  it("leaves BokehJS as the first snippet has changed it", async () => {
    const { page, sockets } = await counted()
    await expect.poll(() => sockets.pinged.size).toBe(1) // the script is done
    /** The functions of BokehJS that are others than at the last call. */
    const changed = () =>
      page.evaluate(() => {
        const { Bokeh, ...last } = globalThis as unknown as BokehPage
        const { DataRange1d, FileInput } = Bokeh.Models
        const { update } = DataRange1d.prototype
        const { load_files } = FileInput.prototype.default_view.prototype
        Object.assign(globalThis, { update, load_files })
        return { update: update !== last.update, load_files: load_files !== last.load_files }
      })
    expect(await changed()).toEqual({ update: true, load_files: true })
    await page.evaluate(
      (src) => {
        const { document } = globalThis as unknown as { document: HostPage }
        const script = document.createElement("script")
        document.body.append(Object.assign(script, { id: "other", src }))
      },
      srcAt(worker).replace("=plot", "=other"),
    )
    await expect.poll(() => sockets.pinged.size).toBe(2)
    expect(await changed()).toEqual({ update: false, load_files: false })
    await page.close()
  })

  it("keeps its socket when its element is moved", async () => {
    const { page, sockets } = await counted()
    await page.evaluate(() => {
      const { document } = globalThis as unknown as { document: HostPage }
      const place = document.getElementById("place")
      place.remove()
      document.body.append(place)
    })
    await page.waitForTimeout(2000)
    expect(sockets.open).toBe(1)
    await documentsAreDrawn(page, 1)
    await page.close()
  })
})
