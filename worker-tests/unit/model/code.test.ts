// A new release of BokehJS can't add a way to run code or to write HTML without a review.

import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { modelTypes, schemaOf } from "../../../src/model/classes.ts"
import { CODE_PROPERTIES, CODE_TYPES } from "../../../src/model/generated/code.ts"
import * as models from "../../../src/model/generated/models.ts"

const LIB = join(import.meta.dirname, "../../../node_modules/@bokeh/bokehjs/build/js/lib")

/** Files of BokehJS that compile, write HTML or leave the page, and which of these a client can use. */
const REVIEWED: Readonly<Record<string, string>> = {
  "core/dom.js": "attributes of elements that BokehJS makes",
  "core/util/svg.js": "attributes of elements that it makes",
  "core/util/templating.js": "HoverTool.tooltips: code",
  "models/callbacks/customjs.js": "CustomJS: code",
  "models/callbacks/open_url.js": "OpenURL: code, as all callbacks",
  "models/comparisons/customjs_compare.js": "CustomJSCompare: code",
  "models/dom/html.js": "bokeh.models.dom.HTML: code",
  "models/filters/customjs_filter.js": "CustomJSFilter: code",
  "models/formatters/customjs_tick_formatter.js": "CustomJSTickFormatter: code",
  "models/text/math_text.js": "what MathJax makes",
  "models/plots/gmap_plot_canvas.js": "GMapPlot: code, since it loads a script of Google's",
  "models/text/providers.js": "MathJax, from a fixed URL",
  "models/textures/canvas_texture.js": "CanvasTexture: code",
  "models/tickers/customjs_ticker.js": "CustomJSTicker: code",
  "models/tools/actions/help_tool.js": "HelpTool.redirect: code",
  "models/tools/inspectors/customjs_hover.js": "CustomJSHover: code",
  "models/transforms/customjs_transform.js": "CustomJSTransform: code",
  "models/ui/styled_element.js": "StyledElement.html_attributes: code",
  "models/ui/icons/svg_icon.js": "SVGIcon.svg: HTML, that the page's CSP keeps from running",
  "models/widgets/div.js": "Div.text: HTML, that the page's CSP keeps from running",
  "models/widgets/markdown.js": "sanitized by BokehJS",
  "models/widgets/paragraph.js": "Paragraph.text: HTML, that the page's CSP keeps from running",
  "models/widgets/sliders/abstract_slider.js":
    "a slider's title: HTML, that the page's CSP keeps from running",
  "models/widgets/tables/cell_formatters.js": "HTMLTemplateFormatter: code; others escape",
  "models/widgets/tables/data_cube.js": "elements that it makes",
  "models/widgets/widget.js": "what MathJax makes",
}
const SINK =
  /new Function\(|\beval\(|innerHTML|outerHTML|insertAdjacentHTML|DOMParser|createContextualFragment|window\.open|location\.href|createElement\("script"\)|_\.template\(|setAttribute\((?!"(?!on))/

/** The number of such places in each bundle, with BokehJS's libraries: choices.js, noUiSlider, flatpickr, SlickGrid, MathJax ... */
const IN_BUNDLES = {
  "bokeh.min.js": 36,
  // MultiChoice.options, tooltips of sliders (format, categories): HTML, see visitor-html.ts.
  "bokeh-widgets.min.js": 38,
  "bokeh-tables.min.js": 33,
  "bokeh-mathjax.min.js": 95,
  "bokeh-gl.min.js": 0,
  "bokeh-api.min.js": 0,
}

/** Names of known properties that hold code. */
const SUSPECT = /^(.*_)?(code|func|template|callbacks?|script|redirect|adapter|action|html)$/
const HARMLESS = [
  "Dialog.close_action", // an enum
  "Styles.grid_template", // CSS
  "Styles.touch_action",
]

describe("the list of what BokehJS can run", () => {
  it("has a review of each file", () => {
    const files = globSync("**/*.js", { cwd: LIB }).filter((file) => {
      const source = readFileSync(join(LIB, file), "utf8").replaceAll(/^\s*\/\/.*$/gm, "")
      return SINK.test(source)
    })
    expect(files.map((file) => file.replaceAll("\\", "/")).toSorted()).toEqual(
      Object.keys(REVIEWED).toSorted(),
    )
  })

  it("has a count for each bundle, with its libraries", () => {
    const all = new RegExp(SINK, "g")
    const counts = Object.keys(IN_BUNDLES).map((file) => {
      const source = readFileSync(join(LIB, "..", file), "utf8")
      return [file, source.match(all)?.length ?? 0] as const
    })
    expect(Object.fromEntries(counts)).toEqual(IN_BUNDLES)
  })

  it("names each property", () => {
    expect(Object.keys(models).length).toBeGreaterThan(400)
    const suspects = modelTypes().flatMap((type) => {
      const own = Object.keys(schemaOf(type)?.own() ?? {})
      return own.filter((name) => SUSPECT.test(name)).map((name) => `${type}.${name}`)
    })
    const isListed = (name: string) => {
      const schema = schemaOf(name.slice(0, name.lastIndexOf(".")))
      return CODE_PROPERTIES.includes(name) || CODE_TYPES.some((type) => schema?.isA(type) === true)
    }
    expect(suspects.length).toBeGreaterThan(20)
    expect(suspects.filter((name) => !isListed(name) && !HARMLESS.includes(name))).toEqual([])
  })
})
