// Whether a project's wrangler.toml has everything that a bokeh-edge Worker needs.

import { existsSync } from "node:fs"
import { join, resolve } from "node:path"

import { originPatternMistake } from "../util/origin-pattern.ts"
import { isRecord } from "../util/record.ts"
import {
  bindingLines,
  migrationLines,
  OBJECT_BINDINGS,
  OBJECT_CLASSES,
} from "../util/wrangler-lines.ts"
import { BOKEHJS_FILES } from "./bokehjs-files.ts"
import { CliError } from "./cli-error.ts"
import { SECRET } from "./kept-secret.ts"
import { wranglerModule } from "./wrangler.ts"

/** The part that is read here. */
interface ProjectConfig {
  readonly bound: ReadonlyMap<string, string>
  /** The classes that a migration names, and the tags that are in use. */
  readonly migrated: readonly string[]
  readonly tags: readonly string[]
  readonly assets: { readonly directory?: string; readonly binding?: string }
  readonly vars: Readonly<Record<string, unknown>>
}

/** The problems to fix, each with what to add where. @param env the environment, as for wrangler */
export async function problemsIn(folder: string, env?: string): Promise<readonly string[]> {
  const config = await readConfig(folder, env)
  return [...objectProblems(config, env), ...assetProblems(folder, config), ...varProblems(config)]
}

function objectProblems(
  { bound, migrated, tags }: ProjectConfig,
  env: string | undefined,
): readonly string[] {
  const unbound = OBJECT_BINDINGS.filter((name) => !bound.has(name))
  const unmigrated = OBJECT_BINDINGS.filter((name) => {
    return !migrated.includes(bound.get(name) ?? OBJECT_CLASSES[name])
  })
  const where = env === undefined ? "" : ` (below [env.${env}]: bindings are not inherited)`
  return [
    ...(unbound.length === 0
      ? []
      : [`Add the missing bindings to wrangler.toml${where}:\n\n${bindingLines(unbound)}`]),
    ...(unmigrated.length === 0
      ? []
      : [`Add a migration to wrangler.toml:\n\n${migrationLines(unmigrated, nextTag(tags))}`]),
  ]
}

function nextTag(tags: readonly string[]): string {
  const free = Array.from({ length: tags.length + 1 }, (_, i) => `v${i + 1}`)
  return free.find((tag) => !tags.includes(tag)) ?? "v1"
}

function assetProblems(folder: string, { assets, vars }: ProjectConfig): readonly string[] {
  const { directory, binding } = assets
  const { BOKEH_RESOURCES: resources } = vars
  if (resources === "cdn" || binding !== "ASSETS" || directory === undefined) return []
  const files = resolve(folder, directory, "static/js")
  if (BOKEHJS_FILES.every((name) => existsSync(join(files, name)))) return []
  return [`Copy BokehJS for the pages: npx bokeh-edge assets ${directory}`]
}

function varProblems({ vars }: ProjectConfig): readonly string[] {
  return [
    ...originProblems(vars),
    ...("BOKEH_EDGE_DEV" in vars
      ? ["Remove BOKEH_EDGE_DEV from [vars]: it shows strangers the errors of your code"]
      : []),
    ...(SECRET in vars
      ? [`Remove ${SECRET} from [vars], and set it with: npx wrangler secret put ${SECRET}`]
      : []),
  ]
}

/** Such an entry would match no page, and every socket from there would be refused. */
function originProblems({
  BOKEH_ALLOW_WS_ORIGIN: origins,
}: ProjectConfig["vars"]): readonly string[] {
  if (typeof origins !== "string") return []
  const entries = origins.split(/[\s,]+/).filter((entry) => entry !== "" && entry !== "null")
  return entries.flatMap((entry) => {
    const mistake = originPatternMistake(entry)
    return mistake === undefined
      ? []
      : [`Mend [vars] of wrangler.toml: BOKEH_ALLOW_WS_ORIGIN ${mistake}`]
  })
}

/** Uses wrangler's own reader. @throws CliError for a file that it cannot read */
async function readConfig(folder: string, env: string | undefined): Promise<ProjectConfig> {
  const { unstable_readConfig: read } = await wranglerModule(folder)
  if (typeof read !== "function") throw new Error("this version of wrangler can't be asked")
  try {
    const config: unknown = read({ env }, { hideWarnings: true })
    return parseConfig(isRecord(config) ? config : {})
  } catch (error) {
    throw new CliError(mistakeIn(error), { cause: error })
  }
}

/** wrangler's message, with the line if it names one. */
function mistakeIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place: unknown = "location" in error ? error.location : undefined
  if (!isRecord(place)) return error.message
  const { file, line, column, lineText } = place
  return `${[file, line, column].join(":")}: ${error.message}\n\n    ${String(lineText)}`
}

function parseConfig(config: Readonly<Record<string, unknown>>): ProjectConfig {
  const objects = isRecord(config["durable_objects"]) ? config["durable_objects"] : {}
  const migrations = records(config["migrations"])
  const assets = isRecord(config["assets"]) ? config["assets"] : {}
  return {
    bound: new Map(
      records(objects["bindings"]).map(({ name, class_name }) => [
        String(name),
        String(class_name),
      ]),
    ),
    migrated: migrations.flatMap(({ new_sqlite_classes, renamed_classes }) => [
      ...strings(new_sqlite_classes),
      ...records(renamed_classes).map(({ to }) => String(to)),
    ]),
    tags: migrations.map(({ tag }) => String(tag)),
    assets: {
      ...(typeof assets["directory"] === "string" && { directory: assets["directory"] }),
      ...(typeof assets["binding"] === "string" && { binding: assets["binding"] }),
    },
    vars: isRecord(config["vars"]) ? config["vars"] : {},
  }
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : []
}
