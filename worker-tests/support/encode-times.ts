// Prints the encoder's output for each kind of time. Run by Node with --harmony-temporal.

import { Encoder } from "../../src/serialization/encode.ts"
import { testSource } from "./test-models.ts"

interface TemporalApi {
  readonly [name: string]: { from(text: string): unknown }
}

const { Temporal } = globalThis as unknown as { readonly Temporal: TemporalApi }
const TEXTS = {
  Instant: "2024-01-01T00:00Z",
  PlainDate: "2024-01-01",
  PlainDateTime: "2024-01-01T12:00",
  ZonedDateTime: "2024-01-01T12:00[Europe/Vienna]",
  PlainTime: "12:00:00.5",
  Duration: "PT1H30M",
}

const encoder = new Encoder({ source: testSource() })
const times = Object.entries(TEXTS).map(
  ([name, text]) => [name, Temporal[name]?.from(text)] as const,
)
const encoded = [["Date", new Date("2024-01-01")] as const, ...times].map(
  ([name, time]) => [name, encoder.encode(time)] as const,
)
console.log(JSON.stringify(Object.fromEntries(encoded)))
