// What became of each example, and whether it is worse than what is committed.

/** Each stands before what failed: "compile: ...". */
export const STAGES = ["python", "write", "compile", "run", "document"] as const

export type Stage = (typeof STAGES)[number]
export type Failure = `${Stage}: ${string}`

/** What failed by program; an empty list when it runs, compiles and gives Python's document. */
export type Programs = Readonly<Record<string, readonly Failure[]>>

export interface Results {
  /** Python's Bokeh. */
  readonly bokeh: string
  /** The commit of Bokeh's repository that the examples are of. */
  readonly examples: string
  readonly programs: Programs
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

/** How many programs have each kind of failure, the commonest first. */
export function kindsOf(programs: Programs): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const kind of Object.values(programs).flat()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
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
