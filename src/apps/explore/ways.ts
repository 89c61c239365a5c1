// The ways back and forth among the views that a visitor has had.

import { Button } from "bokeh-edge"

import type { Desk, WaysBack } from "./desk.ts"
import { titleOf, type View } from "./view.ts"

const MAX_UNDO = 50

export class Ways implements WaysBack {
  readonly undo = new Button({ label: "Undo", disabled: true, width_policy: "min" })
  readonly redo = new Button({ label: "Redo", disabled: true, width_policy: "min" })
  readonly #desk: Desk
  readonly #show: (view: View) => void

  /** @param show draws a view, and leaves the ways as they are */
  constructor(desk: Desk, show: (view: View) => void) {
    this.#desk = desk
    this.#show = show
    this.undo.on_click(() => this.#goBack())
    this.redo.on_click(() => this.#goForward())
  }

  clear(): void {
    this.#set([], [])
  }

  leave(view: View): void {
    this.#set([...this.#desk.kept.past, view].slice(-MAX_UNDO), [])
  }

  takeLast(): View | undefined {
    const { past, future } = this.#desk.kept
    this.#set(past.slice(0, -1), future)
    return past.at(-1)
  }

  #goBack(): void {
    const { past, future } = this.#desk.kept
    const last = past.at(-1)
    if (last === undefined) return
    this.#set(past.slice(0, -1), [...future, this.#desk.view])
    this.#show(last)
    this.#desk.say(`Back to ${titleOf(last).toLowerCase()}.`)
  }

  #goForward(): void {
    const { past, future } = this.#desk.kept
    const next = future.at(-1)
    if (next === undefined) return
    this.#set([...past, this.#desk.view], future.slice(0, -1))
    this.#show(next)
    this.#desk.say(`On to ${titleOf(next).toLowerCase()}.`)
  }

  #set(past: readonly View[], future: readonly View[]): void {
    Object.assign(this.#desk.kept, { past, future })
    this.undo.disabled = past.length === 0
    this.redo.disabled = future.length === 0
  }
}
