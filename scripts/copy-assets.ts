// Copies the Worker's static files to public/: BokehJS, the examples' data, and the documents. Runs at every install.

import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { BOKEHJS_FILES, findBokehJs } from "../src/cli/bokehjs-files.ts"
import { copyMissing } from "../src/cli/copy-files.ts"
import { buildDocs } from "./build-docs.ts"

const ROOT = join(import.meta.dirname, "..")
/** The source folders, served folders and names of the examples' files. */
const EXAMPLES = join(ROOT, "src/apps/assets.json")

interface Assets {
  readonly from: string
  readonly to: string
  /** Default: all files of the folder. */
  readonly files?: readonly string[]
  /** The suffix of the copies' names: sources are served as plain text. */
  readonly suffix?: string
}

export function copyAssets(): void {
  buildDocs()
  copyMissing(findBokehJs(ROOT), join(ROOT, "public/static/js"), BOKEHJS_FILES)
  for (const { from, to, files, suffix } of exampleAssets()) {
    const names = files ?? readdirSync(join(ROOT, from))
    copyMissing(join(ROOT, from), join(ROOT, to), names, suffix)
  }
}

function exampleAssets(): readonly Assets[] {
  if (!existsSync(EXAMPLES)) return []
  return JSON.parse(readFileSync(EXAMPLES, "utf8")) as readonly Assets[]
}

if (import.meta.main) copyAssets()
