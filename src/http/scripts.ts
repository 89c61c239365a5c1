// BokehJS for a page or snippet, from the source that its route or the server has set.

import type { Route } from "../app/route.ts"
import type { Script } from "../client/task.ts"
import { type Assets, assetsOf } from "../env.ts"
import { cdnScripts, serverScripts } from "../pages/resources.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { mapValues } from "../util/record.ts"
import { unreachable } from "../util/unreachable.ts"
import type { HttpContext } from "./context.ts"
import { fromRoot } from "./paths.ts"

/** @param root of the server's paths, relative to the page that loads the scripts: "../.." */
export async function scriptsFor(
  { options }: Route,
  { config, env, prefix }: HttpContext,
  root: string,
): Promise<readonly Script[]> {
  const { resources = config.resources } = options
  switch (resources) {
    case "server":
      return serverScripts(root + prefix)
    case "cdn":
      return cdnScripts(config.isMinified)
    case "inline":
      return Promise.all(serverScripts("").map((script) => withText(script, assetsOf(env))))
    default:
      return unreachable(resources)
  }
}

/** The bundles of extensions. A path means the server's own file. */
export function extensionsFor(
  { extensions, prefix }: HttpContext,
  root: string,
): Readonly<Record<string, readonly string[]>> {
  return mapValues(extensions, (urls) => urls.map((url) => fromRoot(root + prefix, url)))
}

/** Read once in each isolate, because they are megabytes. */
const texts = new WeakMap<Assets, Map<string, string>>()

async function withText(script: Script, assets: Assets | undefined): Promise<Script> {
  if (assets === undefined) throw new Error("resources: 'inline' needs the binding ASSETS")
  const known = getOrMake(texts, assets, () => new Map<string, string>())
  const text = known.get(script.url) ?? (await read(assets, script.url))
  known.set(script.url, text)
  return { ...script, text }
}

async function read(assets: Assets, path: string): Promise<string> {
  const response = await assets.fetch(new URL(path, "http://assets.local").href)
  if (response.ok) return response.text()
  throw new Error(`${path} is not among the static files: run \`npx bokeh-edge assets\``)
}
