import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import {
  integrityModule,
  OUTPUT,
  VERSION,
  versionModule,
} from "../../../scripts/generate-integrity.ts"
import { app } from "../../../src/app/route.ts"
import { BOKEHJS_FILES } from "../../../src/cli/bokehjs-files.ts"
import { createFetch } from "../../../src/http/server.ts"
import { BOKEH_VERSION } from "../../../src/util/bokeh-version.ts"
import { BINDINGS } from "../../support/bindings.ts"

const FILES = join(import.meta.dirname, "../../../node_modules/@bokeh/bokehjs/build/js")
const HASH = "sha384-M5Q3NRjtlnhIwIYbaZE/Y3bvxTeL1dzY7n5yWExeSxGMR9aE0zFOToS2WXvDqj6g"
const CDN = "https://cdn.bokeh.org/bokeh/release"

const serve = createFetch([
  app("/a", () => undefined),
  app("/own", () => undefined, { resources: "inline" }),
])
let reads = 0
const ASSETS = {
  fetch: (url: string) => {
    reads++
    return Promise.resolve(new Response(`/* ${new URL(url).pathname} */`))
  },
}

async function get(path: string, env: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const request = new Request(`http://server.org${path}`)
  return (await serve(request, { ...BINDINGS, BOKEH_SECRET_KEY: "s", ASSETS, ...env })).text()
}

describe("BokehJS in a page", () => {
  it("has the hashes of the package's files", () => {
    expect(readFileSync(OUTPUT, "utf8")).toBe(integrityModule())
    expect(readFileSync(VERSION, "utf8")).toBe(versionModule())
  })

  it.each(BOKEHJS_FILES)("can be inline in a script element: %s", (name) => {
    expect(readFileSync(join(FILES, name), "utf8")).not.toMatch(/<\/?script/i)
  })

  it.each([
    ["/a", {}, `"scripts":[{"url":"../static/js/bokeh.min.js?v=${BOKEH_VERSION}","brings":null}`],
    [
      "/a",
      { BOKEH_RESOURCES: "cdn" },
      ` src="${CDN}/bokeh-${BOKEH_VERSION}.min.js" integrity="${HASH}" crossorigin="anonymous"></script>`,
    ],
    [
      "/a",
      { BOKEH_RESOURCES: "cdn", BOKEH_MINIFIED: "no" },
      ` src="${CDN}/bokeh-${BOKEH_VERSION}.js"></script>`,
    ],
    ["/a", { BOKEH_RESOURCES: "inline" }, "/* /static/js/bokeh-mathjax.min.js */</script>"],
    ["/own", {}, "/* /static/js/bokeh.min.js */</script>"],
    [
      "/a/autoload.js?bokeh-autoload-element=e",
      { BOKEH_RESOURCES: "cdn" },
      `"integrity":"${HASH}"`,
    ],
    ["/own/autoload.js?bokeh-autoload-element=e", {}, '"text":"/* /static/js/bokeh.min.js */"'],
    ["/own/embed.json", {}, `"http://server.org/static/js/bokeh.min.js?v=${BOKEH_VERSION}"`],
    ["/a/embed.json", { BOKEH_RESOURCES: "cdn" }, `"${CDN}/bokeh-${BOKEH_VERSION}.min.js"`],
  ])("at %s with %o is loaded by %s", async (path, env, expected) => {
    expect(await get(path, env)).toContain(expected)
  })

  it("is read once for all pages that have it inline", async () => {
    await get("/own")
    const before = reads
    await get("/own")
    expect(reads).toBe(before)
  })

  it("is answered with a hint where there are no static files", async () => {
    const env = { ASSETS: undefined, BOKEH_EDGE_DEV: "1", BOKEH_EDGE_HOSTS: "server.org" }
    expect(await get("/own", env)).toContain("there is no binding ASSETS")
  })
})
