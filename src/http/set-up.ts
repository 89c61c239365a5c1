// Whether the Worker has everything that its pages will need. The page reports what is missing, before a socket fails.

import { type Assets, assetsOf, ConfigError, type Resources } from "../env.ts"
import {
  ASSETS_LINES,
  bindingLines,
  migrationLines,
  OBJECT_BINDINGS,
} from "../util/wrangler-lines.ts"
import type { HttpContext } from "./context.ts"

const BOKEHJS = "http://assets.local/static/js/bokeh.min.js"

/** The static files that were checked and are complete. */
const complete = new WeakSet<Assets>()

/** @throws ConfigError that names the lines to add to wrangler.toml, or the command to run */
export async function assertSetUp(
  { env, config }: Pick<HttpContext, "env" | "config">,
  resources: Resources = config.resources,
): Promise<void> {
  assertBindings(env)
  if (resources === "cdn") return
  const assets = assetsOf(env)
  if (assets === undefined) {
    throw new ConfigError(
      `pages are to load BokehJS from '${resources}', but there is no binding ASSETS. ` +
        `Set BOKEH_RESOURCES to cdn, or add to wrangler.toml:\n\n${ASSETS_LINES}`,
    )
  }
  if (config.isDevelopment && !complete.has(assets)) await assertBokehJs(assets)
}

/** @throws ConfigError */
export function assertBindings(env: HttpContext["env"]): void {
  const missing = OBJECT_BINDINGS.filter((name) => typeof env[name] !== "object")
  if (missing.length === 0) return
  throw new ConfigError(
    `bindings are missing: ${missing.join(", ")}. Add to wrangler.toml:\n\n` +
      `${bindingLines(missing)}\nand, unless a migration names the class already:\n\n` +
      migrationLines(missing, "bokeh-edge"),
  )
}

async function assertBokehJs(assets: Assets): Promise<void> {
  const { ok } = await assets.fetch(BOKEHJS, { method: "HEAD" })
  if (!ok) {
    throw new ConfigError(
      "BokehJS is not among the static files: run `npx bokeh-edge assets`, or set BOKEH_RESOURCES to cdn",
    )
  }
  complete.add(assets)
}
