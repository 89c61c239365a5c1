// Presenting to everybody: the presenter is part of the room's shared state, so people who join later see it, too.

import { type GroupState, Toggle } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { FIELD } from "./style.ts"

const [START, STOP] = ["Present to all", "Stop presenting"]

export class Presenting {
  readonly root = new Toggle({ label: START, ...FIELD })
  readonly #desk: Desk
  /** Who has begun last, and who has stopped last: stopping does not end what somebody else has just begun. */
  readonly #shared: GroupState<{ began: string; stopped: string }>

  /** @param changed called with each new presenter; "" for none */
  constructor(desk: Desk, changed: (presenter: string) => void) {
    this.#desk = desk
    this.#shared = desk.room.state({ began: "", stopped: "" })
    this.root.on_change("active", () => this.#startOrStop())
    this.#shared.on_change(() => {
      this.show()
      changed(this.presenter)
    })
  }

  /** "" when nobody presents. */
  get presenter(): string {
    const { began, stopped } = this.#shared.value
    return began === stopped ? "" : began
  }

  get isMe(): boolean {
    return this.presenter === this.#desk.room.me?.id
  }

  /** Only a member of the room can present. */
  membershipChanged(): void {
    this.root.disabled = this.#desk.room.me === undefined
  }

  async #startOrStop(): Promise<void> {
    const me = this.#desk.room.me?.id
    const { active } = this.root
    if (me === undefined || active === this.isMe) return
    this.#desk.say(active ? "Everybody here sees what you see." : "You are no longer presenting.")
    await this.#shared.set(active ? { began: me, stopped: "" } : { stopped: me })
  }

  show(): void {
    this.root.update({ active: this.isMe, label: this.isMe ? STOP : START })
  }
}
