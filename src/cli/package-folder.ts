// Where a package of a project is installed.

import { existsSync } from "node:fs"
import { dirname, join } from "node:path"

/** Beside the project, or further up, as Node looks for it. */
export function packageFolder(name: string, folder: string): string | undefined {
  const here = join(folder, "node_modules", name)
  if (existsSync(here)) return here
  const above = dirname(folder)
  return above === folder ? undefined : packageFolder(name, above)
}
