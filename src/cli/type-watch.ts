// Reports the types of a project in development after each save. The server runs also with wrong types.

export class TypeWatch {
  readonly #check: () => Promise<string>
  readonly #print: (text: string) => void
  #state: "idle" | "checking" | "outdated" = "idle"
  #shown = ""

  /** @param check resolves with the errors, or with "" */
  constructor(check: () => Promise<string>, print: (text: string) => void) {
    this.#check = check
    this.#print = print
  }

  /** Call it when the code has changed. */
  look(): void {
    if (this.#state === "idle") void this.#run()
    else this.#state = "outdated"
  }

  async #run(): Promise<void> {
    this.#state = "checking"
    const errors = await this.#check()
    if (this.#isOutdated) return this.#run()
    this.#state = "idle"
    if (errors === this.#shown) return
    this.#shown = errors
    this.#print(errors === "" ? "The types are right." : `\nThe types are wrong:\n\n${errors}\n`)
  }

  get #isOutdated(): boolean {
    return this.#state === "outdated"
  }
}
