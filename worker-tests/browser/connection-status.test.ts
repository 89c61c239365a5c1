// The status that a page shows and the fate of its changes when the connection is lost: for long, silently, or for good.

import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page, WebSocketRoute } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { openToken } from "../support/bokeh-client.ts"
import {
  documentsAreDrawn,
  openBrowser,
  openPage,
  repulled,
  screenshot,
} from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import { stallingProxy } from "../support/stalling-proxy.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const KEPT = "what you do is kept"

/** Lines that disappear by themselves stay. */
const KEEP_LINES = `{
  const start = setTimeout
  setTimeout = (run, ms, ...values) => (ms === 10_000 ? 0 : start(run, ms, ...values))
}`

const msgidOf = (text: string): string => /"msgid":"(\w+)"/.exec(text)?.[1] ?? ""

/** Resolves when the page has tried to connect the given number of times. */
async function attempts(page: Page, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await page.waitForEvent("websocket")
}

// BokehJS tries immediately and after 2, 4, 8 and 16 s, and then gives up.
it("a page reconnects by itself however long the server was down, and keeps the changes made meanwhile", async () => {
  const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
  let worker = await startDevServer({ persistTo })
  try {
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [two, five] = [await meanTemperature(page, 2), await meanTemperature(page, 5)]
    await moveSlider(page, 2)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    await worker.kill()
    const manyAttempts = attempts(page, 7)
    await page.getByText(/Reconnection will be attempted in \d+ s/).waitFor()
    await moveSlider(page, 3)
    await page.getByText(KEPT).waitFor()
    await screenshot(page, "connection-lost")
    await manyAttempts
    expect(await page.getByText("lost permanently").count()).toBe(0)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    const isBack = page.getByText("reestablished").waitFor() // it disappears by itself
    worker = await startDevServer({ url: worker.url, persistTo })
    await isBack
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    await screenshot(page, "connection-back")
    expect(await page.getByText(KEPT).count()).toBe(0)
  } finally {
    await worker.stop()
    rmSync(persistTo, { recursive: true })
  }
})

/** Says "again" in the page of /said: it follows a single "hello". */
async function hasSaidHelloOnce(page: Page): Promise<void> {
  await page.getByText("said hello;").waitFor()
  await page.locator("input:focus").waitFor() // the field of the document that was pulled
  await page.getByLabel("words").pressSequentially("again")
  await page.keyboard.press("Enter")
  await page.getByText("said hello; said again;", { exact: true }).waitFor()
}

