// npm run generate: src/client, bundled into the script that pages and snippets run.

import { writeFileSync } from "node:fs"
import { join } from "node:path"

import { build, transform } from "esbuild"
import { minify } from "rolldown/utils"

const ROOT = join(import.meta.dirname, "..")
export const OUTPUT = join(ROOT, "src/pages/generated/client.ts")
/** The target for which BokehJS itself is built. */
const TARGET = "es2022"
export const DEV_OUTPUT = join(ROOT, "src/pages/generated/dev-page.ts")

/** The content of src/pages/generated/client.ts. */
export async function clientModule(): Promise<string> {
  return `// Made by scripts/generate-client.ts from src/client: npm run generate.

/** Takes its task from the variable TASK. */
export const CLIENT_SCRIPT: string =
  ${JSON.stringify(await bundled("main"))}

/** Before all else on pages that show what strangers made. */
export const GUARD_SCRIPT: string =
  ${JSON.stringify(await bundled("guard"))}

/** Before BokehJS on our pages. Takes what it needs from the variable EARLY. */
export const EARLY_SCRIPT: string =
  ${JSON.stringify(await bundled("early"))}

/** Before the client's script of snippets that are drawn by the page's own BokehJS. */
export const ENVELOPES_SCRIPT: string =
  ${JSON.stringify(await bundled("envelopes"))}

/** Before the client's script of routes that take large files. */
export const UPLOADS_SCRIPT: string =
  ${JSON.stringify(await bundled("uploads"))}

/** Before BokehJS on all pages: names for what its widgets leave without. */
export const NAMES_SCRIPT: string =
  ${JSON.stringify(await bundled("names"))}

/** On pages of viewers. Takes what the route offers them from the variable OFFERS. */
export const VIEWER_SCRIPT: string =
  ${JSON.stringify(await bundled("viewer"))}

/** On pages of viewers, before it. */
export const VIEWER_END_SCRIPT: string =
  ${JSON.stringify(await bundled("viewer-end"))}

/** Before BokehJS on pages that follow the visitor's color scheme. Takes BokehJS's dark theme from the variable THEME. */
export const SCHEME_SCRIPT: string =
  ${JSON.stringify(await bundled("scheme"))}
`
}

/** The content of src/pages/generated/dev-page.ts, a separate file that Workers don't include. */
export async function devPageModule(): Promise<string> {
  return `// Made by scripts/generate-client.ts from src/client: npm run generate.

/** For pages of the development server. */
export const DEV_PAGE_SCRIPT: string =
  ${JSON.stringify(await bundled("dev-page"))}
`
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`src/client/${entry}.ts`],
    bundle: true,
    write: false,
    format: "iife",
    target: TARGET,
    minify: true,
    legalComments: "none",
  })
  const script = outputFiles.map(({ text }) => text.trim()).join("")
  return withSmallStyles(await smaller(`${entry}.js`, script))
}

/** esbuild does not inline constants and functions that are used once. */
async function smaller(name: string, script: string): Promise<string> {
  const { code, errors } = await minify(name, script, { compress: { target: TARGET } })
  if (errors.length === 0) return code
  throw new Error(`${name} can't be minified: ${JSON.stringify(errors)}`)
}

/** A style sheet that a script adds is a template string, which esbuild does not minify. */
async function withSmallStyles(script: string): Promise<string> {
  const [sheet] = /`@media [^`]+`/.exec(script) ?? []
  if (sheet === undefined) return script
  const { code } = await transform(sheet.slice(1, -1), { loader: "css", minify: true })
  return script.replace(sheet, () => `\`${code.trim()}\``)
}

if (import.meta.main) {
  writeFileSync(OUTPUT, await clientModule())
  writeFileSync(DEV_OUTPUT, await devPageModule())
}
