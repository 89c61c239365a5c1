// The development loop: a module that throws stops the server. The page and the terminal show the error, and a save fixes
// it.

import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { openBrowser, screenshot } from "../support/browser.ts"
import { pathWithNode } from "../support/consumer.ts"
import { ADDRESS_IN_USE, patiently } from "../support/dev-server.ts"
import { pageAt, type ServerProcess, startServer } from "../support/server-process.ts"

const ROOT = join(import.meta.dirname, "../..")
const answer = (text: string) => `export default { fetch: () => new Response("${text}") }\n`

let project: string
let server: ServerProcess
let browser: Browser
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "bokeh-edge-dev-"))
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"))
  writeFileSync(
    join(project, "wrangler.toml"),
    'name = "dev"\nmain = "index.js"\ncompatibility_date = "2026-11-01"\n',
  )
  writeFileSync(join(project, "index.js"), answer("first"))
  server = await patiently(() =>
    startServer({
      command: process.execPath,
      args: [join(ROOT, "src/cli/bokeh-edge.ts"), "dev", "--port", "0"],
      cwd: project,
      env: { PATH: pathWithNode(), CI: "" },
      address: /Ready on (http:\S+)/,
      readyPath: "/",
      failure: ADDRESS_IN_USE,
    }),
  )
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(project, { recursive: true })
})

it("a server whose module throws shows the error in the page, and restarts when that is fixed", async () => {
  const page = await browser.newPage()
  await page.goto(server.url)
  await expect.poll(() => page.locator("body").innerText()).toBe("first")
  writeFileSync(join(project, "index.js"), `throw new Error("at the top")\n${answer("second")}`)
  await expect.poll(() => pageAt(server.url)).toContain("<title>The server has stopped")
  await page.goto(server.url)
  await expect
    .poll(() => page.locator("pre").innerText())
    .toMatch(/^Error: at the top\s+at .*index\.js:1:\d+/)
  await screenshot(page, "the server has stopped")
  writeFileSync(join(project, "index.js"), answer("third"))
  await page.getByText("third").waitFor({ timeout: 120_000 }) // by itself
  await page.close()
})

it("a syntax error is shown in the page with file and line until it is fixed", async () => {
  const page = await browser.newPage()
  await page.goto(server.url)
  writeFileSync(join(project, "index.js"), `${answer("fourth")}const x = = 1\n`)
  await expect.poll(() => pageAt(server.url)).toContain("index.js:2:10")
  await page.goto(server.url)
  await expect.poll(() => page.locator("pre").innerText()).toContain('Unexpected "="')
  await screenshot(page, "a mistake of syntax")
  writeFileSync(join(project, "index.js"), answer("fifth"))
  await page.getByText("fifth").waitFor({ timeout: 120_000 }) // by itself
  await page.close()
})

it("a server whose port is in use exits, and prints how to choose another port", async () => {
  const { port } = new URL(server.url)
  const args = [join(ROOT, "src/cli/bokeh-edge.ts"), "dev", "--port", port]
  const env = { ...process.env, PATH: pathWithNode(), CI: "" }
  const run = promisify(execFile)(process.execPath, args, { cwd: project, env })
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/Take another: npm start -- --port \d+/) as string,
  })
})
