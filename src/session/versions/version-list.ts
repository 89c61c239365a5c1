// The versions that a session keeps: a list, and a record for each. What the handler built is stored once for all versions
// that are based on it.

import * as v from "valibot"

import { SharingError } from "../../app/sharing.ts"
import type { Version } from "../../app/versions.ts"
import type { MetaStore } from "../../ports.ts"
import { fieldsOf, isRecord } from "../../util/record.ts"
import type { RecordStore } from "../journal.ts"
import { bytesOf, type EncodedRecord, type StoredRecord } from "../record.ts"
import { NUMBER, storedList } from "../stored-list.ts"
import type { StoredSession } from "../stored-state.ts"

const LIST = "versions"
const KEPT = v.object({
  number: NUMBER,
  name: v.optional(v.string()),
  takenAtMs: NUMBER,
  by: v.array(v.string()),
  about: v.optional(v.string()),
  bytes: NUMBER,
  /** The record of what the handler built, if it is no longer the session's current base. */
  base: v.optional(v.string()),
})
export type KeptVersion = Readonly<v.InferOutput<typeof KEPT>>

/** Where a session keeps its versions: beside its current state. */
export interface VersionStore extends MetaStore, RecordStore {
  readonly base: StoredRecord | undefined
  named(name: string): StoredRecord | undefined
  replaceNamed(name: string, record: EncodedRecord | undefined): void
  /** From now on, what the handler built is stored under that name. */
  renameBase(name: string): void
  /** Called before the base is replaced. */
  baseGoes: () => void
}

export interface ListLimits {
  readonly keep: number
  readonly bytes: number
}

/** The parts of a version. */
export interface Taken {
  readonly record: EncodedRecord
  readonly takenAtMs: number
  readonly by: readonly string[]
  readonly name: string | undefined
  readonly about: string | undefined
}

/** The stored state of a session. */
interface ReadVersion {
  readonly stored: StoredSession
  /** The app's `context.state`. */
  readonly state: string | undefined
}

const UNREADABLE = "versions: this version can't be read any more: what was stored of it is damaged"

export class VersionList {
  readonly #store: VersionStore
  readonly #limits: ListLimits
  readonly #built: () => StoredRecord | undefined

  /** @param built returns what the handler has built, for as long as that is not stored */
  constructor(store: VersionStore, limits: ListLimits, built: () => StoredRecord | undefined) {
    this.#store = store
    this.#limits = limits
    this.#built = built
    store.baseGoes = () => this.#keepBase()
  }

