// Checks that passed on the current code need not run again.

import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** The steps that passed, each with its code. Nothing is known outside of git. */
export class Passed {
  readonly #root: string
  readonly #file: string
  readonly #key: string | undefined

  constructor(root: string) {
    this.#root = root
    this.#file = join(root, "node_modules/.cache/check.json")
    this.#key = codeKey(root)
  }

  has(step: string): boolean {
    return this.#key !== undefined && this.#steps[step] === this.#key
  }

  /** Notes a step that passed, unless a file changed in the meantime. */
  note(step: string): void {
    if (this.#key === undefined || codeKey(this.#root) !== this.#key) return
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(this.#file, JSON.stringify({ ...this.#steps, [step]: this.#key }))
  }

  get #steps(): Readonly<Record<string, unknown>> {
    try {
      return JSON.parse(readFileSync(this.#file, "utf8")) as Readonly<Record<string, unknown>>
    } catch {
      return {}
    }
  }
}

/** Node, the installed packages, and each file of the repository except documents, by name and content. */
function codeKey(root: string): string | undefined {
  const hash = createHash("sha256").update(process.version)
  const files = filesIn(root)
  if (files === undefined) return undefined
  const code = files.filter((file) => !/^docs\/|\.md$/.test(file))
  for (const file of [...code, "node_modules/.package-lock.json"]) {
    const content = contentOf(join(root, file))
    hash.update(`${file}\0${content.byteLength}\0`).update(content)
  }
  return hash.digest("hex")
}

/** The files that git tracks or does not ignore, sorted. */
export function filesIn(root: string): readonly string[] | undefined {
  try {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" })
    return [...new Set(listed.split("\0").filter(Boolean))].toSorted()
  } catch {
    return undefined
  }
}

/** A deleted file has no content. */
export function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}
