// The commands of `bokeh-edge`: what a project needs besides the library itself.

import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"

import { isRecord } from "../util/record.ts"
import { BOKEHJS_FILES, findBokehJs } from "./bokehjs-files.ts"
import { CliError } from "./cli-error.ts"
import { copyMissing } from "./copy-files.ts"
import { deploy } from "./deploy.ts"
import { startDev } from "./dev.ts"
import { problemsIn } from "./project-config.ts"
import { serve } from "./serve.ts"
import { typeErrors } from "./type-errors.ts"

const USAGE = `Usage: bokeh-edge COMMAND

  dev [...]         starts the development server; arguments go to \`wrangler dev\`
  deploy [...]      checks wrangler.toml, the secret and the types, then runs \`wrangler deploy\`
  serve [...]       bundles the Worker and runs it on this machine, with sessions on the disk
                    --host 0.0.0.0 --port 8787 --state FOLDER --var NAME:VALUE
                    --bundle FOLDER --build-only, --no-build
  assets [folder]   copies BokehJS into folder/static/js (default: public), for pages with
                    BOKEH_RESOURCES=server; wrangler.toml serves that folder as assets
  --version         prints which version of bokeh-edge this is
`

/** @param print called with the command's output */
export async function run(
  [command, ...args]: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  // wrangler explains its own options.
  const isOurs = command === "serve" || command === "assets"
  if (isOurs && args.some((arg) => arg === "--help" || arg === "-h")) return print(USAGE)
  switch (command) {
    case "dev": {
      await startDev(args, {}, () => typeErrors(process.cwd()))
      return warnOfProblems()
    }
    case "deploy":
      return deploy(args)
    case "serve":
      return serve(args)
    case "assets":
      return print(copyBokehJs(args))
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return print(USAGE)
    case "--version":
    case "-v":
      return print(`${version()}\n`)
    default:
      throw new CliError(`there is no command '${command}'\n\n${USAGE}`)
  }
}

/** The server has started in the meantime; its pages report the same problems, one at a time. */
async function warnOfProblems(): Promise<void> {
  try {
    const problems = await problemsIn(process.cwd())
    if (problems.length > 0) process.stderr.write(`\nbokeh-edge: ${problems.join("\n\n")}\n\n`)
  } catch (error) {
    // wrangler.toml cannot be read: the server's wrangler reports that, too.
    if (!(error instanceof CliError)) throw error
  }
}

/** The platform's headers for static files: without them, each page requests each of BokehJS's files again. */
const HEADERS = `/*
  X-Content-Type-Options: nosniff

# Pages name these files with ?v=VERSION, so an update of BokehJS is another URL.
/static/js/*
  Cache-Control: public, max-age=86400
`

/** @returns a description of what it has done */
function copyBokehJs([folder = "public", ...others]: readonly string[]): string {
  if (others.length > 0 || folder.startsWith("-")) {
    throw new CliError(`expected one folder, got '${[folder, ...others].join(" ")}'`)
  }
  const target = resolve(folder, "static/js")
  copyMissing(findBokehJs(process.cwd()), target, BOKEHJS_FILES)
  const headers = resolve(folder, "_headers")
  if (!existsSync(headers)) writeFileSync(headers, HEADERS)
  return `${BOKEHJS_FILES.length} files of BokehJS are in ${join(folder, "static/js")}\n`
}

function version(): string {
  const file = createRequire(import.meta.url).resolve("bokeh-edge/package.json")
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"))
  return isRecord(manifest) ? String(manifest["version"]) : ""
}
