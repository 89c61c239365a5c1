import { describe, expect, it } from "vitest"

import { EmbedError, serverDocument } from "../../../src/http/server-document.ts"
import { FakeElement, fakePage } from "../../support/fake-page.ts"

const APP = "https://apps.org/a"

/** The script in a tag. */
function scriptOf(tag: string): string {
  return />([^]*)<\/script>$/.exec(tag)?.[1] ?? ""
}

describe("serverDocument", () => {
  it("is a script tag with the app's autoload.js", () => {
    const tag = serverDocument(`${APP}/`, { id: "plot", arguments: { q: ["1", "<2>"], r: "3" } })
    const [, src = ""] =
      /^<script id="plot" src="([^"<>]+)"><\/script>$/.exec(tag.replaceAll("&amp;", "&")) ?? []
    const { pathname, searchParams } = new URL(src)
    expect(pathname).toBe("/a/autoload.js")
    expect([...searchParams]).toEqual([
      ["bokeh-autoload-element", "plot"],
      ["bokeh-absolute-url", `${APP}/`],
      ["q", "1"],
      ["q", "<2>"],
      ["r", "3"],
    ])
  })

  it("gives each tag a separate id", () => {
    expect(serverDocument(APP)).not.toBe(serverDocument(APP))
  })

  it("stays on the page's own host with a path alone", () => {
    const tag = serverDocument("/a b/?q=1", { id: "plot", arguments: { q: "2" }, nonce: '"n' })
    expect(tag.replaceAll("&amp;", "&")).toBe(
      '<script id="plot" nonce="&quot;n" src="/a%20b/autoload.js?bokeh-autoload-element=plot&q=1&q=2"></script>',
    )
  })

  it.for(["ws://apps.org/a", "apps.org/a", "", "//apps.org/a", "javascript:alert(1)"])(
    "rejects the address '%s'",
    (url) => {
      expect(() => serverDocument(url)).toThrow(EmbedError)
      expect(() => serverDocument(url)).toThrow(`'${url}' is not an app URL`)
    },
  )

  it.for(["bokeh-session-id", "bokeh-anything", "resources"])(
    "rejects the argument '%s'",
    (name) => {
      expect(() => serverDocument(APP, { arguments: { [name]: "1" } })).toThrow(EmbedError)
      expect(() => serverDocument(`${APP}?${name}=1`)).toThrow(`the argument '${name}'`)
    },
  )

  it("requests no BokehJS where the page has it", () => {
    expect(serverDocument(APP, { resources: "none" })).toContain("resources=none")
  })

  it("sends headers and credentials, and runs the returned script", async () => {
    const sent: [string, RequestInit][] = []
    const element = new FakeElement("div")
    const page = fakePage({
      elements: { el: element },
      fetch: (url, init) => {
        sent.push([url, init])
        return Promise.resolve(new Response("document.getElementById('el').textContent = 'ran'"))
      },
    })
    const headers = { "Bokeh-Session-Id": "</script>" }
    const tag = serverDocument(APP, { id: "el", headers, credentials: true })
    expect(tag.match(/<\/script>/g)).toHaveLength(1)
    await page.run(scriptOf(tag), new FakeElement("script"))
    expect(sent).toEqual([
      [expect.stringContaining(`${APP}/autoload.js?`), { headers, credentials: "include" }],
    ])
    expect(element.textContent).toBe("ran")
  })

  it("shows an error in the page when the server rejects the request", async () => {
    const script = new FakeElement("script")
    const page = fakePage({
      elements: {},
      fetch: () => Promise.resolve(new Response("", { status: 403 })),
    })
    await page.run(scriptOf(serverDocument(APP, { credentials: true })), script)
    expect(script.replacedBy?.textContent).toBe(
      "The plot could not be loaded: the server answered 403",
    )
  })
})
