// Whether package.json is right for those who install the package: the one that is built from the sources as they are.

import { join } from "node:path"

import { publint } from "publint"
import { formatMessage } from "publint/utils"

import { buildPackage } from "./build-package.ts"

const ROOT = join(import.meta.dirname, "..")

buildPackage(false)
const { messages, pkg } = await publint({ pkgDir: ROOT, pack: false, strict: true })
for (const message of messages) process.stdout.write(`${formatMessage(message, pkg) ?? ""}\n`)
process.exitCode = messages.length === 0 ? 0 : 1
