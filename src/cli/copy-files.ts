// Copies files into a folder of static files.

import { cpSync, mkdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"

/**
 * Copies files that are missing or different, and no others, because a running development server reloads at each change.
 * @param suffix of the copies' names
 */
export function copyMissing(
  source: string,
  target: string,
  names: readonly string[],
  suffix = "",
): void {
  for (const name of names) {
    const [from, to] = [join(source, name), join(target, `${name}${suffix}`)]
    if (isSame(from, to)) continue
    mkdirSync(dirname(to), { recursive: true })
    cpSync(from, to)
  }
}

function isSame(from: string, to: string): boolean {
  if (statSync(from).size !== statSync(to, { throwIfNoEntry: false })?.size) return false
  return readFileSync(from).equals(readFileSync(to))
}
