// Where a package of a project is installed.

import { existsSync } from "node:fs"
import { dirname, join } from "node:path"

/** In the project, or in a folder above it, as Node resolves packages. */
export function packageFolder(name: string, folder: string): string | undefined {
  const here = join(folder, "node_modules", name)
  if (existsSync(here)) return here
  const above = dirname(folder)
  return above === folder ? undefined : packageFolder(name, above)
}