describe("a page", () => {
  let worker: RunningWorker
  beforeAll(async () => {
    worker = await startWorker({ entry: "worker-tests/browser/connection-app.ts" })
  })
  afterAll(() => worker.stop())

  const enter = async (name: string, url = worker.url): Promise<Page> => {
    const { page } = await openPage(browser, `${url}/room?name=${name}`)
    await page.getByText("here:").waitFor()
    return page
  }

  /** A page with the sockets that it has opened so far. */
  const openTyped = async (): Promise<{ page: Page; sockets: readonly WebSocketRoute[] }> => {
    const page = await browser.newPage()
    const sockets: WebSocketRoute[] = []
    await page.routeWebSocket(/\/typed\/ws/, (socket) => {
      socket.connectToServer()
      sockets.push(socket)
    })
    await page.goto(`${worker.url}/typed`)
    return { page, sockets }
  }

  it("detects a connection that died silently, and sends again what may not have arrived", async () => {
    const proxy = await stallingProxy(worker.url)
    try {
      const page = await enter("Cleo", proxy.url)
      await page.getByText("here: Cleo").waitFor()
      proxy.stall()
      const back = repulled(page)
      await moveSlider(page, 4)
      await page.getByText("count", { exact: true }).click()
      await back
      await page.getByText("level 4").waitFor()
      // A click that may have arrived is not sent twice. The page shows that.
      await page.getByText("something that you did may be missing").waitFor()
      await page.getByText("count", { exact: true }).click()
      await page.getByText("clicks 1").waitFor()
    } finally {
      proxy.close()
    }
  })

  it("misses no change of others if it is disconnected while it reports that it is ready", async () => {
    const { page } = await openPage(browser, "about:blank")
    const isReadyAgain = Promise.withResolvers<undefined>()
    let cuts = 0
    await page.routeWebSocket(/\/away\/ws/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage(async (message) => {
        const text = message.toString()
        if (text.includes("document_ready") && cuts++ === 0) await socket.close({ code: 1012 })
        else server.send(message)
        if (text.includes("document_ready") && cuts > 1) isReadyAgain.resolve(undefined)
      })
    })
    await page.goto(`${worker.url}/away`)
    await isReadyAgain.promise
    await page.getByText("add", { exact: true }).click()
    await page.getByText("line", { exact: true }).waitFor()
    expect(await page.getByText("something that you did may be missing").count()).toBe(0)
    await page.close()
  })

  it("shows that another member's laptop was closed", async () => {
    const proxy = await stallingProxy(worker.url)
    try {
      const ada = await enter("Ada")
      const page = await enter("Bob", proxy.url)
      await ada.getByText("here: Ada Bob").waitFor()
      proxy.stall(true)
      await ada.getByText("here: Ada", { exact: true }).waitFor()
      await screenshot(ada, "laptop-closed")
      await page.close()
      await ada.close()
    } finally {
      proxy.close()
    }
  })

  it("[F4] sends and receives one websocket message for a slider's move", async () => {
    const { page } = await openPage(browser, "about:blank")
    const frames: string[] = []
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => frames.push(`sent ${payload.toString()}`))
      socket.on("framereceived", ({ payload }) => frames.push(`received ${payload.toString()}`))
    })
    await page.goto(`${worker.url}/room?name=Flo`)
    await page.getByText("here:").waitFor()
    await moveSlider(page, 1)
    await page.getByText("level 1").waitFor()
    const of = (word: string) => frames.filter((frame) => frame.includes(word))
    expect(of(`"attr":"value"`)).toEqual([expect.stringMatching(/^sent .*PATCH-DOC.*\n.*\n/)])
    expect(of(`"new":"level 1"`)).toEqual([
      expect.stringMatching(/^received .*PATCH-DOC.*\n.*\n.*level 1.*\n.*"OK"/),
    ])
  })

  it("does what the app requests of its window only: copy, save, open, notify", async () => {
    const token = await openToken(`${worker.url}/room?name=Eve`)
    const page = await enter(`Eve&bokeh-token=${token}`)
    const other = await enter(`Eve&bokeh-token=${token}`)
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
    await page.getByText("copy", { exact: true }).click()
    await page.getByText("Copied.").waitFor()
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("https://example.org/graph")
    const saved = page.waitForEvent("download")
    await page.getByText("save", { exact: true }).click()
    const download = await saved
    expect(download.suggestedFilename()).toBe("numbers.csv")
    expect(readFileSync(await download.path(), "utf8")).toBe("x,y\n1,2\n")
    await page.getByText("tell", { exact: true }).click()
    await page.getByText("Only here.").waitFor()
    const opened = page.waitForEvent("popup")
    await page.getByText("open", { exact: true }).click()
    await (await opened).getByText("here:").waitFor()
    expect(await other.getByText("Only here.").count()).toBe(0)
  })

  it("shows what to copy by hand if the browser refuses to copy", async () => {
    const page = await enter("Hal")
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    await page.getByText("copy", { exact: true }).click()
    await page.getByText("Copy this by hand: https://example.org/graph").waitFor()
    expect(await page.getByText("Copied.").count()).toBe(0)
    await page.close()
  })

  it("has room for each status line, even on a phone", async () => {
    const { page } = await openPage(browser, "about:blank")
    await page.addInitScript(KEEP_LINES)
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(`${worker.url}/room?name=Pia`)
    await page.getByText("copy", { exact: true }).click()
    await page.getByRole("status").waitFor()
    await page.getByText("tell", { exact: true }).click()
    const [first, second] = [page.getByText("Only here."), page.getByRole("status").first()]
    await first.waitFor()
    expect(await page.getByRole("status").count()).toBe(2)
    const [lower, upper] = [await first.boundingBox(), await second.boundingBox()]
    expect((upper?.y ?? 0) + (upper?.height ?? 0)).toBeLessThanOrEqual(lower?.y ?? 0)
    expect(lower?.x).toBeGreaterThanOrEqual(0)
    await page.close()
  })

  it("does not send back the document that it pulled after a reconnection", async () => {
    const page = await browser.newPage()
    const sockets: WebSocketRoute[] = []
    const sent: string[] = []
    await page.routeWebSocket(/\/away\/ws/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => {
        sent.push(String(message))
        server.send(message)
      })
      sockets.push(socket)
    })
    await page.goto(`${worker.url}/away`)
    await page.getByText("Welcome, window 1.").waitFor()
    await sockets[0]?.close({ code: 1012 })
    await page.getByText("Welcome, window 2.").waitFor()
    await page.getByText("add", { exact: true }).click()
    await page.getByText("line", { exact: true }).waitFor()
    expect(sent.join()).toContain("client_reconnected")
    expect(sent.join()).not.toContain("RootAdded")
    await page.close()
  })

  it("reconnects after a click on a link to a mail program or a file, which leaves the page open", async () => {
    const { page, sockets } = await openTyped()
    await page.getByText("heard nothing").waitFor()
    await page.evaluate("void dispatchEvent(new Event('beforeunload'))") // as such a click does
    await sockets[0]?.close({ code: 1012 })
    await page.getByText("reestablished").waitFor()
    expect(sockets).toHaveLength(2)
    await page.close()
  })

  it.each(["network", "tab"])(
    "keeps each click until it has reconnected, which it does immediately when the %s is back",
    async (what) => {
      const page = await browser.newPage()
      const sockets: WebSocketRoute[] = []
      await page.routeWebSocket(/\/room\/ws/, (socket) => {
        socket.connectToServer()
        sockets.push(socket)
      })
      await page.clock.install()
      await page.goto(`${worker.url}/room?name=Gil`)
      await page.getByText("here:").waitFor()
      await page.context().setOffline(what === "network")
      await page.clock.pauseAt(Date.now() + 60_000) // so no timer can reconnect the page
      await sockets.at(-1)?.close({ code: 1012 })
      const before = sockets.length
      for (let i = 0; i < 3; i++) await page.getByText("count", { exact: true }).click()
      await page.getByText(KEPT).waitFor()
      expect(sockets).toHaveLength(before)
      if (what === "network") await page.context().setOffline(false)
      else await page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))")
      await expect.poll(() => sockets.length).toBe(before + 1)
      const isBack = page.getByText("reestablished").waitFor() // it disappears by itself
      await page.clock.resume()
      await page.getByText("clicks 3").waitFor()
      await isBack
      expect(await page.getByText("something that you did may be missing").count()).toBe(0)
      expect(await page.getByText(KEPT).count()).toBe(0)
      await page.close()
    },
  )

  it("from which a plot is removed while it is disconnected says no longer that it is", async () => {
    const page = await browser.newPage()
    let isDown = false
    await page.routeWebSocket(/\/room\/ws/, async (socket) => {
      const server = isDown ? undefined : socket.connectToServer()
      socket.onMessage(async (message) => {
        if (isDown) await socket.close({ code: 1012 })
        else server?.send(message)
      })
      if (server === undefined) await socket.close({ code: 1012 })
    })
    await page.goto(`${worker.url}/room?name=Gus`)
    await page.getByText("here:").waitFor()
    isDown = true
    await page.getByText("count", { exact: true }).click()
    await page.getByText(/Reconnection will be attempted in \d+ s/).waitFor()
    await page.getByText("count", { exact: true }).click()
    await page.getByText(KEPT).waitFor()
    await page.evaluate("document.querySelector('main').replaceChildren()")
    for (const line of [KEPT, /Reconnection/]) {
      await page.getByText(line).waitFor({ state: "detached" }) // oxlint-disable-line no-await-in-loop -- either
    }
    await page.close()
  })

  it("keeps the focus and unfinished input after a reconnection", async () => {
    const { page, sockets } = await openTyped()
    const words = page.getByLabel("words")
    await words.pressSequentially("half a")
    await sockets[0]?.close({ code: 1012 })
    await page.getByText("reestablished").waitFor()
    await expect.poll(() => words.inputValue()).toBe("half a")
    await page.getByText("heard nothing").waitFor()
    await page.keyboard.type(" word")
    await page.keyboard.press("Enter")
    await page.getByText("heard half a word").waitFor()
    await page.locator(".noUi-handle").focus()
    await sockets[1]?.close({ code: 1012 })
    const isFocused = () => page.locator(".noUi-handle:focus").count()
    await expect.poll(() => sockets.length).toBe(3)
    await expect.poll(isFocused).toBe(1)
    await expect.poll(async () => page.keyboard.press("ArrowRight").then(isMoved)).toBe(true)
    await page.close()

    async function isMoved(): Promise<boolean> {
      return (await page.getByText(/^level [1-9]/).count()) > 0
    }
  })

  it("sends once what was finished in a field while it was disconnected, and then clears the field", async () => {
    const page = await browser.newPage()
    const sockets: WebSocketRoute[] = []
    const isEntered = Promise.withResolvers<undefined>()
    await page.routeWebSocket(/\/said\/ws/, async (socket) => {
      if (sockets.push(socket) > 1) await isEntered.promise
      socket.connectToServer()
    })
    await page.goto(`${worker.url}/said`)
    const words = page.getByLabel("words")
    await words.waitFor()
    await sockets[0]?.close({ code: 1012 })
    await words.pressSequentially("hello")
    await page.keyboard.press("Enter")
    await page.getByText(KEPT).waitFor()
    isEntered.resolve(undefined)
    await hasSaidHelloOnce(page)
    await page.close()
  })

  it("sends once what was finished in a field if the reply to it was lost with the connection", async () => {
    const url = `${worker.url}/said?bokeh-token=${await openToken(`${worker.url}/said`)}`
    const { page: other } = await openPage(browser, url)
    const page = await browser.newPage()
    const sockets: WebSocketRoute[] = []
    let isDeaf = false
    await page.routeWebSocket(/\/said\/ws/, (socket) => {
      sockets.push(socket)
      const server = socket.connectToServer()
      server.onMessage((message) => {
        if (!isDeaf) socket.send(message)
      })
    })
    await page.goto(url)
    const words = page.getByLabel("words")
    await words.waitFor()
    isDeaf = true
    await words.pressSequentially("hello")
    await page.keyboard.press("Enter")
    await other.getByText("said hello;").waitFor()
    isDeaf = false
    await sockets[0]?.close({ code: 1012 })
    await hasSaidHelloOnce(page)
    await page.close()
    await other.close()
  })

  it("gets missed changes from the document that it pulls, and still receives messages", async () => {
    const url = `${worker.url}/away?bokeh-token=${await openToken(`${worker.url}/away`)}`
    const { page: other } = await openPage(browser, url)
    await other.getByText("Welcome, window 1.").waitFor()
    const page = await browser.newPage()
    const sockets: WebSocketRoute[] = []
    const lineIsAdded = Promise.withResolvers<undefined>()
    await page.routeWebSocket(/\/away\/ws/, async (socket) => {
      if (sockets.push(socket) > 1) await lineIsAdded.promise
      socket.connectToServer()
    })
    await page.goto(url)
    await page.getByText("add", { exact: true }).waitFor()
    await page.getByText("Welcome, window 2.").waitFor()
    await sockets[0]?.close({ code: 1012 })
    await other.getByText("add", { exact: true }).click()
    await other.getByText("line", { exact: true }).waitFor()
    lineIsAdded.resolve(undefined)
    await page.getByText("changed", { exact: true }).waitFor()
    await page.getByText("Welcome, window 3.").waitFor()
    expect(await page.getByRole("alert").count()).toBe(0)
    await page.close()
    await other.close()
  })

  it("does not set again what a plot computed from its data, if another version has other ids", async () => {
    const page = await browser.newPage()
    const sockets: WebSocketRoute[] = []
    const isReady = Promise.withResolvers<undefined>()
    await page.routeWebSocket(/\/plot\/ws/, (socket) => {
      const isFirst = sockets.push(socket) === 1
      const server = socket.connectToServer()
      const unanswered = new Set<string>()
      let isAsked = false
      socket.onMessage((message) => {
        const text = message.toString()
        isAsked ||= text.includes("button_click")
        if (isAsked && text.includes('"attr":"end"')) unanswered.add(msgidOf(text))
        server.send(message)
      })
      server.onMessage((message) => {
        const text = message.toString()
        const isPulled = text.includes("PULL-DOC-REPLY")
        socket.send(!isFirst && isPulled ? text.replaceAll(/"id":"m/g, '"id":"other') : message)
        if ([...unanswered].some((id) => text.includes(`"reqid":"${id}"`)))
          isReady.resolve(undefined)
      })
    })
    await page.goto(`${worker.url}/plot`)
    await page.getByText("more", { exact: true }).click()
    await isReady.promise // the ends of the range are acknowledged, and stored a moment later
    await sockets[0]?.close({ code: 1012 })
    await page.getByText("reestablished").waitFor()
    expect(await page.getByText("something that you did may be missing").count()).toBe(0)
    await page.close()
  })

  it("shows why the app closed its socket, and does not reconnect", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/room?name=Dan`)
    await page.getByText("here:").waitFor()
    let sockets = 0
    page.on("websocket", () => sockets++)
    await page.getByText("leave", { exact: true }).click()
    await page.getByText("The connection was closed: you left the room.").waitFor()
    await screenshot(page, "connection-closed")
    await page.evaluate("void dispatchEvent(new Event('online'))")
    expect(sockets).toBe(0)
    expect(errors).toEqual([])
    await page.close()
  })
})
