// An incomplete Worker: each page says what to add and where.

import { app } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { createFetch } from "../../../src/http/server.ts"
import { BINDINGS } from "../../support/bindings.ts"

const serve = createFetch([app("/a", () => undefined)])

async function answer(path: string, env: object): Promise<readonly [number, string]> {
  const full = { ...BINDINGS, BOKEH_SECRET_KEY: "secret", BOKEH_EDGE_DEV: "1", ...env }
  const response = await serve(new Request(`http://localhost${path}`), { ...full })
  return [response.status, await response.text()]
}

const MISSING_FILES = { fetch: () => Promise.resolve(new Response(null, { status: 404 })) }
const FIRST_FILE = {
  fetch: (url: string) =>
    Promise.resolve(new Response("", { status: url.includes("/bokeh.min.js") ? 200 : 404 })),
}

describe("a page of a Worker", () => {
  it.each<readonly [string, object, readonly string[]]>([
    [
      "without a binding",
      { GROUPS: undefined },
      [
        "bindings are missing: GROUPS. Add",
        "name = &quot;GROUPS&quot;",
        "class_name = &quot;GroupObject&quot;",
        "[[migrations]]",
      ],
    ],
    [
      "without any",
      { SESSIONS: undefined, GROUPS: undefined, SNAPSHOTS: undefined },
      ["bindings are missing: SESSIONS, GROUPS, SNAPSHOTS. Add"],
    ],
    [
      "without static files that it wants",
      { ASSETS: undefined, BOKEH_RESOURCES: "server" },
      ["there is no binding ASSETS", "[assets]"],
    ],
    ["without BokehJS among them", { ASSETS: MISSING_FILES }, ["npx bokeh-edge assets"]],
    [
      "with only a part of BokehJS among them, all of which it wants inline",
      { ASSETS: FIRST_FILE, BOKEH_RESOURCES: "inline" },
      [
        "/static/js/bokeh-gl.min.js?v=",
        "is not among the static files: run `npx bokeh-edge assets`",
      ],
    ],
    ["without a secret", { BOKEH_SECRET_KEY: undefined }, ["BOKEH_SECRET_KEY is missing"]],
  ])("%s shows what to add", async (_what, env, words) => {
    const [status, text] = await answer("/a", env)
    expect(status).toBe(500)
    for (const word of words) expect(text).toContain(word)
  })

  it("is served when the Worker is complete, and without static files uses the CDN", async () => {
    expect((await answer("/a", {}))[0]).toBe(200)
    const [status, text] = await answer("/a", { ASSETS: undefined })
    expect([status, text]).toEqual([200, expect.stringContaining("cdn.bokeh.org")])
  })
})
