// Plots without a server: `file_html` creates a whole page, `components` its parts, `json_item` the argument for a script
// that embeds. Source: Python bokeh.embed.standalone (3.10)

import { gzipSync } from "node:zlib"

import { DARK_THEME } from "../app/dark-theme.ts"
import type { Script } from "../client/task.ts"
import { DEFAULT_TITLE } from "../document/document-internals.ts"
import type { DocumentJson } from "../document/document-json.ts"
import { Document } from "../document/document.ts"
import {
  type Standalone,
  standaloneDocument,
  standaloneModels,
} from "../document/standalone-json.ts"
import { type OwnScript, scriptsOf } from "../model/definitions.ts"
import { HasProps } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { getProperty } from "../model/property-value.ts"
import { type Theme, themeFrom, type ThemeName } from "../model/theme.ts"
import {
  rootHtml,
  type StandaloneContent,
  standalonePage,
  standaloneParts,
  type StandaloneParts,
  standaloneScript,
} from "../pages/standalone-page.ts"
import { byKeyword } from "../plotting/keywords.ts"
import { runsCode } from "../session/code.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { type Html, html, Html as HtmlText } from "../util/html.ts"
import { neededScripts } from "./needed-scripts.ts"

/** Bokeh's CDN, as the source of a file's BokehJS. */
export const CDN = "cdn"

/** Where a file loads BokehJS from: Bokeh's CDN, or URLs and texts of scripts, in order. */
export type FileResources = typeof CDN | readonly (string | { readonly text: string })[]

export interface FileOptions {
  readonly resources?: FileResources | undefined
  /** Default: the document's. */
  readonly title?: string | undefined
  /** Replaces the themes of the models. "auto": while the reader's system is dark, the page is dark as well. */
  readonly theme?: Theme | ThemeName | "auto" | null | undefined
  /** Creates the whole page, like a route's template. */
  readonly template?: ((page: StandaloneParts) => Html) | undefined
}

export type Showable = HasProps | Document | readonly HasProps[]

const FILE = { what: "file_html", names: ["models", "resources", "title"] } as const

/**
 * A page that shows the models, or the document, without a server: a string to save, download or send. Server callbacks are
 * left out. @throws ModelError without models, SerializationError for values that Bokeh cannot express
 */
export function file_html(models: Showable, options?: FileOptions): string
export function file_html(
  models: Showable,
  resources?: FileResources,
  title?: string,
  options?: Pick<FileOptions, "theme" | "template">,
): string
export function file_html(...args: readonly unknown[]): string {
  const others = ["theme", "template"]
  const given = byKeyword<FileOptions & { readonly models: Showable }>({ ...FILE, others }, args)
  const { models, resources = CDN, title, theme, template } = given
  const isAuto = theme === "auto"
  const made = standaloneOf("file_html", models, title, isAuto ? undefined : theme)
  const parts = standaloneParts(contentOf(made), {
    scripts: scriptsFrom(resources, made),
    nonce: crypto.randomUUID(),
    runsCode: runsCode(made.models),
    darkTheme: isAuto ? DARK_THEME : undefined,
  })
  const page = template === undefined ? standalonePage(parts) : template(parts)
  if (String(page).includes(String(parts.resources))) return String(page)
  throw new ModelError("file_html: the template does not place its resources")
}

/** The argument of BokehJS's `Bokeh.embed.embed_item(item, "element")`. */
export interface JsonItem {
  readonly target_id: string | null
  readonly root_id: string
  readonly doc: DocumentJson
  readonly version: string
}

/** The page around a part has its own colors. */
interface PartOptions {
  readonly theme?: Exclude<FileOptions["theme"], "auto">
}

/** A model for `Bokeh.embed.embed_item` in a page that has BokehJS. @param target the id of the element, if known */
export function json_item(
  model: HasProps,
  target: string | null = null,
  { theme }: PartOptions = {},
): JsonItem {
  const { doc, rootIds } = standaloneOf("json_item", model, undefined, theme)
  return { target_id: target, root_id: rootIds[0] ?? "", doc, version: BOKEH_VERSION }
}

type Divs<T> = T extends HasProps ? Html : { readonly [K in keyof T]: Html }

/**
 * A script and the places of models in a page that has BokehJS: `const [script, div] = components(plot)`. For a list or an
 * object of models, it returns a list or an object of places. @throws ModelError without models
 */
export function components<
  T extends HasProps | readonly HasProps[] | Readonly<Record<string, HasProps>>,
>(models: T, options?: PartOptions): readonly [script: Html, div: Divs<T>]
export function components(
  models: HasProps | readonly HasProps[] | Readonly<Record<string, HasProps>>,
  { theme }: PartOptions = {},
): readonly [Html, unknown] {
  const list = models instanceof HasProps ? [models] : Object.values(models)
  const content = contentOf(standaloneOf("components", list, undefined, theme))
  const script = html`<script>${new HtmlText(standaloneScript(content))}</script>`
  const divs = content.roots.map(rootHtml)
  if (models instanceof HasProps) return [script, divs[0]]
  if (Array.isArray(models)) return [script, divs]
  return [script, Object.fromEntries(Object.keys(models).map((name, i) => [name, divs[i]]))]
}

interface Made extends Standalone {
  readonly roots: readonly HasProps[]
}

function standaloneOf(
  what: string,
  models: Showable,
  title: string | undefined,
  theme: PartOptions["theme"],
): Made {
  const roots = rootsOf(what, models)
  const isDocument = models instanceof Document
  const options = {
    title: title ?? (isDocument ? models.title : DEFAULT_TITLE),
    theme: theme === undefined ? undefined : themeFrom(theme),
    deflate: gzipSync,
  }
  const made = isDocument ? standaloneDocument(models, options) : standaloneModels(roots, options)
  return { ...made, roots }
}

/** @throws ModelError without models */
function rootsOf(what: string, models: Showable): readonly HasProps[] {
  if (models instanceof Document) {
    if (models.roots.length > 0) return models.roots
    throw new ModelError(`${what}: the document has no roots`)
  }
  const roots: readonly unknown[] = Array.isArray(models) ? models : [models]
  const own = roots.filter((root) => root instanceof HasProps)
  if (own.length > 0 && own.length === roots.length) return own
  throw new ModelError(`${what} expects a model, a list of models, or a document`)
}

function contentOf({ doc, roots, rootIds, models, moved }: Made): StandaloneContent {
  return {
    title: doc.title,
    doc,
    moved,
    roots: roots.map((root, i) => ({
      id: rootIds[i] ?? "",
      name: nameOf(root),
      elementId: `bokeh-${crypto.randomUUID()}`,
    })),
    ownScripts: [...ownScriptsOf(models)].map(({ text }) => text),
  }
}

function ownScriptsOf(models: Iterable<HasProps>): ReadonlySet<OwnScript> {
  return new Set([...models].flatMap(({ type }) => scriptsOf(type)))
}

function nameOf(root: HasProps): string {
  const name = getProperty(root, "name")
  return typeof name === "string" ? name : ""
}

function scriptsFrom(resources: FileResources, { doc, models }: Made): readonly Script[] {
  if (resources === CDN) return neededScripts(models, JSON.stringify(doc))
  return resources.map((script) =>
    typeof script === "string"
      ? { url: script, brings: null }
      : { url: "", brings: null, text: script.text },
  )
}
