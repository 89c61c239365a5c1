// npm pack in src/create: JavaScript of its only program.

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { join } from "node:path"

const FOLDER = join(import.meta.dirname, "../src/create")
const PROGRAM = join(FOLDER, "dist/create.js")

mkdirSync(join(FOLDER, "dist"), { recursive: true })
writeFileSync(PROGRAM, stripTypeScriptTypes(readFileSync(join(FOLDER, "create.ts"), "utf8")))
chmodSync(PROGRAM, 0o755)
