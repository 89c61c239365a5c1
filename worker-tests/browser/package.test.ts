// The package as npm delivers it: installed into an empty folder, type-checked, bundled, served, and viewed.

import { appendFileSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { BOKEHJS_FILES } from "../../src/cli/bokehjs-files.ts"
import {
  BLUE,
  columnData,
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
} from "../support/browser.ts"
import { CDN, playCdn } from "../support/cdn.ts"
import { type Consumer, createConsumer, npmInstall, versions } from "../support/consumer.ts"
import { knownCounts } from "../support/counting/known.ts"
import { ADDRESS_IN_USE, patiently } from "../support/dev-server.ts"
import { type ServerProcess, startServer } from "../support/server-process.ts"

/** Includes 19 KB for the table of all models. */
const MAX_BUNDLE_BYTES = 170_000
/** Without groups, copies and invitations. */
const MAX_ALONE_BYTES = 150_000

const known = knownCounts("bundles")
let consumer: Consumer
let browser: Browser
beforeAll(async () => {
  consumer = createConsumer()
  browser = await openBrowser()
}, 1_200_000)
afterAll(async () => {
  await browser.close()
  rmSync(consumer.folder, { recursive: true })
  known.end()
})

describe("the package", () => {
  it("has the library, the command and the documents for readers, without tests and examples", () => {
    const others = consumer.packed.filter((name) => !name.startsWith("dist/lib/"))
    expect(others.toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "NOTICE",
      "PROTOCOL.md",
      "README.md",
      "package.json",
    ])
    expect(consumer.packed.filter((name) => /apps\/|create\/|\.test\./.test(name))).toEqual([])
  })

  it("runs no scripts when it is installed", () => {
    const file = join(consumer.folder, "node_modules/bokeh-edge/package.json")
    const { scripts = {} } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly scripts?: Readonly<Record<string, string>>
    }
    const atInstall = ["preinstall", "install", "postinstall", "prepare", "prepublish"]
    expect(Object.keys(scripts).filter((name) => atInstall.includes(name))).toEqual([])
  })

  it("has types that pass the strictest compiler settings without the types of Workers", () => {
    expect(consumer.run("tsc")).toBe("")
  })

  it.each([
    ["index", MAX_BUNDLE_BYTES],
    ["alone", MAX_ALONE_BYTES],
  ])("makes a bundle of src/%s.ts of at most %i bytes, gzipped", (name, max) => {
    consumer.run("wrangler", "deploy", `src/${name}.ts`, "--dry-run", "--outdir", "bundle")
    const bytes = gzipSync(readFileSync(join(consumer.folder, `bundle/${name}.js`))).length
    process.stdout.write(`the bundle of src/${name}.ts: ${(bytes / 1000).toFixed(1)} KB gzipped\n`)
    expect(bytes).toBeLessThanOrEqual(max)
    expect(known.grown(name, { bytesGzipped: bytes }), "is more than in bench/counts.json").toEqual(
      {},
    )
  })

  it("serves an app with bokeh-edge/alone, without copies", async () => {
    const server = await serve("src/alone.ts")
    try {
      await visit(server, playCdn)
      const copy = await fetch(`${server.url}/home/Hello?bokeh-snapshot=${"a".repeat(32)}`)
      expect(copy.status).toBe(404)
    } finally {
      await server.stop()
    }
  })

  it("serves an app whose pages load BokehJS from the CDN without any configuration", async () => {
    const loaded = await served(playCdn)
    expect(loaded).toContain(`${CDN}bokeh-3.10.0.min.js`)
  })

  it("copies BokehJS with its command if BokehJS is installed, and reports if it is not", async () => {
    expect(() => consumer.run("bokeh-edge", "assets")).toThrow("npm install --save-dev")
    npmInstall(consumer.folder, ...versions("@bokeh/bokehjs"))
    expect(consumer.run("bokeh-edge", "assets")).toBe(
      `${BOKEHJS_FILES.length} files of BokehJS are in public/static/js\n`,
    )
    const headers = readFileSync(join(consumer.folder, "public/_headers"), "utf8")
    expect(headers).toContain("/static/js/*\n  Cache-Control: public, max-age=86400\n")
    appendFileSync(join(consumer.folder, "wrangler.toml"), ASSETS)
    const loaded = await served(() => Promise.resolve())
    expect(loaded.some((url) => url.includes("/static/js/bokeh.min.js"))).toBe(true)
  })
})

type Prepare = (page: Page) => Promise<void>

const ASSETS = `
[assets]
directory = "public"
binding = "ASSETS"
`

/** Opens the app, moves its slider, and checks that the line follows. @returns the URLs of everything that the page loaded */
async function visit(server: ServerProcess, prepare: Prepare): Promise<readonly string[]> {
  const page = await browser.newPage()
  const loaded: string[] = []
  page.on("requestfinished", (request) => loaded.push(request.url()))
  try {
    await prepare(page)
    await page.goto(`${server.url}/home/Hello`)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(100)
    await page.locator(".noUi-handle").press("ArrowRight")
    await expect.poll(async () => (await columnData(page))["y"]).toEqual([8, 12, 10])
    return loaded
  } finally {
    await page.close()
  }
}

async function served(prepare: Prepare): Promise<readonly string[]> {
  const server = await serve("src/index.ts")
  try {
    return await visit(server, prepare)
  } finally {
    await server.stop()
  }
}

function serve(entry: string): Promise<ServerProcess> {
  const where = ["--cwd", consumer.folder, "--ip", "127.0.0.1", "--port", "0"]
  const args = [...where, "--var", "BOKEH_SECRET_KEY:package-test"]
  return patiently(() =>
    startServer({
      command: process.execPath,
      args: [join(consumer.folder, "node_modules/wrangler/bin/wrangler.js"), "dev", entry, ...args],
      address: /Ready on (http:\S+)/,
      readyPath: "/liveness",
      failure: ADDRESS_IN_USE,
    }),
  )
}
