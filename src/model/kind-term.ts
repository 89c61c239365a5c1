// The notation of kinds in the generated tables: names with arguments, and constants.

/** Parses the notation: `Nullable(Or(Enum("a","b"),Ref(Tool)))`. */
export function parseTerm(text: string): Term {
  return new Reader(text).whole()
}

/** A constant of the notation, or a name with its arguments; a struct's arguments have names of their own. */
export interface Term {
  readonly name: string
  readonly value?: string | number
  readonly label?: string
  readonly args: readonly Term[]
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** @throws Error unless the whole text is one term */
  whole(): Term {
    const term = this.term()
    if (this.#at === this.#text.length) return term
    throw new Error(`bad kind: ${this.#text}`)
  }

  term(): Term {
    const constant = this.#match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/y)
    if (constant !== undefined) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pattern matches a string or a number only
      return { name: "", value: JSON.parse(constant) as string | number, args: [] }
    }
    const label = this.#match(/\w+:/y)?.slice(0, -1)
    const name = this.#match(/[\w.]+/y)
    if (name === undefined) throw new Error(`bad kind: ${this.#text}`)
    const args: Term[] = []
    if (this.#match(/\(/y) !== undefined) {
      while (this.#match(/\)/y) === undefined) {
        args.push(this.term())
        this.#match(/,\s*/y)
      }
    }
    return label === undefined ? { name, args } : { name, args, label }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    this.#at += found?.length ?? 0
    return found
  }
}
