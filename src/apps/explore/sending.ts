// The form that sends the graph, with a note: to everybody, to one person, or back to its sender.

import { column, type Column, html, Select, TextInput } from "bokeh-edge"

import { GraphButton, onClick, PRIMARY, wideButton } from "./button.ts"
import { changesIn } from "./changes.ts"
import type { Desk } from "./desk.ts"
import { bitsOf } from "./live.ts"
import { people } from "./people.ts"
import { plotOf } from "./plot.ts"
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
  readonly #send: GraphButton
  readonly #back = wideButton("Send back", { visible: false })
  readonly #changes = prose("", { visible: false })

  readonly #onSent: (seq: number) => unknown

  /** @param onSent called with the number of each graph that the room has taken */
  constructor(desk: Desk, onSent: (seq: number) => unknown) {
    this.#desk = desk
    this.#onSent = onSent
    const choice = () => this.#to.value
    const newSend = () => {
      const made = wideButton("Send", PRIMARY)
      onClick(desk, made, () => this.#sendTo(this.#to.value), { field: this.#note, choice })
      return made
    }
    onClick(desk, this.#back, () => this.#sendBack(), { field: this.#note })
    this.#send = new GraphButton(desk, "send", newSend, FILL)
    this.root = column(
      heading("Send this graph"),
      this.#to,
      this.#note,
      this.#send.root,
      this.#changes,
      this.#back,
      { ...FILL, styles: { gap: "6px" }, name: "sending" },
    )
  }

  clear(): void {
    this.#note.value = ""
    this.#to.value = ""
    this.showPeople()
    this.showChanges()
  }

  /** Shows the people to whom it can be sent. */
  showPeople(): void {
    const { people: who, room } = this.#desk
    for (const send of this.#send.root.children) send.disabled = room.me === undefined
    // What is meant for somebody who has left is not for everyone.
    this.#to.options = who.options(EVERYONE, this.#to.value)
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
    const note = this.#note.value
    // The page may show another graph when the picture is drawn.
    const shown = plotOf(view, plot.selected)
    try {
      const preview = await context.preview(plot.figure)
      const data = { view, selected: bitsOf(shown.selected), preview, note, answers }
      const isForAll = to === ""
      const sent = { ...data, isForAll, plot: shown.figure }
      const receipt = await room.send("graph", sent, isForAll ? {} : { to })
      if (this.#note.value === note) this.#note.value = ""
      const { length: away } = receipt.offline
      const later = away === 0 ? "" : `, and ${away} more when they are back`
      this.#desk.say(`Sent ${title} to ${people(receipt.delivered.length)}${later}.`)
      await this.#onSent(receipt.seq)
    } catch (error) {
      this.#desk.say(error instanceof Error ? error.message : "It could not be sent.")
    }
  }
}
