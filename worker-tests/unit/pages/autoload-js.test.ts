import { describe, expect, it } from "vitest"

import type { Script } from "../../../src/client/task.ts"
import { autoloadJs } from "../../../src/pages/autoload-js.ts"
import { BOKEH_VERSION } from "../../../src/util/bokeh-version.ts"
import { FakeElement, fakePage } from "../../support/fake-page.ts"

const BASE = "http://apps.org/a/autoload.js"
const SCRIPTS: readonly Script[] = [
  { url: "../1.js", brings: null },
  { url: "../2.js", brings: "Slider" },
]
const [FIRST, SECOND] = ["http://apps.org/1.js", "http://apps.org/2.js"]
const script = (elementId: string, scripts = SCRIPTS, roots = {}) =>
  autoloadJs({
    scripts,
    featureScript: "",
    embed: {
      base: BASE,
      socket: "live",
      token: "t",
      target: { type: "element", elementId, roots },
      version: BOKEH_VERSION,
      logLevel: "info",
      maxMessageBytes: 1000,
      extensions: {},
    },
  })

describe("autoload.js", () => {
  it("loads BokehJS in order, and puts the document in the place of its script", async () => {
    const tag = new FakeElement("script")
    const page = fakePage({ elements: { el: tag } })
    await page.run(script("el"))
    expect(page.loaded).toEqual([FIRST, SECOND])
    expect(page.embedded).toEqual([
      ["ws://apps.org/a/live", "t", "bokeh-version=3.10.0&bokeh-packed=1&q", tag.replacedBy],
    ])
    expect(tag.replacedBy?.tagName).toBe("DIV")
  })

  it("runs the scripts that it contains, and has others checked by their hashes", async () => {
    const page = fakePage({ elements: { el: new FakeElement("div") } })
    const inline = { url: "/0.js", text: "console.error('it ran')", brings: null }
    await page.run(
      script("el", [inline, { url: "https://cdn.org/1.js", integrity: "sha384-x", brings: null }]),
    )
    expect(page.loaded).toEqual(["https://cdn.org/1.js sha384-x anonymous"])
    expect(page.errors).toEqual(["it ran"])
    expect(page.embedded).toHaveLength(1)
  })

  it("takes its server's address from its tag, since a proxy may have changed it", async () => {
    const tag = new FakeElement("script")
    tag.src = "//proxy.org/user/one/a/autoload.js?bokeh-autoload-element=el"
    const page = fakePage({ elements: { el: tag } })
    await page.run(script("el"), tag)
    expect(page.loaded).toEqual([
      "https://proxy.org/user/one/1.js",
      "https://proxy.org/user/one/2.js",
    ])
    expect(page.embedded[0]?.[0]).toBe("wss://proxy.org/user/one/a/live")
  })

  it("does not take the address of another script that runs it", async () => {
    const bundle = new FakeElement("script")
    bundle.src = "https://page.org/bundle.js"
    const page = fakePage({ elements: { el: new FakeElement("div") } })
    await page.run(script("el"), bundle)
    expect(page.loaded).toEqual([FIRST, SECOND])
  })

  it("fills an element that is not a script", async () => {
    const div = new FakeElement("div")
    const page = fakePage({ elements: { el: div } })
    await page.run(script("el"))
    expect(page.embedded[0]?.[3]).toBe(div)
  })

  it("loads BokehJS once for two snippets", async () => {
    const page = fakePage({ elements: { a: new FakeElement("div"), b: new FakeElement("div") } })
    await Promise.all([page.run(script("a")), page.run(script("b"))])
    expect(page.loaded).toEqual([FIRST, SECOND])
    expect(page.embedded).toHaveLength(2)
  })

  it.for<readonly [string, string, readonly string[], readonly string[]]>([
    ["all of this version", BOKEH_VERSION, ["Slider"], []],
    ["a part of this version", BOKEH_VERSION, [], [SECOND]],
    ["another version", "3.9.2", ["Slider"], [FIRST, SECOND]],
  ])("loads what is missing in a page that has %s", async ([, version, models, loaded]) => {
    const page = fakePage({
      elements: { a: new FakeElement("div") },
      bokeh: { version, models },
    })
    await page.run(script("a"))
    expect(page.loaded).toEqual(loaded)
    expect(page.embedded).toHaveLength(1)
  })

  it("uses the page's BokehJS, whatever version, when the page says that it has it", async () => {
    const page = fakePage({
      elements: { a: new FakeElement("div") },
      bokeh: { version: "3.9.2", models: [] },
    })
    await page.run(script("a", []))
    expect(page.loaded).toEqual([])
    expect(page.embedded).toHaveLength(1)
  })

  it.each<readonly [string, Partial<Parameters<typeof fakePage>[0]>, string]>([
    [
      "BokehJS can't be loaded",
      { isReachable: (url) => url !== SECOND },
      `could not load ${SECOND}`,
    ],
    [
      "the server refuses the page",
      { answer: () => Promise.reject(new Error("Could not open websocket")) },
      "Could not open websocket. Does the server allow pages of https://page.org (BOKEH_ALLOW_WS_ORIGIN)?",
    ],
    ["the server closes", { answer: () => Promise.reject(new Error("closed")) }, "closed"],
  ])("shows an error in the element when %s", async (_name, options, reason) => {
    const div = new FakeElement("div")
    await fakePage({ elements: { el: div }, ...options }).run(script("el"))
    expect(div.children[0]?.textContent).toBe(`The plot could not be loaded: ${reason}`)
  })

  it("logs to the console when its element is missing", async () => {
    const page = fakePage({ elements: {} })
    await page.run(script("el"))
    expect(page.errors).toEqual([expect.stringContaining("no element with the id 'el'")])
    expect(page.embedded).toEqual([])
  })
})
