// Presenting to everybody: the presenter is part of the room's shared state, so people who join later see it, too.

import { type GroupState, Toggle } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { FIELD } from "./style.ts"

const [START, STOP] = ["Present to all", "Stop presenting"]

export class Presenting {
  readonly root = new Toggle({ label: START, ...FIELD })
  readonly #desk: Desk
  readonly #shared: GroupState<{ presenter: string }>

  readonly #begins: () => void

  /** @param begins called when this page is about to present @param changed called with each new presenter; "" for none */
  constructor(desk: Desk, begins: () => void, changed: (presenter: string) => void) {
    this.#desk = desk
    this.#begins = begins
    this.#shared = desk.room.state<{ presenter: string }>({ presenter: "" })
    this.root.on_change("active", () => this.#startOrStop())
    this.#shared.on_change(({ value }) => {
      this.#show()
      changed(value)
    })
  }

  /** "" when nobody presents. */
  get presenter(): string {
    return this.#shared.value.presenter
  }

  get isMe(): boolean {
    return this.presenter === this.#desk.room.me?.id
  }

  clear(): void {
    this.root.update({ active: false, label: START })
    this.membershipChanged()
  }

  /** Only a member of the room can present. */
  membershipChanged(): void {
    this.root.disabled = this.#desk.room.me === undefined
  }

  async #startOrStop(): Promise<void> {
    const me = this.#desk.room.me?.id
    const { active } = this.root
    if (me === undefined || active === this.isMe) return
    if (active) this.#begins()
    this.root.label = active ? STOP : START
    this.#desk.say(active ? "Everybody here sees what you see." : "You are no longer presenting.")
    await this.#shared.set({ presenter: active ? me : "" })
  }

  #show(): void {
    this.root.update({ active: this.isMe, label: this.isMe ? STOP : START })
  }
}
