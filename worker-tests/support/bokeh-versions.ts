// Versions of Bokeh other than the installed one, fetched once by the tests that need them.

import { execFileSync } from "node:child_process"
import { rmSync } from "node:fs"
import { delimiter, join } from "node:path"

import { fetched, installed } from "./fetched.ts"

/** The newest patch of each recent minor version, and the next version. */
export const BOKEHJS_VERSIONS = [
  "3.5.2",
  "3.6.3",
  "3.7.3",
  "3.8.2",
  "3.9.2",
  "3.10.0",
  "3.10.1-rc.1",
  "4.0.0-dev.5",
] as const
export const PYTHON_VERSIONS = ["3.5.2", "3.6.3", "3.7.3", "3.8.2", "3.9.2", "3.10.0.dev5"] as const

/** The folder with the bundles of a version of BokehJS. */
export function ensureBokehJs(version: string): string {
  const folder = fetched(`js-${version}`, (target) => {
    const spec = `@bokeh/bokehjs@${version}`
    const name = execFileSync("npm", ["pack", "--silent", spec], { cwd: target, encoding: "utf8" })
    execFileSync("tar", ["xzf", name.trim()], { cwd: target })
    rmSync(join(target, name.trim()))
  })
  return join(folder, "package/build/js")
}

/** The PYTHONPATH for a version of Bokeh. Its other requirements are in the tests' environment. */
export function ensureBokeh(version: string): string {
  // Bokeh before 3.9 requires pandas.
  const pandas = installed("pandas", ["pandas==2.3.3", "python-dateutil", "pytz", "tzdata", "six"])
  return [installed(`python-${version}`, [`bokeh==${version}`]), pandas].join(delimiter)
}
