// Taking the graph away: pictures, which the reader's own browser draws; its data; and a copy for another site.

import {
  type Button,
  column,
  type Column,
  CustomJS,
  file_html,
  html,
  json_item,
  row,
} from "bokeh-edge"

import { button, graphButton } from "./button.ts"
import type { Desk } from "./desk.ts"
import { plotOf } from "./plot.ts"
import { heading, prose } from "./prose.ts"
import { FILL } from "./style.ts"
import { dayOf, pointsOf, titleOf } from "./view.ts"

/** In the browser: draws the graph again, as a picture to save. */
const PICTURE = `
  Bokeh.index.find_one(plot).export(type).to_blob().then((blob) => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(blob)
    link.download = plot.title.text.toLowerCase().replaceAll(" ", "-") + "." + type
    link.click()
    URL.revokeObjectURL(link.href)
  })`

const WHAT = "<p>HTML is a page that needs no server; JSON is for Bokeh.embed.embed_item.</p>"

export class TakeAway {
  readonly root: Column
  readonly #desk: Desk
  readonly #code = prose("", { name: "embed", ...FILL })

  constructor(desk: Desk) {
    this.#desk = desk
    const made = (label: string, act: () => unknown) => graphButton(desk, label, act)
    const csv = made("CSV", () => this.#saveCsv())
    const graph = () => plotOf(desk.view, desk.plot.selected).figure
    const page = made("HTML", () =>
      this.#save("html", file_html(graph(), { title: titleOf(desk.view), theme: "auto" })),
    )
    const json = made("JSON", () => this.#save("json", JSON.stringify(json_item(graph()))))
    const embed = made("Code for another page", () => this.#embed())
    const styles = { "flex-wrap": "wrap", gap: "6px" }
    this.root = column(
      heading("Take it away"),
      row(this.#picture("PNG", "png"), this.#picture("SVG", "svg"), page, json, csv, embed, {
        styles,
      }),
      prose(WHAT),
      this.#code,
      { ...FILL, name: "take-away" },
    )
  }

  clear(): void {
    this.#code.text = ""
  }

  #picture(label: string, type: "png" | "svg"): Button {
    const made = button(label)
    const args = { plot: this.#desk.plot.figure, type }
    made.js_on_event("button_click", new CustomJS({ args, code: PICTURE }))
    return made
  }

  /** Saves in the window that requested it. */
  #save(ending: string, content: string): void {
    const { context, view } = this.#desk
    const name = titleOf(view).toLowerCase().replaceAll(" ", "-")
    context.connection?.download(`${name}.${ending}`, content)
  }

  #saveCsv(): void {
    const { view } = this.#desk
    const { x, y, color, date } = pointsOf(view)
    const rows = Array.from(date, (ms, i) => [dayOf(ms), x[i], y[i], color[i]])
    const all = [["date", view.x, view.y, view.color], ...rows]
    this.#save("csv", all.map((one) => `${one.join(",")}\n`).join(""))
  }

  /** Publishes a copy of the graph alone, and shows the line that embeds it. */
  async #embed(): Promise<void> {
    const { context, plot, view } = this.#desk
    const asked = context.connection
    const { link } = await context.publish({ title: titleOf(view), models: [plot.figure] })
    const src = new URL(link, context.request.url)
    src.pathname += "/autoload.js"
    src.search += "&bokeh-view&bokeh-autoload-element=graph"
    const code = `<script id="graph" src="${src.href}"></script>`
    this.#code.text =
      String(html`<p>Paste it where you want the graph: it shows the graph as it is now, for 30 days.</p>
      <p><code>${code}</code></p>`)
    asked?.copyText(code)
  }
}
