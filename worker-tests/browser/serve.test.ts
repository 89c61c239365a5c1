// bokeh-edge serve: the bundle in its own process, which keeps sessions on the disk, even if it is killed.

import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { TEST_APPS } from "../support/entries.ts"
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

const ROOT = join(import.meta.dirname, "../..")
const COMMAND = join(ROOT, "src/cli/bokeh-edge.ts")
/** A separate project, which finds wrangler in a parent folder. */
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

/** The repository's configuration, with the test apps. */
function config(): string {
  return readFileSync(join(ROOT, "wrangler.toml"), "utf8")
    .replace("src/index.ts", join(ROOT, TEST_APPS))
    .replace("./public", join(ROOT, "public"))
}

/** Runs the command until it exits. */
function serve(...args: readonly string[]) {
  const command = [COMMAND, "serve", "--state", state, ...args]
  return spawnSync(process.execPath, command, { cwd: PROJECT, encoding: "utf8" })
}

interface StartOptions {
  readonly port?: string
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
}

function start({
  port = "0",
  folder = state,
  env = {},
}: StartOptions = {}): Promise<ServerProcess> {
  const where = ["--host", "127.0.0.1", "--port", port]
  return startServer({
    command: process.execPath,
    args: [COMMAND, "serve", "--state", folder, "--no-build", ...where],
    cwd: PROJECT,
    env,
    address: /bokeh-edge: (http:\S+),/,
    readyPath: "/liveness",
  })
}

/** Opens a session and moves its slider. */
interface Moved {
  readonly id: string
  readonly temperature: number
}

async function moveIn({ url }: ServerProcess): Promise<Moved> {
  const { page } = await openPage(browser, `${url}/temperature`)
  await documentsAreDrawn(page)
  const temperature = await meanTemperature(page, 5)
  await moveSlider(page, 5)
  await expect.poll(() => shownTemperature(page)).toBeCloseTo(temperature, 9)
  const id = sessionIdOf(tokenIn(await page.content()))
  await page.close()
  return { id, temperature }
}

async function expectIn({ url }: ServerProcess, { id, temperature }: Moved): Promise<void> {
  const { page } = await openPage(browser, `${url}/temperature?bokeh-session-id=${id}`)
  await documentsAreDrawn(page)
  await expect.poll(() => shownTemperature(page)).toBeCloseTo(temperature, 9)
  await page.close()
}

