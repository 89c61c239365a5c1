// The development loop in a project: an open page follows saved files, and shows errors with the lines of the project's own
// files.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"

import { documentsAreDrawn, openBrowser, propertyOf, screenshot } from "../support/browser.ts"
import { playCdn } from "../support/cdn.ts"
import { createProject, pathWithNode } from "../support/consumer.ts"
import { ADDRESS_IN_USE, patiently } from "../support/dev-server.ts"
import { pageAt, type ServerProcess, startServer } from "../support/server-process.ts"

/** A save is bundled, and pages reload by themselves after at most 8 s. */
const SOON = { timeout: 120_000 }

let folder: string
let project: string
let original: Readonly<Record<string, string>>
let server: ServerProcess
let browser: Browser
let page: Page
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "bokeh-edge-loop-"))
  project = createProject(folder, "my-plots")
  original = { "home.ts": read("home.ts"), "index.ts": read("index.ts") }
  server = await patiently(() =>
    startServer({
      command: "npm",
      args: ["start", "--", "--port", "0", "--ip", "127.0.0.1"],
      cwd: project,
      env: { PATH: pathWithNode(), CI: "" },
      address: /Ready on (http:\S+)/,
      readyPath: "/liveness",
      failure: ADDRESS_IN_USE,
    }),
  )
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
  page.setDefaultTimeout(SOON.timeout)
  await playCdn(page)
  await page.goto(server.url)
  await documentsAreDrawn(page)
}, 1_200_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})
afterEach(async () => {
  for (const [name, text] of Object.entries(original)) save(name, () => text)
  await expect.poll(() => alerts(), SOON).toEqual([])
  await expect.poll(() => propertyOf(page, "Slider", "title"), SOON).toBe("Frequency")
})

function read(name: string): string {
  return readFileSync(join(project, "src", name), "utf8")
}

function save(name: string, change: (text: string) => string): void {
  const text = read(name)
  const changed = change(text)
  if (changed !== text) writeFileSync(join(project, "src", name), changed)
}

/** @throws Error if there is nothing to replace */
function replace(name: string, from: string, to: string): void {
  save(name, (text) => {
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
    return text.replace(from, () => to)
  })
}

/** The place of the words in the saved file: `src/home.ts:30:3`. */
function placeOf(name: string, words: string): string {
  const before = read(name).split(words)[0] ?? ""
  const lines = before.split("\n")
  return `src/${name}:${lines.length}:${(lines.at(-1) ?? "").length + 1}`
}

function alerts(): Promise<string[]> {
  return page.getByRole("alert").allTextContents()
}

/** In the open page, which is not reloaded by hand, and in the terminal. */
async function expectTold(...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await expect.poll(async () => (await alerts()).join("\n"), SOON).toContain(text)
    await expect.poll(() => server.printed(), SOON).toContain(text)
  }
}

/** Whether the server prints nothing for a while. */
async function isQuiet(): Promise<boolean> {
  const printed = server.printed()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  return server.printed() === printed
}

function move(key: "ArrowRight" | "ArrowLeft"): Promise<void> {
  return page.locator(".noUi-handle").first().press(key)
}

describe("an open page", () => {
  it("shows saved changes, and keeps its visitor's state", async () => {
    await move("ArrowRight")
    await expect.poll(() => propertyOf(page, "Slider", "value"), SOON).toBe(1.5)
    replace("home.ts", "Slider }", "Slider, TextInput }")
    replace("home.ts", "column(frequency,", 'column(new TextInput({ title: "New" }), frequency,')
    await page.getByText("New", { exact: true }).waitFor()
    await expect.poll(() => propertyOf(page, "Slider", "value")).toBe(1.5)
    await screenshot(page, "what a save has changed")
    await move("ArrowRight")
    await expect.poll(() => propertyOf(page, "Slider", "value"), SOON).toBeCloseTo(2)
  })

  it("reports a syntax error, and continues when it is fixed", async () => {
    const value = await propertyOf(page, "Slider", "value")
    replace("home.ts", "const source =", "const source = =")
    await expectTold('Unexpected "="', placeOf("home.ts", "= new ColumnData").replace(/:\d+$/, ""))
    await screenshot(page, "a mistake of syntax in an open page")
    replace("home.ts", "const source = =", "const source =")
    await expect.poll(() => alerts(), SOON).toEqual([])
    await page.getByText("Not connected").waitFor({ state: "detached" })
    await expect.poll(() => propertyOf(page, "Slider", "value")).toBe(value)
  })

  it("reports an import of a missing module", async () => {
    replace("index.ts", "./home.ts", "./hom.ts")
    await expectTold('Could not resolve "./hom.ts"', "src/index.ts:5")
  })

  it("reports an error that a module throws", async () => {
    save("home.ts", (text) => `${text}\nthrow new Error("at the top")\n`)
    await expectTold("Error: at the top", placeOf("home.ts", 'new Error("at'))
    await screenshot(page, "a module that throws")
  })

  it("reports that two routes match the same URLs", async () => {
    replace("index.ts", "[home]", "[home, { ...home }]")
    await expectTold("match the same URLs", placeOf("index.ts", "createServer(["))
  })

  it("reports a misspelt option of a route", async () => {
    replace("home.ts", 'title: "Waves"', 'titel: "Waves"')
    const text = "/: unknown option 'titel', did you mean 'title'?"
    await expectTold(text, placeOf("home.ts", "app(\n"))
  })

  it("reports an error that a callback throws, with its line", async () => {
    replace(
      "home.ts",
      "source.data = {",
      'if (frequency.value > 0) throw new Error("no wave")\n  source.data = {',
    )
    const place = placeOf("home.ts", 'new Error("no')
    await expect
      .poll(async () => {
        await move("ArrowLeft")
        await move("ArrowRight")
        return (await alerts()).join()
      }, SOON)
      .toContain(place)
    await expectTold("Error: no wave")
    await expect.poll(() => isQuiet(), SOON).toBe(true) // each move threw an error
    await screenshot(page, "a callback that throws")
  })

  it.each([100, 500, 1000])(
    "recovers if a file was read %d ms before it was fully written",
    async (ms) => {
      const text = read("home.ts")
      save("home.ts", () => "")
      await new Promise((resolve) => setTimeout(resolve, ms))
      save("home.ts", () => text.replace("Frequency", "Often"))
      await expect.poll(() => propertyOf(page, "Slider", "title"), SOON).toBe("Often")
    },
  )

  it("reports an error that the handler throws, and reloads when it is fixed", async () => {
    replace(
      "home.ts",
      "const source =",
      'if (X.length > 0) throw new Error("no document")\n    const source =',
    )
    await expectTold("Error: no document", placeOf("home.ts", 'new Error("no'))
  })
})

