import {
  CDN,
  column,
  components,
  CustomJS,
  DataModel,
  DataTable,
  Div,
  Document,
  figure,
  file_html,
  html,
  json_item,
  LayoutDOM,
  model,
  Slider,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { parse } from "../../parity/parse.ts"

const Shared = DataModel("test.Shared", { level: 1 })
const Star = model(
  "test.Star",
  { points: 5 },
  { extends: LayoutDOM, script: "register('</script>')" },
)

describe("file_html", () => {
  it("loads from the CDN exactly what the models need, with hashes", () => {
    expect(loadedBy(figure())).toEqual(["bokeh"])
    expect(loadedBy(figure({ output_backend: "webgl" }))).toEqual(["bokeh", "bokeh-gl"])
    expect(loadedBy(new Slider({ start: 0, end: 1 }))).toEqual(["bokeh", "bokeh-widgets"])
    expect(loadedBy(new DataTable())).toEqual(["bokeh", "bokeh-widgets", "bokeh-tables"])
    expect(loadedBy(figure({ title: String.raw`$$\sin x$$` }))).toEqual(["bokeh", "bokeh-mathjax"])
    // Each begins, and none ends: a search that is not linear would take minutes.
    const begun = new Div({ text: String.raw`\(`.repeat(500_000) })
    expect(loadedBy(begun)).toEqual(["bokeh", "bokeh-widgets"])
    expect(file_html(figure())).toContain('integrity="sha384-')
  })

  it("takes resources and a title by position and by name, as Python does", () => {
    const [plot] = [figure()]
    expect(file_html(plot, CDN, "One & two")).toContain("<title>One &amp; two</title>")
    const text = file_html(plot, {
      title: "Three",
      resources: ["/bokeh.js", { text: "let Bokeh" }],
    })
    expect(text).toContain("<title>Three</title>")
    expect(text).toMatch(/<script nonce="[^"]+" src="\/bokeh\.js"><\/script>/)
    expect(text).toMatch(/<script nonce="[^"]+">let Bokeh<\/script>/)
    expect(text).not.toContain("cdn.bokeh.org")
  })

  it("writes a document's title, definitions and callbacks into the page", () => {
    const doc = new Document()
    doc.title = "All of it"
    doc.add_root(new Shared({ level: 3 }))
    doc.js_on_event("document_ready", new CustomJS({ code: "started()" }))
    const text = file_html(doc)
    expect(text).toContain("<title>All of it</title>")
    expect(text).toContain('"defs":[{"type":"model","name":"test.Shared"')
    expect(text).toContain('"callbacks":{"type":"map"')
  })

  it("leaves the models where they are: in their document, or in none", () => {
    const doc = new Document()
    const [inside, outside] = [new Div({ text: "in" }), new Div({ text: "out" })]
    doc.add_root(inside)
    file_html([inside, outside])
    doc.add_root(outside)
    expect(doc.roots).toEqual([inside, outside])
  })

  it("uses the theme that is passed, or the document's", () => {
    const doc = new Document()
    doc.theme = "contrast"
    doc.add_root(figure())
    expect(file_html(doc)).toContain('"background_fill_color":"#000000"')
    expect(file_html(doc, { theme: null })).not.toContain('"background_fill_color":"#000000"')
    expect(file_html(figure(), { theme: "dark_minimal" })).toContain("#20262B")
  })

  it("escapes strings that would end its script, and runs no HTML in a string", () => {
    const text = file_html(new Div({ text: "</script><script>alert(1)</script>" }))
    expect(text.match(/<\/script>/g)).toHaveLength(text.match(/<script/g)?.length ?? 0)
    expect(policyOf(text)).toMatch(/^script-src 'nonce-[-\w]+' 'strict-dynamic'; object-src/)
  })

  it("allows functions made of strings only where a model brings code", () => {
    const slider = new Slider({ start: 0, end: 1 })
    expect(policyOf(file_html(slider))).not.toContain("unsafe-eval")
    slider.js_on_change("value", new CustomJS({ code: "" }))
    expect(policyOf(file_html(slider))).toContain("'unsafe-eval' blob:")
  })

  it("shows visitors' HTML as text, since a template may place the policy where it has no effect", () => {
    const theirs = new Div({ text: "<form>", css_classes: ["bokeh-edge-from-visitor"] })
    const made = [
      file_html(theirs),
      JSON.stringify(json_item(theirs)),
      String(components(theirs)[0]),
    ]
    for (const text of made) expect(text).toContain('"render_as_text":true')
    expect(theirs.render_as_text).toBe(false)
  })

  it("includes the script of an app's own model", () => {
    expect(file_html(column(new Star()))).toContain("register('<\\/script>')")
    expect(file_html(column(new Div()))).not.toContain("register(")
  })

  it("accepts a template with places by name", () => {
    const roots = [new Div({ name: "a" }), new Div({ name: "b" })]
    const text = file_html(roots, {
      template: ({ resources, embed }) =>
        html`<head>${resources}</head><i>${embed("b")}</i>${embed("a")}`,
    })
    expect(text).toMatch(
      /<i><div id="[^"]+" data-root-id="[^"]+" style="display: contents"><\/div><\/i>/,
    )
    expect(() => file_html(roots, { template: ({ embed }) => embed("c") })).toThrow(
      "no root is named 'c', but: a, b",
    )
    expect(() => file_html(roots, { template: () => html`` })).toThrow(
      "does not place its resources",
    )
  })

  it("names what it expects when it throws", () => {
    expect(() => file_html(new Document())).toThrow("file_html: the document has no roots")
    expect(() => file_html([])).toThrow("expects a model, a list of models, or a document")
    // @ts-expect-error -- an unknown option
    expect(() => file_html(new Div(), { tilte: "a" })).toThrow("did you mean 'title'?")
  })
})

describe("json_item", () => {
  it("has the keys that BokehJS and Python know, and can be read back", () => {
    const item = json_item(new Div({ text: "here" }), "place")
    expect(item).toMatchObject({ target_id: "place", version: "3.10.0" })
    expect(item.doc.roots).toMatchObject([{ type: "object", name: "Div", id: item.root_id }])
    expect(parse(item).select_one(Div)?.text).toBe("here")
    expect(json_item(new Div()).target_id).toBeNull()
  })

  it("gives models of two documents separate ids", () => {
    const divs = ["a", "b"].map((text) => {
      const doc = new Document()
      const div = new Div({ text })
      doc.add_root(div)
      return div
    })
    const { doc } = json_item(column(divs))
    expect(
      parse(doc)
        .select(Div)
        .map(({ text }) => text),
    ).toEqual(["a", "b"])
  })
})

describe("components", () => {
  it("returns the shape that it was given: one, a list, or an object", () => {
    const [script, div] = components(new Div())
    expect(String(script)).toMatch(/^<script>/)
    expect(String(div)).toMatch(/^<div id="bokeh-/)
    const [, divs] = components([new Div(), figure()])
    expect(divs.map(String)).toHaveLength(2)
    const [, { left, right }] = components({ left: new Div(), right: new Div() })
    expect(String(left)).not.toBe(String(right))
    expect(String(components([new Div(), figure()])[0]).match(/embed_items/g)).toHaveLength(1)
  })
})

function loadedBy(...args: Parameters<typeof file_html>): readonly string[] {
  const found = file_html(...args).matchAll(
    /cdn\.bokeh\.org\/bokeh\/release\/([-\w]+)-3\.10\.0\.min\.js/g,
  )
  return [...found].map(([, name = ""]) => name)
}

function policyOf(text: string): string {
  const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? []
  return policy.replaceAll("&#39;", "'")
}
