// The form that sends the graph, with a note: to everybody, to one person, or back to its sender.

import { column, type Column, type Document, html, row, Select, TextInput } from "bokeh-edge"

import { onClick, PRIMARY, wideButton } from "./button.ts"
import { changesIn } from "./changes.ts"
import type { Desk } from "./desk.ts"
import { graphOf, type SharedGraph } from "./graph.ts"
import { bitsOf } from "./live.ts"
import { people } from "./people.ts"
import { heading, prose } from "./prose.ts"
import { FIELD, FILL } from "./style.ts"
import { MAX_NOTE, titleOf } from "./view.ts"

const EVERYONE = "Everyone here"

export class Sending {
  readonly root: Column
  readonly #desk: Desk
  readonly #to = new Select({ title: "To", options: [["", EVERYONE]], value: "", ...FIELD })
  readonly #note = new TextInput({
    title: "Note",
    placeholder: "What does it show? (optional)",
    max_length: MAX_NOTE,
    ...FIELD,
  })
  readonly #send = wideButton("Send", PRIMARY)
  readonly #back = wideButton("Send back", { visible: false })
  readonly #changes = prose("", { visible: false })

  readonly #onSent: (graph: SharedGraph) => unknown

  /** @param onSent called with each graph that the room has taken */
  constructor(doc: Document, desk: Desk, onSent: (graph: SharedGraph) => unknown) {
    this.#desk = desk
    this.#onSent = onSent
    const wish = () => [this.#to.value, this.#note.value, desk.view]
    onClick(doc, this.#send, () => this.#sendTo(this.#to.value), wish)
    onClick(doc, this.#back, () => this.#sendBack(), wish)
    this.root = column(
      heading("Send this graph"),
      this.#to,
      this.#note,
      row(this.#send, { ...FILL }),
      this.#changes,
      this.#back,
      { ...FILL, styles: { gap: "6px" }, name: "sending" },
    )
  }

  clear(): void {
    this.#note.value = ""
    this.showPeople()
    this.showChanges()
  }

  /** Shows the people to whom it can be sent. */
  showPeople(): void {
    const { people: who, room } = this.#desk
    this.#send.disabled = room.me === undefined
    this.#to.options = who.options(EVERYONE).map(([id, label]) => [id, label])
    if (!who.others.some(({ id }) => id === this.#to.value)) this.#to.value = ""
  }

  /** Shows how the graph differs from the one that somebody sent. */
  showChanges(): void {
    const { origin } = this.#desk.kept
    const changes = origin === null ? [] : changesIn(origin.view, this.#desk.view)
    const isShown = origin !== null && changes.length > 0
    this.#changes.visible = isShown
    this.#back.visible = isShown
    if (!isShown) return
    this.#back.label = `Send back to ${origin.who}`
    const items = changes.map((change) => html`<li>${change}</li>`)
    this.#changes.text = String(html`<p>You have changed:</p><ul>${items}</ul>`)
  }

  async #sendBack(): Promise<void> {
    const { origin } = this.#desk.kept
    if (origin !== null) await this.#sendTo(origin.whoId, origin.seq)
  }

  /** @param to a member's id; "" for everybody @param answers the message whose graph it was */
  async #sendTo(to: string, answers?: number): Promise<void> {
    const { context, room, plot, view } = this.#desk
    const title = titleOf(view).toLowerCase()
    try {
      const preview = await context.preview(plot.figure)
      const selected = bitsOf(plot.selected)
      const data = { view, selected, preview, note: this.#note.value, answers, isForAll: to === "" }
      const options = to === "" ? {} : { to }
      const receipt = await room.send("graph", { ...data, plot: plot.figure }, options)
      this.#note.value = ""
      const { length: away } = receipt.offline
      const later = away === 0 ? "" : `, and ${away} more when they are back`
      this.#desk.say(`Sent ${title} to ${people(receipt.delivered.length)}${later}.`)
      const from = { id: room.me?.id, name: room.me?.name ?? "", role: "" }
      const { seq } = receipt
      const graph = graphOf({ seq, type: "graph", data, from, sentAtMs: Date.now() }, from.id)
      if (graph !== undefined) await this.#onSent(graph)
    } catch (error) {
      this.#desk.say(error instanceof Error ? error.message : "It could not be sent.")
    }
  }
}
