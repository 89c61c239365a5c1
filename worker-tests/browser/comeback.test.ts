// Visitors who return get the session that they left, and get a new session only when the old one has ended.

import { join } from "node:path"

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { documentsAreDrawn } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: join(import.meta.dirname, "comeback-app.ts") })

async function visit(path: string): Promise<Page> {
  const page = await browser.newPage()
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      if (payload.toString().includes('"PATCH-DOC"')) count(page, { sent: 1 })
    })
    socket.on("framereceived", ({ payload }) => {
      if (payload.toString().includes('"msgtype":"OK"')) count(page, { taken: 1 })
    })
  })
  await page.goto(`${worker.url}${path}`)
  await documentsAreDrawn(page)
  return page
}

interface Changes {
  readonly sent: number
  readonly taken: number
}
const changes = new WeakMap<Page, Changes>()
const changesOf = (page: Page): Changes => changes.get(page) ?? { sent: 0, taken: 0 }

function count(page: Page, { sent = 0, taken = 0 }: Partial<Changes>): void {
  const before = changesOf(page)
  changes.set(page, { sent: before.sent + sent, taken: before.taken + taken })
}

/** Moves the slider three steps to the right, and returns when the server has stored that. */
async function move(page: Page): Promise<void> {
  await page.locator(".noUi-handle").focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight")
  const isStored = () => changesOf(page).sent >= 3 && changesOf(page).taken >= changesOf(page).sent
  await expect.poll(isStored).toBe(true)
}

async function shown(page: Page): Promise<string | null> {
  await documentsAreDrawn(page)
  return page.locator(".noUi-handle").getAttribute("aria-valuenow")
}

/** A well-formed token that is not signed with the server's key. */
const FORGED = `${Buffer.from('{"session_id": "x", "session_expiry": 9999999999}').toString("base64url")}.forged`

describe("a page with resume: 'cookie'", () => {
  it("returns to its session however long it was open", async () => {
    const page = await visit("/cookie")
    await move(page)
    await page.waitForTimeout(21_000) // longer than the session of a closed page is kept
    await page.reload()
    await expect.poll(() => shown(page)).toBe("4.0")
    await page.close()
  })
})

describe("a page with resume: 'tab'", () => {
  it.each([
    ["as in a deploy", 1012],
    ["by a fault of the server", 1011],
  ])("reconnects when its socket is closed %s", async (reason, code) => {
    const page = await visit("/tab")
    await move(page)
    let closed = 0
    await page.routeWebSocket(/\/tab\/ws/, (socket) => {
      if (closed++ < 2) void socket.close({ code, reason })
      else socket.connectToServer()
    })
    await page.reload()
    await expect.poll(() => shown(page)).toBe("4.0")
    expect(closed).toBe(3)
    await page.close()
  })

  it("reconnects when the server can't be reached", async () => {
    const page = await visit("/tab")
    await move(page)
    await page.addInitScript(() => {
      // No server answers, as during a restart.
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

  it("starts a new session when the server no longer accepts its old one", async () => {
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
