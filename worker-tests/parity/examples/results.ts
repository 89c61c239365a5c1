// The result of each example, and whether it is worse than the committed one.

/** The prefix of each failure: "compile: ...". */
export const STAGES = ["python", "write", "compile", "run", "document"] as const

export type Stage = (typeof STAGES)[number]
export type Failure = `${Stage}: ${string}`

/** "same", "random", "differs: 3 % of pixels", "not drawn: why". */
export type Picture = "same" | "random" | `differs: ${string}` | `not drawn: ${string}`

/** The pictures of Python's document and of ours are the same. */
export const SAME: Picture = "same"

/** The failures by program, or an empty list if it runs, compiles and builds Python's document. */
export type Programs = Readonly<Record<string, readonly Failure[]>>

export interface Results {
  /** The version of Python's Bokeh. */
  readonly bokeh: string
  /** The commit of Bokeh's repository with the examples. */
  readonly examples: string
  readonly programs: Programs
  /** The results of the drawn pictures. */
  readonly pictures?: Readonly<Record<string, Picture>>
}

export interface Counts {
  readonly programs: number
  /** The number of programs that Python runs and that show something. The goal is all of them. */
  readonly candidates: number
  readonly written: number
  readonly compile: number
  readonly run: number
  readonly same: number
}

export function stagesOf(failures: readonly Failure[]): ReadonlySet<Stage> {
  return new Set(
    failures.map((failure) => STAGES.find((stage) => failure.startsWith(`${stage}: `)) ?? "run"),
  )
}

export function countsOf(programs: Programs): Counts {
  const all = Object.values(programs).map(stagesOf)
  const without = (...stages: readonly Stage[]): number =>
    all.filter((failed) => stages.every((stage) => !failed.has(stage))).length
  return {
    programs: all.length,
    candidates: without("python"),
    written: without("python", "write"),
    compile: without("python", "write", "compile"),
    run: without("python", "write", "run"),
    same: without("python", "write", "run", "document"),
  }
}

/** The number of pictures of each kind, ignoring shares of pixels, the most frequent first. */
export function pictureCounts(
  pictures: Readonly<Record<string, Picture>>,
): readonly (readonly [kind: string, count: number])[] {
  const kinds = Object.entries(pictures).map(([name, picture]) =>
    picture.startsWith("differs") ? `${picture} (${name})` : picture,
  )
  return countsByKind(kinds)
}

/** The number of programs with each kind of failure, the most frequent first. */
export function kindsOf(programs: Programs): readonly (readonly [kind: string, count: number])[] {
  return countsByKind(Object.values(programs).flat())
}

function countsByKind(
  kinds: readonly string[],
): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

/** The new failures of programs: "basic/bars/stacked.py: compile". */
export function regressions(before: Programs, now: Programs): readonly string[] {
  return Object.entries(before).flatMap(([name, failures]) => {
    const failed = stagesOf(failures)
    const worse = [...stagesOf(now[name] ?? ["python: not there"])]
    return worse.filter((stage) => !failed.has(stage)).map((stage) => `${name}: ${stage}`)
  })
}

/** The programs whose pictures are no longer the same. */
export function worsePictures(before: Results, now: Results): readonly string[] {
  const { pictures = {} } = now
  return Object.entries(before.pictures ?? {}).flatMap(([name, picture]) => {
    const drawn = pictures[name]
    return picture === SAME && drawn !== undefined && drawn !== SAME ? [`${name}: ${drawn}`] : []
  })
}
