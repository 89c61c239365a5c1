// A question of a benchmark to a server with the temperature app.

/** The app's page, e.g. http://127.0.0.1:8787/temperature */
export type AppUrl = string

export interface Question {
  readonly name: string
  readonly unit: "/s" | "ms"
  /** The factor by which this server should be better than the fastest peer (docs/design.md, "Budgets"). */
  readonly budget: number
  /** One measurement. */
  readonly measure: (app: AppUrl, seconds: number) => Promise<number>
}

/** Repeats an action, `concurrency` at a time. @returns how many times a second */
export async function ratePerSecond(
  seconds: number,
  concurrency: number,
  once: (worker: number) => Promise<void>,
): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let count = 0
  const work = async (worker: number): Promise<void> => {
    while (performance.now() < end) {
      await once(worker)
      count++
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
  return count / ((performance.now() - start) / 1000)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/** How many times better `ours` is than `theirs`. */
export function timesBetter({ unit }: Question, ours: number, theirs: number): number {
  return unit === "/s" ? ours / theirs : theirs / ours
}
