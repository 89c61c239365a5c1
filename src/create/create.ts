#!/usr/bin/env node
// npm create bokeh-edge my-app: copies the template into a new folder, and prints the next steps.

import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { basename, join, resolve } from "node:path"

const TEMPLATE = join(import.meta.dirname, "../template")

const [folder, ...others] = process.argv.slice(2)
const mistake = mistakeIn(folder, others)
if (folder === undefined || mistake !== undefined) {
  process.stderr.write(`${mistake ?? ""}\nUsage: npm create bokeh-edge my-app\n`)
  process.exitCode = 1
} else {
  create(resolve(folder))
  process.stdout.write(nextSteps(folder))
}

function mistakeIn(name: string | undefined, more: readonly string[]): string | undefined {
  if (name === undefined) return "Give the new project a folder."
  if (name.startsWith("-") || more.length > 0) return "Expected one folder, and nothing else."
  const isTaken = existsSync(name) && readdirSync(name).length > 0
  return isTaken ? `'${name}' exists, and is not empty.` : undefined
}

function create(target: string): void {
  cpSync(TEMPLATE, target, { recursive: true })
  // npm packs no file of that name.
  renameSync(join(target, "gitignore"), join(target, ".gitignore"))
  for (const file of ["package.json", "wrangler.toml", "README.md"]) {
    const path = join(target, file)
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("my-app", packageName(target)))
  }
}

/** A name that npm and Cloudflare allow. */
function packageName(target: string): string {
  const name = basename(target)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
  return name === "" ? "my-app" : name
}

function nextSteps(name: string): string {
  return `
${name} is there. Next:

  ${name === "." ? "" : `cd ${name}\n  `}npm install
  npm start         the app, at http://localhost:8787
  npm test          its test
  npm run deploy    to Cloudflare

The app is in src/home.ts.
${nodeNote(process.versions.node)}`
}

/** The version that wrangler needs, which is also in the template's package.json. */
function nodeNote(version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  if (major > 22 || (major === 22 && minor >= 12)) return ""
  return `\nThis is Node ${version}: the project needs Node 22.12 or newer.\n`
}
