// Wire transcripts recorded from real Bokeh servers and clients. See fixtures/transcripts/INDEX.md.

import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { isRecord } from "../../src/util/record.ts"

const FOLDER = join(import.meta.dirname, "../fixtures/transcripts")

/** The data sent in one direction over one connection. */
export interface Stream {
  /** `scenario/connection/direction` */
  readonly name: string
  readonly frames: readonly (string | ArrayBuffer)[]
}

/** One frame of a message in a scenario, in recorded order. */
interface Frame {
  readonly conn: string
  readonly dir: "c2s" | "s2c"
  /** Undefined if the recording was cut, after which nothing can be read. */
  readonly frame: string | ArrayBuffer | undefined
}

export interface Transcript {
  readonly scenario: string
  readonly frames: readonly Frame[]
}

/** All transcripts that have websocket frames. */
export function transcripts(): readonly Transcript[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const file: unknown = JSON.parse(readFileSync(join(FOLDER, name), "utf8"))
      return { scenario: name.slice(0, -".json".length), frames: [...framesIn(file, "0")] }
    })
    .filter(({ frames }) => frames.length > 0)
}

export function streams({ scenario, frames }: Transcript): readonly Stream[] {
  const byName = new Map<string, (string | ArrayBuffer)[]>()
  const cut = new Set<string>()
  for (const { conn, dir, frame } of frames) {
    const name = `${scenario}/${conn}/${dir}`
    if (frame === undefined) cut.add(name)
    else if (!cut.has(name)) byName.set(name, [...(byName.get(name) ?? []), frame])
  }
  return [...byName].map(([name, list]) => ({ name, frames: list }))
}

/** Walks any shape of recording: `frames`, `attempts` with frames, or one list for each browser. */
function* framesIn(value: unknown, conn: string): Iterable<Frame> {
  if (Array.isArray(value))
    for (const [i, item] of value.entries()) yield* framesIn(item, `${conn}.${i}`)
  if (!isRecord(value)) return
  const { dir, frame } = value
  if ((dir === "c2s" || dir === "s2c") && frame !== undefined) {
    const own = typeof value["conn"] === "number" ? `${value["conn"]}` : conn.replace(/\.\d+$/, "")
    yield { conn: own, dir, frame: "full_length" in value ? undefined : frameOf(frame) }
    return
  }
  for (const [key, item] of Object.entries(value)) yield* framesIn(item, `${conn}.${key}`)
}

function frameOf(frame: unknown): string | ArrayBuffer {
  if (typeof frame === "string") return frame
  if (isRecord(frame) && typeof frame["base64"] === "string") {
    return new Uint8Array(Buffer.from(frame["base64"], "base64")).buffer
  }
  throw new Error(`a frame of unknown form: ${JSON.stringify(frame).slice(0, 80)}`)
}
