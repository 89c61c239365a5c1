// Earlier states of the graph: to restore, to name, and to share by a link.

import { type Column, column, type Document, html, row, TextInput, type Version } from "bokeh-edge"

import { showBoxes } from "./boxes.ts"
import { button, graphButton, onClick } from "./button.ts"
import type { Desk } from "./desk.ts"
import { heading, prose } from "./prose.ts"
import { FIELD, FILL, GRID_STYLES, PAPER } from "./style.ts"
import { timeHtml } from "./time.ts"

const MAX_SHOWN = 12
const MAX_NAME = 60
/** In the session's storage, since restoring changes the document. */
const WENT_BACK = "went back"

export class VersionsPanel {
  readonly root: Column
  readonly #desk: Desk
  readonly #name = new TextInput({ title: "Name of this state", max_length: MAX_NAME, ...FIELD })
  readonly #list = row([], { ...FILL, name: "versions", styles: GRID_STYLES })
  readonly #part: (made: { readonly id: string }) => Column

  constructor(doc: Document, desk: Desk) {
    this.#desk = desk
    this.#part = doc.part("version", (_doc, { id }: { readonly id: string }) => this.#built(id))
    const wish = { field: this.#name }
    const keep = graphButton(desk, "Keep under this name", () => this.#keep(), wish)
    const styles = { "align-items": "flex-end", "flex-wrap": "wrap", gap: "8px" }
    this.root = column(
      heading("Versions"),
      prose("<p>While you work, a state is kept each half minute.</p>"),
      row(this.#name, keep, { ...FILL, styles }),
      this.#list,
      { ...FILL, styles: { gap: "8px" } },
    )
  }

  clear(): void {
    this.#name.value = ""
    this.#list.children = []
  }

  show(): void {
    const versions = this.#desk.context.versions.list().slice(0, MAX_SHOWN)
    showBoxes(this.#list, versions, this.#part, wordsOf)
  }

  /** After each wake: a restored page has the messages and the list of versions of that earlier state. */
  woke(): void {
    const { storage } = this.#desk.context
    if (storage.get(WENT_BACK) !== true) return
    storage.delete(WENT_BACK)
    this.#name.value = ""
    this.show()
    this.#desk.say("That version is restored. The state before is in the list.")
  }

  #keep(): void {
    const name = this.#name.value.trim()
    if (name === "") return this.#desk.say("Write a name first.")
    this.#desk.context.versions.keep(name)
    this.#name.value = ""
    this.show()
    this.#desk.say(`Kept as “${name}”.`)
  }

  #built(id: string): Column {
    const words = prose("", FILL)
    const back = button("Restore")
    const link = button("Copy link")
    back.on_click(() => this.#restore(id))
    onClick(this.#desk, link, () => this.#publish(id))
    const look = { css_classes: ["version"], styles: PAPER, tags: [id], ...FILL }
    return column(words, row(back, link, { styles: { gap: "2px", "flex-wrap": "wrap" } }), look)
  }

  /** A version may have made room for newer ones since it was listed. */
  #find(id: string): Version | undefined {
    const found = this.#desk.context.versions.list().find((one) => one.id === id)
    if (found !== undefined) return found
    this.show()
    this.#desk.say("That version has made room for newer ones.")
    return undefined
  }

  #restore(id: string): void {
    const { versions, storage } = this.#desk.context
    if (this.#find(id) === undefined) return
    versions.restore(id)
    storage.put(WENT_BACK, true)
  }

  async #publish(id: string): Promise<void> {
    const { context, room } = this.#desk
    const { connection, versions } = context
    const version = this.#find(id)
    if (version === undefined) return
    const title = version.name ?? "An earlier graph"
    const { link } = await versions.publish(id, { title, by: room.me?.name })
    this.#desk.say("The link to that version is under Links.")
    connection?.copyText(new URL(link, context.request.url).href)
  }
}

/** Its name, what it shows, who changed it last, and when. */
function wordsOf({ name, about, by, takenAtMs }: Version): string {
  const named = name !== undefined && html`<b>${name}</b><br>`
  const shown = about !== undefined && html`${about}<br>`
  const who = by.length > 0 && html`${by.join(", ")}, `
  return String(html`<p>${named}${shown}${who}${timeHtml(takenAtMs)}</p>`)
}
