// Matches the models of one build to those of another: by name if that is unique, then by type and place. Places are found
// by an alignment of the two walks, so that one inserted widget shifts nothing.

/** A model as its build created it. */
export interface Matchable {
  readonly type: string
  readonly name: string | undefined
  /** Its plain values, as strings: they distinguish models of one type. */
  readonly traits: ReadonlyMap<string, string>
}

/** Above this many pairs, the models between two matched ones are paired in order. */
const MAX_PAIRS = 250_000

/** Pairs of indices. */
export type Pairs = ReadonlyMap<number, number>

/** @param isStrict only models with the same name, or the same values, match */
export function matchModels(
  before: readonly Matchable[],
  after: readonly Matchable[],
  isStrict = false,
): Pairs {
  const pairs = new Map<number, number>()
  pairUnique(before, after, pairs, ({ type, name }) => name && `${type} ${name}`)
  const [left, right] = [restOf(before, pairs.keys()), restOf(after, pairs.values())]
  const anchors = anchorsOf(before, after, left, right)
  // Moved models are no anchors, but must not be matched to others.
  pairUnique(before, after, pairs, signatureOf)
  if (!isStrict) pairOnly(before, after, pairs)
  const taken = new Set(pairs.values())
  const pair = (one: number | undefined, other: number | undefined) => {
    if (one !== undefined && other !== undefined) pairs.set(one, other)
  }
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...anchors, [left.length, right.length] as const]) {
    const from = left.slice(i, nextI).filter((index) => !pairs.has(index))
    const to = right.slice(j, nextJ).filter((index) => !taken.has(index))
    const score = (a: number, b: number) => {
      const alike = likeness(before[from[a] ?? -1], after[to[b] ?? -1])
      return isStrict && alike < SAME ? 0 : alike
    }
    for (const [a, b] of align({ left: from, right: to, score })) pair(from[a], to[b])
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  return pairs
}

function restOf(models: readonly Matchable[], taken: Iterable<number>): readonly number[] {
  const paired = new Set(taken)
  return [...models.keys()].filter((index) => !paired.has(index))
}

/** Pairs the unpaired models that are the only ones with their key on both sides. */
function pairUnique(
  before: readonly Matchable[],
  after: readonly Matchable[],
  pairs: Map<number, number>,
  keyOf: (model: Matchable) => string | undefined,
): void {
  const [left, right] = [restOf(before, pairs.keys()), restOf(after, pairs.values())]
  const there = uniqueIn(after, right, keyOf)
  for (const [key, index] of uniqueIn(before, left, keyOf)) {
    const other = there.get(key)
    if (other !== undefined) pairs.set(index, other)
  }
}

/** The only model of its type matches wherever it is, if the two have anything in common. */
function pairOnly(
  before: readonly Matchable[],
  after: readonly Matchable[],
  pairs: Map<number, number>,
): void {
  const only = new Map<number, number>()
  pairUnique(before, after, only, ({ type }) => type)
  for (const [i, j] of only) if (likeness(before[i], after[j]) > 1) pairs.set(i, j)
}

function uniqueIn(
  models: readonly Matchable[],
  indices: readonly number[],
  keyOf: (model: Matchable) => string | undefined,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const repeated = new Set<string>()
  for (const index of indices) {
    const model = models[index]
    const key = model && keyOf(model)
    if (key === undefined || key === "") continue
    if (found.has(key)) repeated.add(key)
    found.set(key, index)
  }
  for (const key of repeated) found.delete(key)
  return found
}

/** Positions of models that are alike and unique on both sides: the longest sequence in the same order. */
function anchorsOf(
  before: readonly Matchable[],
  after: readonly Matchable[],
  left: readonly number[],
  right: readonly number[],
): readonly (readonly [number, number])[] {
  const there = uniqueIn(after, right, signatureOf)
  const rank = new Map(right.map((index, position) => [index, position]))
  const positions = new Map(left.map((index, position) => [index, position]))
  const candidates = [...uniqueIn(before, left, signatureOf)]
    .flatMap(([key, index]): (readonly [number, number])[] => {
      const other = there.get(key)
      const [i, j] = [positions.get(index), other === undefined ? undefined : rank.get(other)]
      return i === undefined || j === undefined ? [] : [[i, j]]
    })
    .toSorted(([a], [b]) => a - b)
  return longestIncreasing(candidates)
}

function longestIncreasing(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  interface Link {
    readonly pair: readonly [number, number]
    readonly before: Link | undefined
  }
  const tails: Link[] = []
  for (const pair of pairs) {
    // From the end, since most models are where they were.
    const at = tails.findLastIndex((link) => link.pair[1] < pair[1])
    tails[at + 1] = { pair, before: tails[at] }
  }
  const found: (readonly [number, number])[] = []
  for (let link = tails.at(-1); link !== undefined; link = link.before) found.push(link.pair)
  return found.toReversed()
}

/** The models between two anchors, on both sides. */
interface Gap {
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** How similar the i-th of the left and the j-th of the right are. */
  readonly score: (i: number, j: number) => number
}

/** Pairs of positions with the highest total similarity, in order. */
function align(gap: Gap): readonly (readonly [number, number])[] {
  return gap.left.length * gap.right.length > MAX_PAIRS ? alignGreedily(gap) : alignBest(gap)
}

/** Pairs each with the first possible match. */
function alignGreedily({ left, right, score }: Gap): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  let next = 0
  for (const i of left.keys()) {
    let j = next
    while (j < right.length && score(i, j) === 0) j++
    if (j === right.length) continue
    pairs.push([i, j])
    next = j + 1
  }
  return pairs
}

function alignBest({ left, right, score }: Gap): readonly (readonly [number, number])[] {
  const best = bestScores({ left, right, score })
  const pairs: (readonly [number, number])[] = []
  for (let [i, j] = [0, 0]; i < left.length && j < right.length;) {
    const paired = score(i, j)
    if (paired > 0 && best(i, j) === paired + best(i + 1, j + 1)) pairs.push([i++, j++])
    else if (best(i, j) === best(i + 1, j)) i++
    else j++
  }
  return pairs
}

/** The best total score from two positions on (Needleman and Wunsch). */
function bestScores({ left, right, score }: Gap): (i: number, j: number) => number {
  const width = right.length + 1
  const sums = new Float64Array((left.length + 1) * width)
  const at = (i: number, j: number) => sums[i * width + j] ?? 0
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const paired = score(i, j)
      const together = paired === 0 ? 0 : paired + at(i + 1, j + 1)
      sums[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), together)
    }
  }
  return at
}

/** The similarity of two models with the same values. */
const SAME = 3

/** 0 for two models that cannot match; higher the more values they share. */
function likeness(a: Matchable | undefined, b: Matchable | undefined): number {
  if (a === undefined || b === undefined || a.type !== b.type) return 0
  const names = new Set([...a.traits.keys(), ...b.traits.keys()])
  if (names.size === 0) return SAME
  let same = 0
  for (const name of names) if (a.traits.get(name) === b.traits.get(name)) same++
  return 1 + (2 * same) / names.size
}

function signatureOf({ type, name = "", traits }: Matchable): string | undefined {
  return traits.size === 0 ? undefined : JSON.stringify([type, name, ...traits])
}
