// The server of the examples, and a browser, for as long as one file's tests run.

import type { Browser } from "playwright-core"
import { afterAll } from "vitest"

import { openBrowser } from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { type RunningWorker, startWorker } from "../../../../worker-tests/support/start-worker.ts"

/** Both are stopped after the file's last test. */
export async function openExamples(): Promise<{
  readonly worker: RunningWorker
  readonly browser: Browser
}> {
  const worker = await startWorker({ entry: EXAMPLES })
  const browser = await openBrowser()
  afterAll(async () => {
    await browser.close()
    await worker.stop()
  })
  return { worker, browser }
}
