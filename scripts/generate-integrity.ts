// npm run generate: the hashes by which browsers know BokehJS from the CDN, from the very files of the package.
// They are those that Bokeh publishes. Source: https://developer.mozilla.org/docs/Web/Security/Subresource_Integrity

import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { BOKEHJS_FILES } from "../src/cli/bokehjs-files.ts"

const PACKAGE = join(import.meta.dirname, "../node_modules/@bokeh/bokehjs")
export const OUTPUT = join(import.meta.dirname, "../src/pages/generated/integrity.ts")

/** The text of src/pages/generated/integrity.ts. */
export function integrityModule(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as {
    readonly version: string
  }
  const hashes = BOKEHJS_FILES.map((name) => {
    const hash = createHash("sha384").update(readFileSync(join(PACKAGE, "build/js", name)))
    return `  "${name}": "sha384-${hash.digest("base64")}",`
  })
  return `// Made by scripts/generate-integrity.ts from @bokeh/bokehjs ${version}: npm run generate.

export const BOKEHJS_VERSION = "${version}"

export const INTEGRITY: Readonly<Record<string, string>> = {
${hashes.join("\n")}
}
`
}

if (import.meta.main) writeFileSync(OUTPUT, integrityModule())
