// What a session receives from one group: entries in order, each once, after the messages from before it joined. Its
// position is stored with the turn that an entry causes, so that no entry is lost or taken twice.

import type { Entry, Outcome, Welcome } from "./entries.ts"
import { KnownMembers } from "./known-members.ts"
import { KnownState } from "./known-state.ts"
import { Listeners } from "./listeners.ts"
import { loadHistory } from "./load-history.ts"
import type { MembershipPorts } from "./membership-ports.ts"
import { type MembershipState, UNKNOWN } from "./membership-state.ts"
import { filled, messageOf } from "./message-data.ts"
import type { Volatile } from "./volatile.ts"

export class Inbox {
  readonly #state: MembershipState
  readonly #ports: MembershipPorts
  /** The listeners for what arrives. */
  readonly listeners: Listeners
  readonly members: KnownMembers
  readonly shared: KnownState

  constructor(state: MembershipState, ports: MembershipPorts) {
    this.#state = state
    this.#ports = ports
    this.listeners = new Listeners(ports.stage)
    this.members = new KnownMembers(ports.id)
    this.shared = new KnownState(ports.stage)
  }

  /**
   * Entries from the group, in order. Those that it already has are ignored.
   * @param objects for the places in the data of the last entry
   */
  async receive(entries: readonly Entry[], objects?: readonly object[]): Promise<Outcome> {
    const { isMember, awaitsHistory, kept: before } = this.#state
    const {
      store,
      stage: { running },
    } = this.#ports
    if (!isMember) return "gone"
    // What was said before it joined comes first.
    if (running === undefined || awaitsHistory) throw new Error("the session is not awake")
    const take = () => {
      const last = before.lastSeq ?? before.leftSeq
      for (const entry of entries) if (entry.seq > last) this.#receiveOne(entry, objects)
      const { lastSeq = last } = this.#state.kept
      if (lastSeq > last) store.take(lastSeq)
    }
    try {
      // Other sessions get the same entry now: they all show it before one of them stores it. If more entries wait,
      // finishing them goes first.
      if (entries.length === 1) await running.lateTurn(take)
      else running.turn(take)
      if (!store.isTaken) this.#state.keep({})
    } catch (error) {
      if (!store.isTaken) {
        // None of it is stored: it will be delivered again.
        this.#state.kept = before
        store.take(before.lastSeq ?? 0)
      }
      throw error
    }
    return this.presence()
  }

  #receiveOne(entry: Entry, objects?: readonly object[]): void {
    if (!this.#state.isMember) return // it has left since it took the previous entry
    this.#state.kept = { ...this.#state.kept, lastSeq: entry.seq }
    if (entry.kind === "presence") {
      this.members.receive(entry)
      this.listeners.notify({ kind: entry.change, member: entry.member })
    }
    if (entry.kind === "seen") this.listeners.tellSeen(entry)
    if (entry.kind === "state") this.shared.receive(entry)
    if (entry.kind !== "message") return
    if (this.listeners.hears(entry.type)) this.listeners.tell(filled(messageOf(entry), objects))
  }

  /** The group's answer to a hello, as long as that is the current one. */
  async welcome(welcome: Welcome, isCurrent: () => boolean): Promise<void> {
    const { since, hasMissed, history, state } = welcome
    const heard = history.filter(({ type }) => this.listeners.hears(type))
    const objects = await loadHistory(heard, this.#ports.load)
    if (!isCurrent()) return
    this.#ports.stage.running?.turn(() => {
      if (this.#state.kept.lastSeq === undefined) {
        for (const entry of history) this.#receiveOne(entry, objects.get(entry.seq))
      }
      if (since >= (this.#state.kept.lastSeq ?? 0)) this.#state.keep({ lastSeq: since })
      const isNews = this.members.sync(welcome)
      this.shared.sync(state)
      if (isNews || hasMissed) this.listeners.notify({ kind: "synced", hasMissed })
    })
  }

  /** Takes volatile messages. */
  hear(messages: readonly Volatile[]): void {
    this.#ports.stage.running?.turn(() => {
      for (const { type, json, from, sentAtMs } of messages) {
        const data: unknown = JSON.parse(json)
        this.listeners.tell({ seq: 0, type, data, from, sentAtMs })
      }
    })
  }

  /** Whether the session has an open window. "away" has the same effect on the group as a hello. */
  presence(): Outcome {
    if (!this.#state.isMember) return "gone"
    if (this.#ports.people.isOnline) return "taken"
    this.#state.announced = UNKNOWN
    return "away"
  }
}
