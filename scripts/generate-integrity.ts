// npm run generate: the hashes by which browsers verify BokehJS from the CDN, computed from the package's files.
// They are those that Bokeh publishes. Source: https://developer.mozilla.org/docs/Web/Security/Subresource_Integrity

import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { BOKEHJS_FILES } from "../src/cli/bokehjs-files.ts"
import { BOKEHJS_VERSION } from "./bokeh-versions.ts"

const PACKAGE = join(import.meta.dirname, "../node_modules/@bokeh/bokehjs")
export const OUTPUT = join(import.meta.dirname, "../src/pages/generated/integrity.ts")
export const VERSION = join(import.meta.dirname, "../src/util/bokeh-version.ts")

/** The text of src/pages/generated/integrity.ts. */
export function integrityModule(): string {
  // No page loads the API.
  const hashes = BOKEHJS_FILES.filter((name) => !name.startsWith("bokeh-api")).map((name) => {
    const hash = createHash("sha384").update(readFileSync(join(PACKAGE, "build/js", name)))
    return `  "${name}": "sha384-${hash.digest("base64")}",`
  })
  return `// Made by scripts/generate-integrity.ts from @bokeh/bokehjs ${BOKEHJS_VERSION}: npm run generate.

export const INTEGRITY: Readonly<Record<string, string>> = {
${hashes.join("\n")}
}
`
}

/** The text of src/util/bokeh-version.ts. */
export function versionModule(): string {
  return `// Made by scripts/generate-integrity.ts: npm run generate.

/** The version of Bokeh whose models and wire these are, and of the BokehJS that pages load. */
export const BOKEH_VERSION = "${BOKEHJS_VERSION}"
`
}

if (import.meta.main) {
  writeFileSync(OUTPUT, integrityModule())
  writeFileSync(VERSION, versionModule())
}
