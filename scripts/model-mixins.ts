// Finds Bokeh's mixins in the lines of the generated table: a name and an index replace up to ten properties.

/** The number of uses from which a mixin saves space. */
const MIN_COUNT = 3

/** Successive lines with the same prefix and family of properties. */
interface Run {
  readonly lines: readonly string[]
  /** Undefined for a single line. */
  readonly mixin?: { readonly prefix: string; readonly properties: readonly Property[] }
}

interface Property {
  /** The property's name without prefix, and its kind. */
  readonly key: string
  readonly value: string
}

interface Mixin {
  readonly keys: readonly string[]
  /** For each property, how many times each value is its default. */
  readonly counts: readonly Map<string, number>[]
  count: number
}

export class Mixins {
  readonly #all = new Map<string, Mixin>()

  /** The lines of one type. */
  note(lines: readonly string[]): void {
    for (const { mixin } of runsIn(lines)) {
      if (mixin === undefined) continue
      const keys = mixin.properties.map(({ key }) => key)
      const known = this.#all.get(keys.join(" "))
      const found = known ?? { keys, counts: keys.map(() => new Map<string, number>()), count: 0 }
      for (const [i, { value }] of mixin.properties.entries()) {
        const counts = found.counts[i]
        counts?.set(value, (counts.get(value) ?? 0) + 1)
      }
      found.count++
      this.#all.set(keys.join(" "), found)
    }
  }

  /** The properties, with their most frequent defaults. */
  get texts(): readonly string[] {
    return this.#often.map((mixin) => linesOf(mixin).join("\n"))
  }

  /** The lines with mixins, each followed by the properties whose defaults differ. */
  shorten(lines: readonly string[]): readonly string[] {
    return runsIn(lines).flatMap((run) => {
      if (run.mixin === undefined) return run.lines
      const { prefix, properties } = run.mixin
      const key = properties.map((each) => each.key).join(" ")
      const index = this.#often.findIndex(({ keys }) => keys.join(" ") === key)
      const mixin = this.#often[index]
      if (mixin === undefined) return run.lines
      const usual = new Set(linesOf(mixin).map((each) => prefix + each))
      return [`${prefix}+${index}`, ...run.lines.filter((each) => !usual.has(each))]
    })
  }

  get #often(): readonly Mixin[] {
    return [...this.#all.values()].filter(({ count }) => count >= MIN_COUNT)
  }
}

function linesOf({ keys, counts }: Mixin): readonly string[] {
  return keys.map((key, i) => {
    const [[value] = [""]] = [...(counts[i] ?? [])].toSorted(([, a], [, b]) => b - a)
    return key + value
  })
}

function runsIn(lines: readonly string[]): readonly Run[] {
  const runs: Run[] = []
  let last: { prefix: string; family: string; lines: string[]; properties: Property[] } | undefined
  for (const line of lines) {
    const found =
      /^(?<prefix>(?:\w+?_)??)(?<key>(?<family>line|fill|hatch|text)_\w+[:!~](?:[A-Z]|\w\w))(?<value>.*)$/.exec(
        line,
      )
    const { prefix = "", key, family = "", value = "" } = found?.groups ?? {}
    if (key === undefined) {
      last = undefined
      runs.push({ lines: [line] })
      continue
    }
    if (last?.prefix !== prefix || last.family !== family) {
      last = { prefix, family, lines: [], properties: [] }
      runs.push({ lines: last.lines, mixin: last })
    }
    last.lines.push(line)
    last.properties.push({ key, value })
  }
  return runs
}
