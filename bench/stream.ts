// The cost of streaming ten rows into sources of a thousand and of a million rows: time to change, encode and store them.

import { createPatch } from "../src/document/create-patch.ts"
import { Document, internalsOf } from "../src/document/document.ts"
import { ColumnDataSource } from "../src/model/generated/models.ts"
import { median } from "./question.ts"

const SIZES = [1000, 1_000_000]
const STREAMS = 500

/** One line. */
export function streamLines(): readonly string[] {
  const times = SIZES.map((rows) => `${microseconds(rows).toFixed(0)} µs into ${rows} rows`)
  return [`  ten rows streamed and encoded: ${times.join(", ")}`]
}

function microseconds(rows: number): number {
  const document = new Document()
  const column = () => new Float64Array(rows)
  const source = new ColumnDataSource({ data: { x: column(), y: column() } })
  document.add_root(source)
  internalsOf(document).takeChanges()
  const ten = { x: new Float64Array(10), y: new Float64Array(10) }
  const times = Array.from({ length: STREAMS }, () => {
    const start = performance.now()
    source.stream(ten)
    createPatch(internalsOf(document).takeChanges(), undefined)
    return performance.now() - start
  })
  return median(times) * 1000
}
