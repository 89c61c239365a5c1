// bokeh-edge serve: the bundle in a process of its own, which keeps sessions on the disk, also when it is killed.

import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { TEST_APPS } from "../support/entries.ts"
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

const ROOT = join(import.meta.dirname, "../..")
const COMMAND = join(ROOT, "src/cli/bokeh-edge.ts")
/** A project of its own, in which wrangler is found further up. */
const PROJECT = join(ROOT, "dist/serve-test")
const state = mkdtempSync(join(tmpdir(), "bokeh-edge-serve-"))

let server: ServerProcess
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
  mkdirSync(PROJECT, { recursive: true })
  writeFileSync(join(PROJECT, "wrangler.toml"), config())
  expect(serve("--build-only").stderr).toBe("")
})
afterAll(async () => {
  await browser.close()
  await server.kill()
  for (const folder of [state, PROJECT]) rmSync(folder, { recursive: true })
})

/** The repository's, with the test apps. */
function config(): string {
  return readFileSync(join(ROOT, "wrangler.toml"), "utf8")
    .replace("src/index.ts", join(ROOT, TEST_APPS))
    .replace("./public", join(ROOT, "public"))
}

/** Runs to its end. */
function serve(...args: readonly string[]) {
  const command = [COMMAND, "serve", "--state", state, ...args]
  return spawnSync(process.execPath, command, { cwd: PROJECT, encoding: "utf8" })
}

function start(port = "0"): Promise<ServerProcess> {
  const where = ["--host", "127.0.0.1", "--port", port]
  return startServer({
    command: process.execPath,
    args: [COMMAND, "serve", "--state", state, "--no-build", ...where],
    cwd: PROJECT,
    address: /bokeh-edge: (http:\S+),/,
    readyPath: "/liveness",
  })
}

describe("bokeh-edge serve", () => {
  it("goes on with the same sessions after it was killed, and its workerd was not", async () => {
    server = await start()
    const { page } = await openPage(browser, `${server.url}/temperature`)
    await documentsAreDrawn(page)
    const [five, eight] = [await meanTemperature(page, 5), await meanTemperature(page, 8)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)

    expect(await server.end("SIGKILL")).toBeNull()
    const { port } = new URL(server.url)
    server = await start(port)
    const id = sessionIdOf(tokenIn(await page.content()))
    const other = await openPage(browser, `${server.url}/temperature?bokeh-session-id=${id}`)
    await documentsAreDrawn(other.page)
    expect(await shownTemperature(other.page)).toBeCloseTo(five, 9)
    await moveSlider(other.page, 3)
    // By itself: BokehJS tries for half a minute.
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(eight, 9)
    await page.close()
    await other.page.close()
  })

  it("refuses a second server on the same sessions", () => {
    const { status, stderr } = serve("--no-build", "--port", "0")
    expect(stderr).toContain("another server has its sessions in")
    expect(status).toBe(1)
  })

  it("serves static files, and a page that works", async () => {
    const script = await fetch(`${server.url}/static/js/bokeh.min.js`)
    expect(script.headers.get("Content-Type")).toContain("javascript")
    const { page, errors } = await openPage(browser, `${server.url}/temperature`)
    await documentsAreDrawn(page)
    expect(errors).toEqual([])
    await page.close()
  })

  it("does not show errors of handlers to strangers", async () => {
    const text = await (await fetch(`${server.url}/no/such/page`)).text()
    expect(text).not.toContain("The routes are")
  })

  it("exits with 0 on a signal, and leaves nothing behind", async () => {
    expect(await server.end("SIGTERM")).toBe(0)
    await expect(fetch(`${server.url}/liveness`)).rejects.toThrow("fetch failed")
    server = await start()
  })

  it.each([
    [["--port", "many"], "--port must be a number from 0 to 65535, got 'many'"],
    [["--var", "NAME"], "--var must be NAME:VALUE, got 'NAME'"],
    [["--no-build", "--bundle", "nowhere"], "there is no bundle in"],
    [["--loud"], "Unknown option '--loud'"],
  ])("says what is wrong with %j", (args, message) => {
    const { status, stderr } = serve(...args)
    expect(stderr).toContain(message)
    expect(status).toBe(1)
  })
})
