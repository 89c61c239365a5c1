// What became of each example, and whether it is worse than what is committed.

/** Each stands before what failed: "compile: ...". */
export const STAGES = ["python", "write", "compile", "run", "document"] as const

export type Stage = (typeof STAGES)[number]
export type Failure = `${Stage}: ${string}`

/** "same", "random", "differs: 3 % of pixels", "not drawn: why". */
export type Picture = "same" | "random" | `differs: ${string}` | `not drawn: ${string}`

/** The pictures of Python's document and of ours are the same. */
export const SAME: Picture = "same"

/** What failed by program; an empty list when it runs, compiles and gives Python's document. */
export type Programs = Readonly<Record<string, readonly Failure[]>>

export interface Results {
  /** Python's Bokeh. */
  readonly bokeh: string
  /** The commit of Bokeh's repository that the examples are of. */
  readonly examples: string
  readonly programs: Programs
  /** What became of the pictures of those that were drawn. */
  readonly pictures?: Readonly<Record<string, Picture>>
}

export interface Counts {
  readonly programs: number
  /** Those that Python runs, and that show something: the goal is all of them. */
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

/** How many pictures there are of each kind, the commonest first; shares of pixels aside. */
export function pictureCounts(
  pictures: Readonly<Record<string, Picture>>,
): readonly (readonly [kind: string, count: number])[] {
  const kinds = Object.entries(pictures).map(([name, picture]) =>
    picture.startsWith("differs") ? `${picture} (${name})` : picture,
  )
  return countsByKind(kinds)
}

/** How many programs have each kind of failure, the commonest first. */
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

/** The programs that fail now where they did not: "basic/bars/stacked.py: compile". */
export function regressions(before: Programs, now: Programs): readonly string[] {
  return Object.entries(before).flatMap(([name, failures]) => {
    const failed = stagesOf(failures)
    const worse = [...stagesOf(now[name] ?? ["python: not there"])]
    return worse.filter((stage) => !failed.has(stage)).map((stage) => `${name}: ${stage}`)
  })
}

/** The programs whose pictures were the same, and are no longer. */
export function worsePictures(before: Results, now: Results): readonly string[] {
  const { pictures = {} } = now
  return Object.entries(before.pictures ?? {}).flatMap(([name, picture]) => {
    const drawn = pictures[name]
    return picture === SAME && drawn !== undefined && drawn !== SAME ? [`${name}: ${drawn}`] : []
  })
}
