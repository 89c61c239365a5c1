// Visitors who come back find the session that they left, and start anew only when it is over.

import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { documentsAreDrawn, openBrowser } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  worker = await startWorker({ entry: join(import.meta.dirname, "comeback-app.ts") })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
})

async function visit(path: string): Promise<Page> {
  const page = await browser.newPage()
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      if (payload.toString().includes('"msgtype":"OK"')) answers.set(page, answersOf(page) + 1)
    })
  })
  await page.goto(`${worker.url}${path}`)
  await documentsAreDrawn(page)
  return page
}

/** How many of the changes that a page has sent were taken. */
const answers = new WeakMap<Page, number>()
const answersOf = (page: Page) => answers.get(page) ?? 0

/** Three steps to the right, which the server has stored when this returns. */
async function move(page: Page): Promise<void> {
  await page.locator(".noUi-handle").focus()
  for (let step = 1; step <= 3; step++) {
    await page.keyboard.press("ArrowRight")
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect.poll(() => answersOf(page)).toBe(step)
  }
}

async function shown(page: Page): Promise<string | null> {
  await documentsAreDrawn(page)
  return page.locator(".noUi-handle").getAttribute("aria-valuenow")
}

/** It reads well, and is not signed with the server's key. */
const FORGED = `${Buffer.from('{"session_id": "x", "session_expiry": 9999999999}').toString("base64url")}.forged`

describe("a page with resume: 'cookie'", () => {
  it("comes back to its session however long it was open", async () => {
    const page = await visit("/cookie")
    await move(page)
    await page.waitForTimeout(21_000) // longer than it is kept for who has left
    await page.reload()
    await expect.poll(() => shown(page)).toBe("4.0")
    await page.close()
  })
})

describe("a page with resume: 'tab'", () => {
  it("tries again when its socket is closed as in a deploy", async () => {
    const page = await visit("/tab")
    await move(page)
    let closed = 0
    await page.routeWebSocket(/\/tab\/ws/, (socket) => {
      if (closed++ < 2) void socket.close({ code: 1012, reason: "a new version is deployed" })
      else socket.connectToServer()
    })
    await page.reload()
    await expect.poll(() => shown(page)).toBe("4.0")
    expect(closed).toBe(3)
    await page.close()
  })

  it("tries again when the server can't be reached", async () => {
    const page = await visit("/tab")
    await move(page)
    await page.addInitScript(() => {
      // Nobody answers there, as while a server is restarted.
      const { WebSocket: Real } = globalThis
      let tries = 0
      globalThis.WebSocket = class extends Real {
        constructor(url: string, protocols?: string | string[]) {
          super(tries++ === 0 ? "ws://127.0.0.1:9/" : url, protocols)
        }
      }
    })
    await page.reload()
    await expect.poll(() => shown(page)).toBe("4.0")
    await page.close()
  })

  it("starts anew when the server says that its session is over", async () => {
    const page = await visit("/tab")
    await move(page)
    await page.evaluate((token) => {
      const { sessionStorage } = globalThis as unknown as { sessionStorage: Record<string, string> }
      for (const key of Object.keys(sessionStorage)) sessionStorage[key] = token
    }, FORGED)
    await page.reload()
    await expect.poll(() => shown(page)).toBe("1.0")
    await page.close()
  })
})
