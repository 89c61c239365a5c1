// Chromium as a person uses it: one window with one tab in front, and other tabs that are hidden and have slow timers. Pages
// of openBrowser are never hidden, since Playwright shows each as if it were in front.

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { type BrowserContext, chromium, type Page } from "playwright-core"

import { CHROMIUM_FLAGS, ensureChromium } from "../../../../scripts/ensure-chromium.ts"
import { PATIENCE_MS } from "../../../../worker-tests/support/browser.ts"

export interface Tabs {
  /** The window. A new tab is in front of the others. */
  readonly window: BrowserContext
  close(): Promise<void>
}

export async function openTabs(): Promise<Tabs> {
  const profile = mkdtempSync(join(tmpdir(), "bokeh-edge-tabs-"))
  // A tab that Chromium opens by itself could come while Playwright connects.
  const own = ["--headless=new", "--no-startup-window"]
  const flags = [...own, "--remote-debugging-port=0", `--user-data-dir=${profile}`]
  const stdio = ["ignore", "ignore", "pipe"] as const
  const process_ = spawn(ensureChromium(), [...CHROMIUM_FLAGS, ...flags], { stdio: [...stdio] })
  const exited = once(process_, "exit")
  const address = await addressOf(process_)
  const browser = await chromium.connectOverCDP(address, { noDefaults: true, timeout: PATIENCE_MS })
  const [window] = browser.contexts()
  if (window === undefined) throw new Error("Chromium has no window")
  return {
    window,
    close: async () => {
      await browser.close()
      process_.kill()
      await exited
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The address that Chromium prints. Its later output is read, too, as Chromium would block otherwise. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ""
    stderr?.on("data", (part) => {
      printed += String(part)
      const [, address] = /DevTools listening on (ws:\S+)/.exec(printed) ?? []
      if (address !== undefined) resolve(address)
    })
    stderr?.on("end", () => reject(new Error(`Chromium did not start: ${printed}`)))
  })
}

/** The tab's own state, read without waiting for frames, which hidden tabs do not have. */
export function visibilityOf(page: Page): Promise<string> {
  return page.evaluate("document.visibilityState")
}
