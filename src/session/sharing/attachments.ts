// The models of a message. They are stored beside it, as a copy that only the group's members can find, and read when the
// message is taken.

import { decodeModels, encodeModels } from "../../document/model-bundle.ts"
import { GroupError } from "../../group/group-error.ts"
import { Rate } from "../../group/rate-limit.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { SnapshotRpc } from "../../objects/snapshot-rpc.ts"
import type { Random, Timers } from "../../ports.ts"
import { errorText } from "../../util/error-text.ts"
import { GROUP_LIMITS } from "../../util/limits.ts"
import { encodeWholeRecord, parseRecord } from "../record.ts"

export interface AttachmentPorts {
  readonly timers: Timers
  readonly random: Random
  readonly snapshots: (id: string) => SnapshotRpc
  /** The session's own object. */
  readonly owner: string
}

const { bytes: MAX_BYTES, keptDays: KEPT_DAYS, ...RATE } = GROUP_LIMITS.models
const DAY_MS = 24 * 3_600_000

export class Attachments {
  readonly #ports: AttachmentPorts
  readonly #rate: Rate

  constructor(ports: AttachmentPorts) {
    this.#ports = ports
    this.#rate = new Rate(ports.timers, RATE)
  }

  /** @returns a function that stores the models, and resolves with their id. @throws GroupError immediately */
  attach(group: string, models: readonly HasProps[]): () => Promise<string> {
    const record = recordOf(models)
    const { timers, random, snapshots, owner } = this.#ports
    this.#rate.take(`send: at most ${RATE.perSecond} messages with models`)
    const id = random.alphanumeric(32)
    const publishedAtMs = timers.now()
    const expiresAtMs = publishedAtMs + KEPT_DAYS * DAY_MS
    const about = { id, title: "", note: "", link: "", preview: undefined }
    const scope = { place: placeOf(group), owner, runsCode: false }
    return async () => {
      await snapshots(id).put({ ...about, publishedAtMs, expiresAtMs }, scope, record)
      return id
    }
  }

  /** New models each time; none when they are no longer stored. */
  async load(group: string, id: string): Promise<readonly HasProps[]> {
    const record = await this.#ports.snapshots(id).read(placeOf(group))
    if (record === undefined) return []
    try {
      const { content, buffers } = parseRecord([record], record.byteLength)
      return decodeModels(content, buffers)
    } catch {
      return [] // models that cannot be read count as not stored
    }
  }
}

/** No page exists at this place: only those who have the message can read it. */
function placeOf(group: string): string {
  return `group ${group}`
}

function recordOf(models: readonly HasProps[]): Uint8Array<ArrayBuffer> {
  const record = encodeWholeRecord(bundleOf(models))
  if (record.byteLength <= MAX_BYTES) return record
  throw new GroupError(
    "too-large",
    `send: the models have ${record.byteLength} bytes, at most ${MAX_BYTES} can be sent`,
  )
}

function bundleOf(models: readonly HasProps[]): ReturnType<typeof encodeModels> {
  try {
    return encodeModels(models)
  } catch (error) {
    const text = `send: a model can't be sent: ${errorText(error)}`
    throw Object.assign(new GroupError("bad-argument", text), { cause: error })
  }
}