describe("bokeh-edge serve", () => {
  it("continues the same sessions after it was killed while its workerd was not", async () => {
    server = await start()
    const { page } = await openPage(browser, `${server.url}/temperature`)
    await documentsAreDrawn(page)
    const [five, eight] = [await meanTemperature(page, 5), await meanTemperature(page, 8)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)

    expect(await server.end("SIGKILL")).toBeNull()
    const { port } = new URL(server.url)
    server = await start({ port })
    const id = sessionIdOf(tokenIn(await page.content()))
    const other = await openPage(browser, `${server.url}/temperature?bokeh-session-id=${id}`)
    await documentsAreDrawn(other.page)
    await expect.poll(() => shownTemperature(other.page)).toBeCloseTo(five, 9)
    await moveSlider(other.page, 3)
    // The page reconnects by itself: BokehJS tries for half a minute.
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(eight, 9)
    await page.close()
    await other.page.close()
  })

  it("refuses a second server on the same sessions", () => {
    const { status, stderr } = serve("--no-build", "--port", "0")
    expect(stderr).toContain("another server has its sessions in")
    expect(status).toBe(1)
  })

  it("exits when its port is taken", () => {
    const { port } = new URL(server.url)
    const elsewhere = mkdtempSync(join(tmpdir(), "bokeh-edge-taken-"))
    const { status, stderr } = serve("--no-build", "--port", port, "--state", elsewhere)
    rmSync(elsewhere, { recursive: true })
    expect(stderr).toContain("Address already in use")
    expect(status).toBe(1)
  })

  it("serves static files and a working page", async () => {
    const script = await fetch(`${server.url}/static/js/bokeh.min.js`)
    expect(script.headers.get("Content-Type")).toContain("javascript")
    const { page, errors } = await openPage(browser, `${server.url}/temperature`)
    await documentsAreDrawn(page)
    expect(errors).toEqual([])
    await page.close()
  })

  it("does not show the errors of handlers to visitors", async () => {
    const text = await (await fetch(`${server.url}/no/such/page`)).text()
    expect(text).not.toContain("The routes are")
  })

  it("exits with 0 on a signal, and leaves no process behind", async () => {
    expect(await server.end("SIGTERM")).toBe(0)
    await expect(fetch(`${server.url}/liveness`)).rejects.toThrow("fetch failed")
    server = await start()
  })

  it("continues from a copy of its folder in another place", async () => {
    const moved = await moveIn(server)
    expect(await server.end("SIGTERM")).toBe(0)
    const copy = mkdtempSync(join(tmpdir(), "bokeh-edge-copy-"))
    cpSync(state, copy, { recursive: true })
    const elsewhere = await start({ folder: copy })
    await expectIn(elsewhere, moved)
    await elsewhere.kill()
    rmSync(copy, { recursive: true })
    server = await start()
    await expectIn(server, moved)
  })

  it("accepts a new key, and sessions of the old key as long as that is also set", async () => {
    const moved = await moveIn(server)
    const old = readFileSync(join(state, "secret"), "utf8").trim()
    expect(await server.end("SIGTERM")).toBe(0)
    const BOKEH_SECRET_KEY = "a new one"
    server = await start({ env: { BOKEH_SECRET_KEY, BOKEH_EDGE_OLD_SECRET_KEYS: old } })
    await expectIn(server, moved)
    const newer = await moveIn(server)
    expect(await server.end("SIGTERM")).toBe(0)
    server = await start({ env: { BOKEH_SECRET_KEY } })
    await expectIn(server, newer)
    const refused = await fetch(`${server.url}/temperature?bokeh-session-id=${moved.id}`)
    expect(refused.status).toBe(403)
    expect(await server.end("SIGTERM")).toBe(0)
    server = await start()
  })

  it.each([
    [
      'throw new TypeError("at the start")',
      "the server did not start, because the Worker's code throws while it is loaded:\n\nTypeError: at the start\n  at src/home.ts:1:1\n",
    ],
    [
      "export const server = 1",
      "not started:\n\nThe Worker's entry, `main` in wrangler.toml, has no default export",
    ],
  ])("says what is wrong with the code `%s`, and exits", (code, message) => {
    const bundle = join(PROJECT, "bundle")
    const entry = join(bundle, basename(TEST_APPS).replace(".ts", ".js"))
    mkdirSync(bundle, { recursive: true })
    writeFileSync(entry, code.includes("export") ? code : `${code}; export default {}`)
    const map = { version: 3, sources: ["../src/home.ts"], names: [], mappings: "AAAA" }
    writeFileSync(`${entry}.map`, JSON.stringify(map))
    const elsewhere = join(PROJECT, "state")
    const { status, stderr } = serve("--no-build", "--bundle", bundle, "--state", elsewhere)
    expect(stderr).toContain(message)
    expect(status).toBe(1)
  })

  it.each([
    [["--port", "many"], "--port must be a number from 0 to 65535, got 'many'"],
    [["--var", "NAME"], "--var must be NAME:VALUE, got 'NAME'"],
    [["--no-build", "--bundle", "nowhere"], "there is no bundle in"],
    [["--loud"], "Unknown option '--loud'"],
  ])("reports what is wrong with the arguments %j", (args, message) => {
    const { status, stderr } = serve(...args)
    expect(stderr).toContain(message)
    expect(status).toBe(1)
  })
})
