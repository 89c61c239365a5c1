// Checks that package.json works for users who install the package built from the current sources.

import { globSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

import { publint } from "publint"
import { formatMessage } from "publint/utils"

import pkg from "../package.json" with { type: "json" }
import { buildPackage } from "./build-package.ts"

const ROOT = join(import.meta.dirname, "..")
/** npm always packs these, regardless of `files`. */
const ALWAYS = ["package.json", "README.md", "LICENSE"]

buildPackage(false)
const { messages } = await publint({
  pack: { files: packedFiles() },
  pkgDir: "package",
  strict: true,
})
for (const message of messages) process.stdout.write(`${formatMessage(message, pkg) ?? ""}\n`)
process.exitCode = messages.length === 0 ? 0 : 1

/** The files that npm would pack. Without them publint walks through all of node_modules. */
function packedFiles(): { readonly name: string; readonly data: string }[] {
  const names = [...ALWAYS, ...pkg.files].flatMap((name) => [
    name,
    ...globSync(`${name}/**`, { cwd: ROOT }),
  ])
  return names
    .filter((name) => statSync(join(ROOT, name)).isFile())
    .map((name) => ({ name: `package/${name}`, data: readFileSync(join(ROOT, name), "utf8") }))
}