  /** All versions, newest first. */
  get all(): readonly KeptVersion[] {
    return storedList(KEPT, this.#store.getMeta(LIST))
  }

  /** @throws SharingError when there is none */
  find(id: string): KeptVersion {
    const found = this.all.find((one) => idOf(one) === id)
    if (found !== undefined) return found
    throw new SharingError(`versions: there is no version '${id}' (any more)`)
  }

  /**
   * @param wanted is removed only if no other version can be
   * @throws SharingError when there is no room
   */
  add({ record, ...about }: Taken, wanted?: KeptVersion): KeptVersion {
    const { all } = this
    const number = (all[0]?.number ?? 0) + 1
    const bytes = bytesOf(record)
    const version = { number, bytes, ...about, by: [...about.by] }
    this.#store.atomically(() => {
      this.#makeRoom(bytes, wanted)
      this.#store.replaceNamed(recordName(number), record)
      this.#put([version, ...this.all])
    })
    return version
  }

  /** @throws SharingError when a version of that size cannot be kept */
  assertRoom(record: EncodedRecord): void {
    this.#inTheWayOf(bytesOf(record))
  }

  rename(id: string, name: string | undefined): void {
    const { number } = this.find(id)
    this.#put(
      this.all.map(({ name: before, ...one }) => {
        const given = one.number === number ? name : before
        return given === undefined ? one : { ...one, name: given }
      }),
    )
  }

  read(version: KeptVersion): ReadVersion {
    const record = this.#store.named(recordName(version.number))
    const { content, state } = fieldsOf(record?.content)
    if (!isRecord(content)) throw new SharingError(UNREADABLE)
    const checkpoint = { content, buffers: record?.buffers ?? new Map() }
    const base = isWhole(checkpoint) ? undefined : this.#baseOf(version)
    if (base?.damage !== undefined) throw new SharingError(UNREADABLE)
    return {
      stored: { base, checkpoint, turns: [], unplaced: undefined },
      state: typeof state === "string" ? state : undefined,
    }
  }

  /**
   * Makes it the session's stored document.
   * @param lastNumber that a model of the session got: windows may still name such models, so no other gets their ids
   */
  putInPlace(
    version: KeptVersion,
    { stored }: ReadVersion,
    atMs: number,
    lastNumber: number,
  ): void {
    const { base, checkpoint } = stored
    if (checkpoint === undefined) return
    if (version.base !== undefined || base === undefined || this.#store.baseBytes === 0) {
      if (this.#store.baseBytes > 0) this.#store.replaceBase(undefined)
      if (base !== undefined) this.#store.replaceBase(encodedAgain(base))
    }
    const content = { ...fieldsOf(checkpoint.content), lastNumber }
    this.#store.replaceCheckpoint({ ...encodedAgain({ ...checkpoint, content }), atMs })
  }

  #baseOf({ base }: KeptVersion): StoredRecord | undefined {
    return base === undefined ? (this.#store.base ?? this.#built()) : this.#store.named(base)
  }

  /** The base is about to be replaced: the versions that were based on it need it. */
  #keepBase(): void {
    const { all } = this
    if (all.every(({ base }) => base !== undefined)) return
    const name = `base ${all[0]?.number ?? 0}`
    this.#store.renameBase(name)
    this.#put(all.map((one) => ({ base: name, ...one })))
  }

  /** Removes the oldest versions without a name; none if that is not enough. @throws SharingError */
  #makeRoom(bytes: number, wanted: KeptVersion | undefined): void {
    const going = this.#inTheWayOf(bytes, wanted)
    if (going.length === 0) return
    for (const { number } of going) this.#store.replaceNamed(recordName(number), undefined)
    this.#put(this.all.filter(({ number }) => !going.some((one) => one.number === number)))
  }

  #inTheWayOf(bytes: number, wanted?: KeptVersion): readonly KeptVersion[] {
    const { keep, bytes: most } = this.#limits
    const left = [...this.all]
    const going: KeptVersion[] = []
    const isFull = () =>
      left.length >= keep || left.reduce((sum, one) => sum + one.bytes, bytes) > most
    while (isFull()) {
      const isFree = (one: KeptVersion) => one.name === undefined && one.number !== wanted?.number
      const free = left.findLast(isFree) ?? left.find(({ name }) => name === undefined)
      if (free === undefined) {
        throw new SharingError(
          `versions: those with names take all the room, or ${bytes} bytes are too much (at most ${keep} of ${most} bytes): take a name away from one`,
        )
      }
      going.push(...left.splice(left.indexOf(free), 1))
    }
    return going
  }

  #put(versions: readonly KeptVersion[]): void {
    const needed = new Set(versions.map(({ base }) => base))
    for (const { base } of this.all) {
      if (base !== undefined && !needed.has(base)) this.#store.replaceNamed(base, undefined)
    }
    this.#store.setMeta(LIST, JSON.stringify(versions))
  }
}

export function idOf({ number }: KeptVersion): string {
  return `v${number}`
}

/** The version as an app sees it. */
export function shownVersion(version: KeptVersion): Version {
  const { name, takenAtMs, by, about, bytes } = version
  return { id: idOf(version), name, takenAtMs, by, about, bytes }
}

function encodedAgain({ content, buffers }: StoredRecord): EncodedRecord {
  const written = [...buffers].map(([id, data]) => ({ id, data: new Uint8Array(data) }))
  return { json: JSON.stringify(content), buffers: written }
}

/** A document that a client has put in the place of the handler's does not need the base. */
function isWhole({ content }: StoredRecord): boolean {
  return isRecord(content) && content["kind"] === "whole"
}

function recordName(number: number): string {
  return `version ${number}`
}
