// Callbacks that get the next value of a sequence each time: `doc.add_periodic_callback(linear({ m: 2 })(update), 100)`.
// Source: Python bokeh.driving (3.10)

import { byKeyword } from "./keywords.ts"

type Driven<T> = (callback: (value: T) => unknown) => () => unknown
interface Wave {
  readonly w: number
  readonly A?: number
  readonly phi?: number
  readonly offset?: number
}
interface Line {
  readonly m?: number
  readonly b?: number
}
/** By name, or by position as in Python. */
type WaveArguments =
  | [wave: Wave]
  | [w: number, others: Omit<Wave, "w">]
  | [w: number, A?: number, phi?: number, offset?: number]

const WAVE = ["w", "A", "phi", "offset"] as const

/** 0, 1, 2, 3 ... */
export function count(): Driven<number> {
  return driven((i) => i)
}

/** m * i + b */
export function linear(...args: [line?: Line] | [m: number, b?: number]): Driven<number> {
  const { m = 1, b = 0 } = byKeyword<Line>({ what: "linear", names: ["m", "b"], others: [] }, args)
  return driven((i) => m * i + b)
}

/** A * sin(w * i + phi) + offset */
export function sine(...args: WaveArguments): Driven<number> {
  const { w, A, phi, offset } = waveOf("sine", args)
  return driven((i) => A * Math.sin(w * i + phi) + offset)
}

/** A * cos(w * i + phi) + offset */
export function cosine(...args: WaveArguments): Driven<number> {
  const { w, A, phi, offset } = waveOf("cosine", args)
  return driven((i) => A * Math.cos(w * i + phi) + offset)
}

/** a, b, c, a, b, c ... */
export function repeat<T>(sequence: readonly T[]): Driven<T> {
  return driven((i) => itemAt(sequence, i % sequence.length))
}

/** a, b, c, c, b, a, a ... */
export function bounce<T>(sequence: readonly T[]): Driven<T> {
  const { length } = sequence
  return driven((i) => {
    const place = i % length
    return itemAt(sequence, Math.floor(i / length) % 2 === 0 ? place : length - place - 1)
  })
}

/** Calls `callback` with the next of the values, and does nothing when there are no more. */
export function force<T>(callback: (value: T) => unknown, sequence: Iterable<T>): () => unknown {
  const values = sequence[Symbol.iterator]()
  return () => {
    const next = values.next()
    return next.done === true ? undefined : callback(next.value)
  }
}

function waveOf(what: string, args: WaveArguments): Required<Wave> {
  const given = byKeyword<Wave>({ what, names: WAVE, others: [] }, args)
  return { A: 1, phi: 0, offset: 0, ...given }
}

function driven<T>(valueAt: (i: number) => T): Driven<T> {
  return (callback) => {
    let i = 0
    return () => callback(valueAt(i++))
  }
}

function itemAt<T>(sequence: readonly T[], place: number): T {
  const item = sequence[place]
  if (item === undefined) throw new RangeError("a sequence to drive with must not be empty")
  return item
}
