// An app's callbacks for one group.

import { append } from "../util/append.ts"
import type { GroupMessage, Member, PresenceKind, Seen, SeenEntry } from "./entries.ts"
import type { Stage } from "./stage.ts"

export type GroupPresence =
  | { readonly kind: PresenceKind; readonly member: Member }
  /** `members` is up to date: after joining, each time the session wakes, and when somebody opens a window again. */
  | { readonly kind: "synced"; readonly hasMissed: boolean }
  /** This session may not join, or was removed: it is not a member. The reason is a line that its page can show. */
  | { readonly kind: "refused"; readonly member: Member; readonly reason: string }

export type MessageHandler = (message: GroupMessage) => unknown
export type PresenceHandler = (presence: GroupPresence) => unknown
export type SeenHandler = (seen: Seen) => unknown

export class Listeners {
  readonly #stage: Stage
  readonly #messages = new Map<string, readonly MessageHandler[]>()
  readonly #presence: PresenceHandler[] = []
  readonly #seen: SeenHandler[] = []

  constructor(stage: Stage) {
    this.#stage = stage
  }

  on(type: string, handler: MessageHandler): void {
    append(this.#messages, type, [handler])
  }

  onPresence(handler: PresenceHandler): void {
    this.#presence.push(handler)
  }

  onSeen(handler: SeenHandler): void {
    this.#seen.push(handler)
  }

  /** Whether somebody listens for this type. */
  hears(type: string): boolean {
    return this.#messages.has(type)
  }

  get hearsPresence(): boolean {
    return this.#presence.length > 0
  }

  tell(message: GroupMessage): void {
    for (const handler of this.#messages.get(message.type) ?? []) {
      this.#stage.running?.call(`group message ${message.type}`, () => handler(message))
    }
  }

  notify(presence: GroupPresence): void {
    for (const handler of this.#presence) {
      this.#stage.running?.call(`group presence ${presence.kind}`, () => handler(presence))
    }
  }

  tellSeen({ messages, by, seenAtMs }: SeenEntry): void {
    for (const seq of messages) {
      for (const handler of this.#seen) {
        this.#stage.running?.call("group message seen", () => handler({ seq, by, seenAtMs }))
      }
    }
  }
}