describe("the terminal", () => {
  it("shows wrong types after a save, also of a running app, until they are right", async () => {
    replace("home.ts", "wave(frequency: number)", "wave(frequency: string)")
    const place = /src\/home\.ts\(\d+,\d+\): error TS\d+: .*'string'/
    await expect.poll(() => server.printed(), SOON).toMatch(place)
    replace("home.ts", "wave(frequency: string)", "wave(frequency: number)")
    await expect.poll(() => server.printed(), SOON).toMatch(/'string'[^]*The types are right\./)
  })
})

describe("a callback that never ends", () => {
  it("is reported in the terminal, and stops when it is fixed", async () => {
    replace("home.ts", "source.data = {", 'for (;;) doc.title = "on and on"\n  source.data = {')
    await expect
      .poll(async () => {
        await move("ArrowLeft")
        await move("ArrowRight")
        return server.printed()
      }, SOON)
      .toContain("has not answered for 8 s. Does a handler or a callback run in an endless loop?")
  })
})

describe("a page that is being loaded", () => {
  it("reports an error that the handler throws with the file's lines, and reloads by itself", async () => {
    replace(
      "home.ts",
      "const source =",
      'if (X.length > 0) throw new Error("no document")\n    const source =',
    )
    const place = placeOf("home.ts", 'new Error("no')
    await expectTold("Error: no document")
    await page.goto(server.url)
    await expect.poll(async () => (await alerts()).join(), SOON).toMatch(/^The plot could not be/)
    await expectTold("Error: no document", place)
    expect((await alerts()).join()).not.toContain("index.js")
    await screenshot(page, "a handler that throws")
  })

  it("reports an error that an auth hook throws with the file's lines, and reloads by itself", async () => {
    replace("home.ts", '{ title: "Waves" }', '{ auth: () => { throw new Error("who?") } }')
    const place = placeOf("home.ts", 'new Error("who')
    await expect.poll(() => pageAt(server.url), SOON).toContain("<title>500")
    await page.goto(server.url)
    await expectTold("Error: who?", place)
    await screenshot(page, "an auth hook that throws")
  })
})

describe("a value that Python rejects", () => {
  it.each([
    [
      "a color",
      "line_width: 2 }",
      'line_width: 2, line_color: "blu" }',
      'Line.line_color must be a color or null, got "blu"',
    ],
    [
      "a dash",
      "line_width: 2 }",
      'line_width: 2, line_dash: "dased" }',
      'line_dash must be solid, dashed, dotted, dotdash, dashdot, lengths as "4 2" or a column, got "dased"',
    ],
    [
      "a slider's value",
      "value: 1 })",
      'value: "one" })',
      'Slider.value must be a number, got "one"',
    ],
  ])("is reported in page and terminal with its line: %s", async (what, from, to, text) => {
    replace("home.ts", from, to)
    await expectTold(text, "src/home.ts:1")
    await screenshot(page, `refused: ${what}`)
  })
})

it("one server survives all of these tests", async () => {
  expect(() => process.kill(server.pid, 0)).not.toThrow()
  expect((await fetch(`${server.url}/liveness`)).status).toBe(200)
})
