// A new project, as `npm create bokeh-edge my-app` makes it from the packed tarballs. Its three commands work.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { columnData, documentsAreDrawn, openBrowser, screenshot } from "../support/browser.ts"
import { playCdn } from "../support/cdn.ts"
import { createProject, execute, pathWithNode, sample } from "../support/consumer.ts"
import { ADDRESS_IN_USE, patiently } from "../support/dev-server.ts"
import { startServer } from "../support/server-process.ts"

const ROOT = join(import.meta.dirname, "../..")

let folder: string
let project: string
let browser: Browser
const restore: (() => void)[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "bokeh-edge-create-"))
  project = createProject(folder, "my-plots")
  browser = await openBrowser()
}, 1_200_000)
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

describe("a new project", () => {
  it("has its own name, an app, a test and everything that they need", () => {
    expect(readdirSync(project)).toEqual(
      expect.arrayContaining([
        ".gitignore",
        "README.md",
        "package.json",
        "src",
        "tsconfig.json",
        "wrangler.toml",
      ]),
    )
    expect(readFileSync(join(project, "wrangler.toml"), "utf8")).toContain('name = "my-plots"')
    // `bokeh-edge serve` keeps a key for the project.
    expect(readFileSync(join(project, ".gitignore"), "utf8")).toContain("\n.bokeh-edge/\n")
  })

  it("is not made in a folder that has files", () => {
    const program = join(ROOT, "src/create/create.ts")
    expect(() => execute(process.execPath, [program, "my-plots"], folder)).toThrow("is not empty")
    expect(() => execute(process.execPath, [program], folder)).toThrow(
      "npm create bokeh-edge my-app",
    )
  })

  it("passes its own test", () => {
    expect(execute("npm", ["test"], project)).toContain("1 passed")
  })

  it("passes the test of docs/first-app.md with that document's app", () => {
    const files = {
      "home.ts": sample("export const home = "),
      "home.test.ts": sample("the slider scales the line"),
    }
    for (const [name, code] of Object.entries(files)) {
      const file = join(project, "src", name)
      const before = readFileSync(file, "utf8")
      writeFileSync(file, code)
      restore.push(() => writeFileSync(file, before))
    }
    expect(execute("npm", ["test"], project)).toContain("1 passed")
    for (const undo of restore) undo()
  })

  it("starts and shows its app", async () => {
    const server = await patiently(() =>
      startServer({
        command: "npm",
        args: ["start", "--", "--port", "0", "--ip", "127.0.0.1"],
        cwd: project,
        env: { PATH: pathWithNode() },
        address: /Ready on (http:\S+)/,
        readyPath: "/liveness",
        failure: ADDRESS_IN_USE,
      }),
    )
    const page = await browser.newPage()
    try {
      await playCdn(page)
      await page.goto(server.url)
      await documentsAreDrawn(page)
      const before = (await columnData(page))["y"]?.[10]
      await page.locator(".noUi-handle").press("ArrowRight")
      await expect.poll(async () => (await columnData(page))["y"]?.[10]).not.toBe(before)
      await screenshot(page, "new project")
    } finally {
      await page.close()
      await server.stop()
    }
  })

  it("can be deployed, unless something is missing", () => {
    const deploy = () => execute("npm", ["run", "deploy", "--", "--dry-run"], project)
    expect(deploy()).toContain("--dry-run: exiting now")
    const file = join(project, "wrangler.toml")
    const whole = readFileSync(file, "utf8")
    writeFileSync(file, whole.replace('name = "GROUPS"', 'name = "GRUPS"'))
    expect(deploy).toThrow('[[durable_objects.bindings]]\nname = "GROUPS"')
    writeFileSync(file, whole.replace(', "SnapshotObject"]', "]"))
    expect(deploy).toThrow('[[migrations]]\ntag = "v2"\nnew_sqlite_classes = ["SnapshotObject"]')
    writeFileSync(file, `${whole}\n[vars]\nBOKEH_EDGE_DEV = "1"\n`)
    expect(deploy).toThrow("Remove BOKEH_EDGE_DEV")
    writeFileSync(file, whole)
    const code = join(project, "src/index.ts")
    const right = readFileSync(code, "utf8")
    writeFileSync(code, right.replace("[home])", "[home], { auht: () => null })"))
    expect(deploy).toThrow(/src\/index\.ts\(\d+,\d+\): error TS\d+: .*'auht'/)
    writeFileSync(code, right)
  })
})
