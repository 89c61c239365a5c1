// The versions of Bokeh from which modules are generated: the installed BokehJS, and the pinned Bokeh for Python.

import { readFileSync } from "node:fs"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "..")

export const BOKEHJS_VERSION = installed()
export const PYTHON_VERSION = pinned()

function installed(): string {
  const file = join(ROOT, "node_modules/@bokeh/bokehjs/package.json")
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }
  return version
}

function pinned(): string {
  const file = join(ROOT, "worker-tests/interop/requirements.txt")
  const version = /^bokeh==(\S+)$/m.exec(readFileSync(file, "utf8"))?.[1]
  if (version === undefined) throw new Error(`${file} does not pin bokeh`)
  return version
}
