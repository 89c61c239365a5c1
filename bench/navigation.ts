// The time from navigation to the drawn plot in Chromium, for a first visit and a reload, with the steps on the way.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"

import { openBrowser } from "../worker-tests/support/browser.ts"
import { startServer } from "../worker-tests/support/server-process.ts"
import { median } from "./question.ts"
import { type BenchServer, startPeer } from "./servers.ts"

const ROOT = join(import.meta.dirname, "..")
/** The servers take turns, so that other load on the machine affects both. */
const ROUNDS = 10
const PATIENCE_MS = 60_000

/** Milliseconds since the navigation, in chronological order. */
interface Marks {
  readonly page: number
  readonly scripts: number
  readonly socket: number
  readonly firstMessage: number
  readonly drawn: number
}

const NAMES = ["page", "scripts", "socket", "firstMessage", "drawn"] as const

/** Lines for a first visit and a reload: each server's medians, and the waterfall. */
export async function navigationLines(): Promise<readonly string[]> {
  const browser = await openBrowser()
  const servers = { ours: await startServed(), Tornado: await startPeer("tornado") }
  const measured = Object.keys(servers).map((name) => ({
    name,
    first: [] as Marks[],
    again: [] as Marks[],
  }))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, { app }] of Object.values(servers).entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const [first, again] = await visit(browser, app)
      measured[i]?.first.push(first)
      measured[i]?.again.push(again)
    }
  }
  await browser.close()
  for (const server of Object.values(servers)) await server.stop() // oxlint-disable-line no-await-in-loop -- one after another
  return (["first", "again"] as const).flatMap((which) => [
    `  navigation to drawn plot, ${which === "first" ? "a first visit" : "a reload"}; when there is the page, the scripts, the socket, a message on it, the plot:`,
    ...measured.map((one) => `    ${one.name.padEnd(8)} ${waterfall(one[which])}`),
    verdict(measured.map((one) => one[which].map(({ drawn }) => drawn))),
  ])
}

function waterfall(marks: readonly Marks[]): string {
  return NAMES.map((name) => `${median(marks.map((one) => one[name])).toFixed(0)} ms`).join(", ")
}

/** Also compares the rounds one by one, to judge whether a difference is significant. */
function verdict([ours = [], theirs = []]: readonly (readonly number[])[]): string {
  const [here, there] = [median(ours), median(theirs)]
  const ratios = ours.map((ms, round) => (theirs[round] ?? NaN) / ms)
  const spread = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2))
  return `    ${(there / here).toFixed(2)} (${spread.join("-")}) x as fast as Tornado, budget 1 x ${here <= there ? "kept" : "MISSED"}`
}

/** A first visit and a reload. */
async function visit(browser: Browser, app: string): Promise<readonly [Marks, Marks]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.addInitScript(watch)
  await page.goto(app)
  const first = await marksOf(page)
  await page.reload()
  const again = await marksOf(page)
  await context.close()
  return [first, again]
}

/** Runs in the page, before its own scripts. */
function watch(): void {
  const seen = { socket: 0, firstMessage: 0, drawn: 0 }
  const { WebSocket } = globalThis
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener("open", () => (seen.socket ||= performance.now()))
      this.addEventListener("message", () => (seen.firstMessage ||= performance.now()))
    }
  }
  const look = (): void => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const [doc] = Bokeh?.documents ?? []
    if (doc !== undefined && doc.roots().length > 0 && doc.is_idle) seen.drawn = performance.now()
    else setTimeout(look, 1)
  }
  look()
  Object.assign(globalThis, { benchSeen: seen })
}

interface BokehPage {
  readonly Bokeh?: {
    readonly documents: readonly { readonly is_idle: boolean; roots(): readonly unknown[] }[]
  }
  readonly benchSeen: {
    readonly socket: number
    readonly firstMessage: number
    readonly drawn: number
  }
}

async function marksOf(page: Page): Promise<Marks> {
  await page.waitForFunction(() => (globalThis as unknown as BokehPage).benchSeen.drawn > 0)
  return page.evaluate(() => {
    const ends = (type: string): number[] =>
      performance
        .getEntriesByType(type)
        .map((entry) => (entry as PerformanceResourceTiming).responseEnd)
    return {
      page: Math.max(...ends("navigation")),
      scripts: Math.max(0, ...ends("resource")),
      ...(globalThis as unknown as BokehPage).benchSeen,
    }
  })
}

/** The Worker with its assets, as `bokeh-edge serve` runs it. */
async function startServed(): Promise<BenchServer> {
  const state = mkdtempSync(join(tmpdir(), "bokeh-edge-bench-"))
  const server = await startServer({
    command: process.execPath,
    args: [join(ROOT, "src/cli/bokeh-edge.ts"), "serve", "--port", "0", "--state", state],
    address: /bokeh-edge: (http:\S+),/,
    readyPath: "/liveness",
  })
  const stop = async (): Promise<void> => {
    await server.kill()
    rmSync(state, { recursive: true })
  }
  return { app: `${server.url}/temperature`, pid: server.pid, stop }
}
