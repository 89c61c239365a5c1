// Comments: notes pinned to a point or a range of the data, which the room keeps and others reply to. They are drawn on
// graphs with the same axes.

import {
  type Column,
  column,
  CustomJS,
  type Document,
  type GroupMessage,
  html,
  row,
  TextInput,
} from "bokeh-edge"

import { showBoxes } from "./boxes.ts"
import { button, graphButton, PRIMARY } from "./button.ts"
import { type Comment, commentOf, MAX_COMMENT, storedComments } from "./comment.ts"
import type { Desk } from "./desk.ts"
import { heading, prose } from "./prose.ts"
import { FIELD, FILL, PAPER, THREAD_STYLE } from "./style.ts"
import { timeHtml } from "./time.ts"
import { titleOf, type View } from "./view.ts"

const KEY = "comments"
const MAX_KEPT = 400

export class Comments {
  readonly root: Column
  readonly #desk: Desk
  readonly #where = prose("", FILL)
  readonly #text = new TextInput({
    title: "Comment",
    max_length: MAX_COMMENT,
    min_width: 220,
    ...FIELD,
  })
  /** The field may be far above the comment that is answered. */
  readonly #focus = new CustomJS({
    args: { field: this.#text },
    code: "Bokeh.index.find_one(field)?.input_el.focus()",
  })
  readonly #cancel = button("No answer", { visible: false })
  readonly #threads = column([], { ...FILL, name: "threads", styles: { gap: "8px" } })
  readonly #thread: (made: { readonly id: string }) => Column
  /** The comment that is being replied to. */
  #answers: string | undefined

  constructor(doc: Document, desk: Desk) {
    this.#desk = desk
    this.#thread = doc.part("thread", (_doc, { id }: { readonly id: string }) => this.#built(id))
    const wish = { field: this.#text, look: PRIMARY }
    const post = graphButton(desk, "Post", () => this.#post(), wish)
    this.#cancel.on_click(() => this.#answer())
    const styles = { "align-items": "flex-end", "flex-wrap": "wrap", gap: "8px" }
    this.root = column(
      heading("Comments"),
      this.#where,
      row(this.#text, post, this.#cancel, { ...FILL, styles }),
      this.#threads,
      { ...FILL, styles: { gap: "8px" }, name: "comments" },
    )
    desk.room.on("comment", (message) => this.#take(message))
    desk.plot.source.selected.on_change("indices", () => this.showPlace())
    this.showPlace()
  }

  /** Fetches comments from before this session joined. */
  async catchUp(): Promise<void> {
    const messages = await this.#desk.room.history({ type: "comment", limit: MAX_KEPT })
    this.#note(messages.flatMap((message) => commentOf(message) ?? []))
    this.show()
  }

  clear(): void {
    this.#desk.context.storage.delete(KEY)
    this.show()
  }

  /** Draws the comments for these axes, and lists all comments. */
  show(): void {
    const { plot, view } = this.#desk
    const all = this.#all
    const firsts = firstsOf(all)
    const here = firsts.filter(({ x, y }) => x === view.x && y === view.y)
    const labels = labelsOf(firsts)
    plot.showPins(here.map(({ id, place }) => ({ label: labels.get(id) ?? "", place })))
    showBoxes(this.#threads, firsts.toReversed(), this.#thread, (first) =>
      this.#threadHtml(all, first, labels.get(first.id) ?? ""),
    )
    this.showPlace()
  }

  /** Shows the place of a new comment. */
  showPlace(): void {
    const { plot } = this.#desk
    const count = plot.selected.length
    const answered = this.#all.find(({ id }) => id === this.#answers)
    const about =
      answered !== undefined
        ? `Answers ${answered.who}: “${clipped(answered.text)}”`
        : count === 0
          ? "About the whole graph. To pin the comment to points, select them (tap, or box select)."
          : `About ${count === 1 ? "the selected point" : `the ${count} selected points`}.`
    this.#where.text = String(html`<p>${about}</p>`)
    this.#cancel.visible = answered !== undefined
  }

  get #all(): readonly Comment[] {
    return storedComments(this.#desk.context.storage.get(KEY))
  }

  /** Notes each comment once, in the room's order: all members number them alike. */
  #note(comments: readonly Comment[]): void {
    const known = new Map(this.#all.map((one) => [one.id, one]))
    const added = comments.filter(({ id }) => typeof known.get(id)?.seq !== "number")
    if (added.length === 0) return
    for (const one of added) known.set(one.id, one)
    const ordered = [...known.values()].toSorted((a, b) => placeOf(a) - placeOf(b))
    this.#desk.context.storage.put(KEY, ordered.slice(-MAX_KEPT))
  }

  async #take(message: GroupMessage): Promise<void> {
    const comment = commentOf(message)
    if (comment === undefined) return
    this.#note([comment])
    this.show()
    this.#desk.say(`${this.#desk.people.labelOf(message.from)} commented: ${clipped(comment.text)}`)
    // The session may have ended before it knew the place of its own.
    if (this.#all.some((one) => placeOf(one) === Infinity)) await this.catchUp()
  }

  async #post(): Promise<void> {
    const { room, view } = this.#desk
    const text = this.#text.value.trim()
    if (text === "") return this.#desk.say("Write the comment first.")
    const { me } = room
    if (me === undefined) return this.#desk.say("Join the room to comment.")
    const id = crypto.randomUUID()
    const number = Number([...labelsOf(firstsOf(this.#all)).values()].at(-1) ?? 0) + 1
    const comment = {
      id,
      number,
      x: view.x,
      y: view.y,
      place: this.#place,
      text,
      answers: this.#answers,
    }
    const noted = { ...comment, who: me.name, whoId: me.id, sentAtMs: Date.now() }
    this.#note([{ ...noted, seq: null }])
    this.#text.value = ""
    this.#answers = undefined
    this.show()
    try {
      const { seq } = await room.send("comment", comment)
      this.#note([{ ...noted, seq }])
      this.#desk.say("Your comment is posted.")
    } catch (error) {
      this.#desk.context.storage.put(
        KEY,
        this.#all.filter((one) => one.id !== id),
      )
      this.#text.value ||= text
      this.#desk.say(error instanceof Error ? error.message : "It could not be sent.")
    }
    this.show()
  }

  get #place(): Comment["place"] {
    const { plot } = this.#desk
    return plot.selectedPlace ?? plot.shownPlace
  }

  #answer(id?: string): void {
    this.#answers = id
    this.showPlace()
  }

  /** Shows the axes of the comment, and all points. */
  #goTo(id: string): void {
    const firsts = firstsOf(this.#all)
    const comment = firsts.find((one) => one.id === id)
    if (comment === undefined) return
    const { x, y } = comment
    const { zoom, ...view } = this.#desk.view
    const next: View = { ...view, x, y }
    if (x !== view.x || y !== view.y || zoom !== undefined) this.#desk.open(next)
    this.#desk.say(`The graph shows comment ${labelsOf(firsts).get(id)}.`)
  }

  #built(id: string): Column {
    const words = prose("", { stylesheets: [THREAD_STYLE], ...FILL })
    const answer = button("Answer")
    const show = button("Show")
    answer.on_click(() => this.#answer(id))
    show.on_click(() => this.#goTo(id))
    show.js_on_event("button_click", this.#desk.plot.scroll)
    answer.js_on_event("button_click", this.#focus)
    const look = { css_classes: ["thread"], styles: PAPER, tags: [id], ...FILL }
    return column(words, row(answer, show, { styles: { gap: "2px" } }), look)
  }

  #threadHtml(all: readonly Comment[], first: Comment, label: string): string {
    const answers = all.filter((one) => one.answers === first.id)
    return String(html`<h3><b>${label}</b> ${titleOf(first)}</h3>
      ${[first, ...answers].map(
        (one) => html`<p><strong>${this.#whoOf(one)}</strong>
        ${timeHtml(one.sentAtMs)}<br>${one.text}</p>`,
      )}`)
  }

  #whoOf({ whoId, who }: Comment): string {
    const { room, people } = this.#desk
    return whoId === room.me?.id ? "You" : people.labelOf({ id: whoId, name: who })
  }
}

/** Comments that are not replies. */
function firstsOf(all: readonly Comment[]): readonly Comment[] {
  return all.filter(({ answers }) => answers === undefined)
}

function placeOf({ seq }: Comment): number {
  return seq ?? Infinity
}

/**
 * Numbers in the room's order, by the comments' ids. The oldest that is known here may not be the first of the room, so its
 * author's number counts.
 */
function labelsOf(firsts: readonly Comment[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  let last = 0
  for (const { id, number = 0 } of firsts) {
    last = Math.max(last + 1, number)
    labels.set(id, String(last))
  }
  return labels
}

function clipped(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
