// Viewers' requests to edit: a card for each, for the owner, until it is answered. Requests can be answered even after the
// session has slept.

import { type Column, column, type Document, row } from "bokeh-edge"

import { showBoxes } from "./boxes.ts"
import { button, PRIMARY } from "./button.ts"
import type { Desk } from "./desk.ts"
import { prose } from "./prose.ts"
import { FILL } from "./style.ts"

export class EditRequests {
  readonly root: Column
  readonly #desk: Desk
  readonly #onAllowed: () => unknown
  readonly #part: (made: { readonly id: string }) => Column

  /** @param onAllowed called when an invitation was added */
  constructor(doc: Document, desk: Desk, onAllowed: () => unknown) {
    this.#desk = desk
    this.#onAllowed = onAllowed
    this.#part = doc.part("asked", (_doc, { id }: { readonly id: string }) => this.#built(id))
    const look = { ...FILL, name: "asked", visible: false, styles: { gap: "8px" } }
    this.root = desk.context.ownerOnly(column([], look))
    desk.context.on_edit_request(({ connection: { id } }) => {
      this.#show([...new Set([...this.#ids, id])])
      desk.say("A viewer asks to edit.")
    })
    desk.context.on_connections(({ kind, connection }) => {
      if (kind === "left") this.#remove(connection.id)
    })
  }

  clear(): void {
    this.#show([])
  }

  /** The windows that have asked. */
  get #ids(): readonly string[] {
    return this.root.children.map(({ tags }) => String(tags[0]))
  }

  #show(ids: readonly string[]): void {
    showBoxes(
      this.root,
      ids.map((id) => ({ id })),
      this.#part,
    )
    this.root.visible = ids.length > 0
  }

  #remove(id: string): void {
    this.#show(this.#ids.filter((one) => one !== id))
  }

  async #answer(id: string, isAllowed: boolean): Promise<void> {
    const { context, room } = this.#desk
    this.#remove(id)
    const asking = context.viewers.find((viewer) => viewer.id === id)
    if (asking === undefined) return this.#desk.say("They have left.")
    if (!isAllowed) {
      asking.notify("Only the owner changes this graph. You can make a copy of your own.")
      return this.#desk.say("They can still view the graph.")
    }
    const { link } = context.invite({ role: "editor", by: room.me?.name })
    asking.send_message("edit", link)
    await this.#onAllowed()
    this.#desk.say("They can now change this graph, for a day: see Links.")
  }

  #built(id: string): Column {
    const text = "<p>A viewer asks to change this graph with you.</p>"
    const words = prose(text, FILL)
    const allow = button("Let them edit", PRIMARY)
    const refuse = button("Not now")
    allow.on_click(() => this.#answer(id, true))
    refuse.on_click(() => this.#answer(id, false))
    return column(words, row(allow, refuse, { styles: { gap: "6px" } }), { tags: [id], ...FILL })
  }
}
