// Random versions of an app are deployed while two Chromium windows show a session with BokehJS. After each, both windows
// show what the newest code builds, with all changes. RELEASES=50 tests 50 sessions.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import * as fc from "fast-check"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { connect, sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import { type Release, release, Releases } from "../support/releases.ts"
import type { ServerProcess } from "../support/server-process.ts"

const SESSIONS = Number(process.env["RELEASES"] ?? 2)
const SEED = Number(process.env["TEST_SEED"] ?? 1)
const VERSIONS = 3
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-releases-"))
let browser: Browser
let worker: ServerProcess | undefined
let lastVersion = 0

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker?.stop()
  rmSync(persistTo, { recursive: true })
})

async function deploy({ spec }: Releases): Promise<ServerProcess> {
  await worker?.kill()
  const vars = {
    SPEC: JSON.stringify(spec),
    BOKEH_EDGE_VERSION: `${++lastVersion}`,
    BOKEH_SECRET_KEY: "releases",
  }
  worker = await startDevServer({
    entry: "worker-tests/browser/releases-app.ts",
    url: worker?.url,
    persistTo,
    vars,
  })
  return worker
}

/** The values that the window shows, in the form of `Releases.expected`. */
function shown(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const texts = (model: BokehModel): string[] => {
      if (model.type === "ColumnDataSource") return [`rows: ${[...model.get_column("x")].join()}`]
      return model.children?.flatMap(texts) ?? [`${model.title}: ${String(model.value)}`]
    }
    return (Bokeh.documents[0]?.roots() ?? []).flatMap(texts)
  })
}

/** Sets a widget, as a callback in the browser would. */
function set(page: Page, title: string, value: number): Promise<void> {
  return page.evaluate(
    ([wanted, given]) => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const all = (model: BokehModel): BokehModel[] => [
        model,
        ...(model.children ?? []).flatMap(all),
      ]
      const models = (Bokeh.documents[0]?.roots() ?? []).flatMap(all)
      const model = models.find((one) => one.title === wanted)
      if (model !== undefined) model.value = model.type === "Slider" ? given : `${given}`
    },
    [title, value] as const,
  )
}

function streamRow(page: Page, x: number): Promise<void> {
  return page.evaluate((row) => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const source = Bokeh.documents[0]?.roots().find(({ type }) => type === "ColumnDataSource")
    source?.stream({ x: [row] })
  }, x)
}

interface BokehPage {
  readonly Bokeh: { readonly documents: readonly BokehDocument[] }
}
interface BokehDocument {
  title(): string
  roots(): readonly BokehModel[]
}
interface BokehModel {
  readonly type: string
  readonly title: string
  value: unknown
  readonly children?: readonly BokehModel[]
  get_column(name: string): Iterable<number>
  stream(rows: object): void
}

/** The visitors' actions: widgets, rows and cards, in either window. */
async function change(releases: Releases, { changes, rows, cards }: Release, windows: Windows) {
  const { pages, token, url } = windows
  for (let i = 0; i < cards; i++) {
    const client = await connect(`${url.replace("http", "ws")}/releases/ws`, token)
    const msg_data = releases.addCard()
    const events = [{ kind: "MessageSent", msg_type: "card", msg_data }]
    expect((await client.request("PATCH-DOC", { events })).header.msgtype).toBe("OK")
    client.terminate()
  }
  await agree(releases, windows)
  const keys = [...releases.widgets.map(({ key }) => key), ...releases.cards]
  for (const [i, [at, value]] of changes.entries()) {
    const [key, page] = [keys[at % Math.max(1, keys.length)], pages[i % 2]]
    if (key === undefined || page === undefined) continue
    releases.values.set(key, value)
    await set(page, `${key}`, value)
    await agree(releases, windows)
  }
  for (let i = 0; i < rows; i++) {
    const page = pages[i % 2]
    if (page !== undefined) await streamRow(page, ++releases.rows)
    await agree(releases, windows)
  }
}

interface Windows {
  readonly pages: readonly Page[]
  readonly token: string
  readonly url: string
}

async function agree(releases: Releases, { pages }: Windows): Promise<void> {
  for (const page of pages) await expect.poll(() => shown(page)).toEqual(releases.expected())
}

/** Waits until the pages have reconnected and pulled by themselves. */
async function comeAgain({ pages }: Windows): Promise<void> {
  const titleOf = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as BokehPage).Bokeh.documents[0]?.title())
  for (const page of pages) await expect.poll(() => titleOf(page)).toBe(`Version ${lastVersion}`)
}

async function openWindows(url: string): Promise<Windows> {
  const first = await openPage(browser, `${url}/releases`)
  await documentsAreDrawn(first.page)
  const token = tokenIn(await first.page.content())
  const second = await openPage(browser, `${url}/releases?bokeh-session-id=${sessionIdOf(token)}`)
  await documentsAreDrawn(second.page)
  return { pages: [first.page, second.page], token, url }
}

const stories = fc.sample(fc.array(release, { minLength: VERSIONS, maxLength: VERSIONS }), {
  seed: SEED,
  numRuns: SESSIONS,
})

describe("[S23] a session in two windows, over random versions of its app", () => {
  it.each(stories.map((story, i) => [i + 1, story] as const))(
    "shows the newest code's values and all changes (session %i)",
    async (_number, story) => {
      const releases = new Releases()
      releases.release([
        { kind: "add", at: 0, type: "Slider", isNamed: true },
        { kind: "add", at: 1, type: "TextInput", isNamed: false },
        { kind: "add", at: 2, type: "Slider", isNamed: false },
      ])
      const { url } = await deploy(releases)
      const windows = await openWindows(url)
      const first = { edits: [], changes: [[0, 55] as const], rows: 1, cards: 1 }
      await change(releases, first, windows)
      for (const one of story) {
        releases.release(one.edits)
        await deploy(releases)
        await comeAgain(windows)
        await agree(releases, windows)
        await change(releases, one, windows)
      }
      for (const page of windows.pages) await page.close()
    },
  )
})
