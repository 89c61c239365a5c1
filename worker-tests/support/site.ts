// A server and a browser for the time of one file's tests.

import type { Browser } from "playwright-core"
import { afterAll } from "vitest"

import { openBrowser } from "./browser.ts"
import { type RunningWorker, startWorker, type WorkerOptions } from "./start-worker.ts"

/** Both are stopped after the file's last test. */
export async function openSite(options: WorkerOptions = {}): Promise<{
  readonly worker: RunningWorker
  readonly browser: Browser
}> {
  const worker = await startWorker(options)
  const browser = await openBrowser()
  afterAll(async () => {
    await browser.close()
    await worker.stop()
  })
  return { worker, browser }
}
