// Callbacks that get the next value of a sequence each time: `doc.add_periodic_callback(linear({ m: 2 })(update), 100)`.
// Source: Python bokeh.driving (3.10)

type Driven<T> = (callback: (value: T) => unknown) => () => unknown
interface Wave {
  readonly w: number
  readonly A?: number
  readonly phi?: number
  readonly offset?: number
}

/** 0, 1, 2, 3 ... */
export function count(): Driven<number> {
  return driven((i) => i)
}

/** m * i + b */
export function linear({
  m = 1,
  b = 0,
}: { readonly m?: number; readonly b?: number } = {}): Driven<number> {
  return driven((i) => m * i + b)
}

/** A * sin(w * i + phi) + offset */
export function sine({ w, A = 1, phi = 0, offset = 0 }: Wave): Driven<number> {
  return driven((i) => A * Math.sin(w * i + phi) + offset)
}

/** A * cos(w * i + phi) + offset */
export function cosine({ w, A = 1, phi = 0, offset = 0 }: Wave): Driven<number> {
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
