// The cost of storing changes: time for a small one, and bytes for a move of the temperature app's slider.

import { readdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

import { median } from "./question.ts"
import { restartable } from "./servers.ts"
import { openSession } from "./sessions-opened.ts"
import { sliderId } from "./slider-move.ts"

const PATCHES = 300
/** Few, so that no checkpoint replaces them. */
const MOVES = 15
/** Rows from here on are turns (src/runtime/sql-session-store.ts). */
const FIRST_TURN = 1 << 16

/** One line each. */
export async function journalLines(): Promise<readonly string[]> {
  const { start, folder, remove } = restartable("/temperature")
  const server = await start()
  const { client, doc } = await openSession(server.app)
  const model = { id: sliderId(doc) }
  const set = (attr: string, value: unknown) =>
    client.request("PATCH-DOC", {
      events: [{ kind: "ModelChanged", model, attr, new: value }],
    })
  await set("value", 1) // this stores the session
  const move = await turnsOf(folder, async () => {
    for (let i = 0; i < MOVES; i++) await set("value", 2 + i)
  })
  const stored = await times((i) => set("title", `title ${i}`))
  const notStored = await times(() => client.request("SERVER-INFO-REQ"))
  await client.close()
  await server.stop()
  remove()
  return [
    `  a small patch, stored: ${stored.toFixed(2)} ms; a question about nothing: ${notStored.toFixed(2)} ms`,
    `  a slider's move: ${move.rows / MOVES} row, ${Math.round(move.bytes / MOVES)} bytes written`,
  ]
}

async function times(action: (i: number) => Promise<unknown>): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < PATCHES; i++) {
    const start = performance.now()
    await action(i)
    all.push(performance.now() - start)
  }
  return median(all)
}

interface Turns {
  readonly rows: number
  readonly bytes: number
}

/** The bytes that an action adds to the stored turns. */
async function turnsOf(folder: string, action: () => Promise<void>): Promise<Turns> {
  const before = storedTurns(folder)
  await action()
  const after = storedTurns(folder)
  return { rows: after.rows - before.rows, bytes: after.bytes - before.bytes }
}

function storedTurns(folder: string): Turns {
  let [rows, bytes] = [0, 0]
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".sqlite")) continue
    const database = new DatabaseSync(join(folder, file), { readOnly: true })
    const [table] = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record'").all()
    if (table !== undefined) {
      const query = "SELECT count(*) AS n, total(length(data)) AS size FROM record WHERE id >= ?"
      const { n, size } = database.prepare(query).get(FIRST_TURN) ?? {}
      rows += Number(n)
      bytes += Number(size)
    }
    database.close()
  }
  return { rows, bytes }
}
