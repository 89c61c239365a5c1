import { DataModel, LayoutDOM, model } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { BINDINGS } from "../../support/bindings.ts"

DataModel("served.Values", { one: 1 })
const Base = model("served.Base", { a: 1 }, { extends: LayoutDOM, script: "register('base')" })
model("served.Derived", { b: 2 }, { extends: Base, script: "register('derived')" })

const fetchAt = (path: string, prefix = ""): Promise<Response> => {
  const fetch = createFetch([app("/a", () => undefined)], { prefix })
  const request = new Request(`http://server.org${path}`)
  return fetch(request, { ...BINDINGS, BOKEH_SECRET_KEY: "secret" })
}

/** What the page at the path is told of the app's own models. */
async function told(path: string, prefix?: string): Promise<Readonly<Record<string, string[]>>> {
  const text = await (await fetchAt(path, prefix)).text()
  const [, json = ""] = /"extensions":(\{.*?\})/.exec(text) ?? []
  return JSON.parse(json) as Readonly<Record<string, string[]>>
}

describe("the scripts of an app's own models", () => {
  it("are named in pages and snippets, each after those that it needs, below the prefix", async () => {
    const urls = await told("/a")
    expect(urls["served.Values"]).toEqual([])
    expect(urls["served.Base"]).toEqual([
      expect.stringMatching(/^\.\.\/own-models\/served\.Base\.js\?v=\w+$/),
    ])
    expect(urls["served.Derived"]?.[0]).toBe(urls["served.Base"]?.[0])
    expect(urls["served.Derived"]?.[1]).toContain("served.Derived.js")
    const snippet = await told("/p/a/autoload.js?bokeh-autoload-element=e", "/p")
    expect(snippet["served.Base"]?.[0]).toContain("/p/own-models/served.Base.js?v=")
  })

  it("are cached forever under their version, and not without it", async () => {
    const [path = ""] = (await told("/a"))["served.Base"] ?? []
    const response = await fetchAt(path.replace("..", ""))
    expect(await response.text()).toBe("{\nregister('base')\n}\n")
    expect(response.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8")
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable")
    const plain = await fetchAt("/own-models/served.Derived.js")
    expect(await plain.text()).toContain("register('derived')")
    expect(plain.headers.get("Cache-Control")).toBe("no-cache")
  })

  it.each(["served.Values", "served.None", "toString"])("are not found for %s", async (name) => {
    expect((await fetchAt(`/own-models/${name}.js`)).status).toBe(404)
  })
})
