// Restores the stored state in a document: by id, over what its handler has built now. No callback runs.

import { type HasProps, stateOf } from "../model/has-props.ts"
import { Theme, type ThemeJson } from "../model/theme.ts"
import { errorText } from "../util/error-text.ts"
import { Build, type BuildOutline } from "./build.ts"
import type { DocumentInternals } from "./document-internals.ts"
import { type Document, internalsOf } from "./document.ts"
import { keepBuilt } from "./kept-models.ts"
import { type Matchable, matchModels } from "./match-models.ts"
import type { ChangesContent, Loss, PartContent, Stored, WholeContent } from "./stored-content.ts"
import { type BuiltFor, ModelTable } from "./stored-models.ts"

export interface RestoredOf {
  readonly lost: (loss: Loss) => void
  /**
   * Some changes of another version, with its models, but without the values that hold models: nothing is missing, and
   * nothing is made for it.
   */
  readonly isOlder?: boolean | undefined
}

export interface RestoreOptions extends RestoredOf {
  readonly base: Stored<WholeContent>
  readonly changes?: Stored<ChangesContent> | undefined
  /** The model that was built again for a stored model. Closures hold it. */
  readonly builtFor?: BuiltFor | undefined
  /** The document's handler has run, so its parts can be built. */
  readonly rebuildsParts?: boolean
}

export function restoreDocument(document: Document, options: RestoreOptions): void {
  const { base, changes, isOlder } = options
  const internals = internalsOf(document)
  const table = new ModelTable(options)
  internals.build.renameAll(base.content.renamed)
  table.make(base.content.models, options.builtFor)
  if (base.content.isPartial === true) table.add(internals.build.models)
  table.findConfig(base.content.config, internals.beside.config)
  forgetIds(internals.build.models, table)
  table.fill(base.content.models, base.buffers)
  const outline = outlineOf(table, base, internals)
  if (isOlder !== true) table.dropIncomplete()
  restoreBuild(internals, outline, table, base.content)
  const changed = changes === undefined ? {} : applyChanges(table, changes, document, options)
  const theme = themeIn(changes?.content.theme ?? base.content.theme, options)
  const { graph } = internals
  internals.restore({ ...outline, ...changed, theme })
  const { content: newest, buffers } = changes ?? base
  graph.lastNumber = Math.max(newest.lastNumber, base.content.lastNumber)
  if (table.hasLost) graph.complete((model, attr) => internals.build.note(model, attr))
  if (isOlder !== true) keepBuilt(internals)
  if (newest.held !== undefined && options.rebuildsParts) {
    internals.callbacks.restoreHeld(table.held(newest.held, buffers))
  }
}

function restoreBuild(
  internals: DocumentInternals,
  outline: BuildOutline,
  table: ModelTable,
  { kind, models, isPartial, lastNumber }: WholeContent,
): void {
  if (kind === "base") {
    const built = isPartial === true ? table.models : table.all(models.map(([id]) => id))
    internals.build = new Build(outline, built, lastNumber)
  } else internals.build.isReplaced = true
}

/** Removes the ids of what the handler has built now and is not stored: other models have them. */
function forgetIds(built: readonly HasProps[], table: ModelTable): void {
  for (const model of built) {
    if (table.has(model)) continue
    stateOf(model).id = undefined
    stateOf(model).keeper = undefined
  }
}

function outlineOf(
  table: ModelTable,
  { content, buffers }: Stored<WholeContent>,
  { beside, build }: DocumentInternals,
): BuildOutline {
  return {
    title: content.title,
    theme: build.outline.theme,
    config: table.findConfig(content.config, beside.config),
    roots: table.all(content.roots),
    defs: table.decode(content.defs, buffers),
    jsCallbacks: table.callbacks(content.callbacks, buffers) ?? {},
  }
}

function themeIn(
  json: ThemeJson | undefined,
  { lost }: Pick<RestoreOptions, "lost">,
): Theme | undefined {
  try {
    return json && new Theme({ json })
  } catch (error) {
    lost({ id: "", type: "Document", attr: "theme", reason: errorText(error) })
    return undefined
  }
}

/** @returns the changes to the document itself */
function applyChanges(
  table: ModelTable,
  { content, buffers }: Stored<ChangesContent>,
  document: Document,
  options: RestoreOptions,
): Partial<Pick<BuildOutline, "title" | "roots" | "jsCallbacks" | "defs" | "config">> {
  const { build } = internalsOf(document)
  const isRebuilt = content.parts.map((part) => rebuildPart(document, part, options))
  for (const [before, id] of content.renamed ?? []) {
    table.rename(before, id, (model) => build.rename(model, id))
  }
  table.make(content.made, (type, id) => build.find(type, id))
  table.fill(content.made, buffers)
  content.parts.forEach(({ name, args, models, changed = {} }, i) => {
    const ids = models.map(([id]) => id)
    if (isRebuilt[i] !== true) build.addPart({ name, args, models: table.all(ids) }, true)
    for (const [id, attrs] of Object.entries(changed)) {
      const model = table.get(id)
      if (model !== undefined) for (const attr of attrs) build.note(model, attr)
    }
  })
  for (const [id, attributes] of content.changed) {
    table.change(id, attributes, buffers, (model, attr) => build.note(model, attr))
  }
  if (options.isOlder !== true) table.dropIncomplete()
  const { title, roots, callbacks, defs } = content
  const config = content.config === undefined ? undefined : table.get(content.config)
  const jsCallbacks = callbacks === undefined ? undefined : table.callbacks(callbacks, buffers)
  return {
    ...(title !== undefined && { title }),
    ...(roots !== undefined && { roots: table.all(roots) }),
    ...(jsCallbacks !== undefined && { jsCallbacks }),
    ...(defs !== undefined && { defs: table.decode(defs, buffers) }),
    ...(config !== undefined && { config }),
  }
}

/**
 * Builds a part again, with the earlier ids of its models, since closures hold them. Without its builder, its models are
 * like any others. @returns whether it was built
 */
export function rebuildPart(
  document: Document,
  { name, args, models: stored }: PartContent,
  { rebuildsParts, lost }: Pick<RestoreOptions, "rebuildsParts" | "lost">,
): boolean {
  const { build, parts } = internalsOf(document)
  if (!rebuildsParts) return false
  const taken: HasProps[] = []
  try {
    const built = parts.rebuild(name, args)
    for (const [i, j] of pairsByType(stored, built)) {
      const [row, model] = [stored[i], built[j]]
      if (row === undefined || model === undefined) continue
      stateOf(model).id = row[0]
      taken.push(model)
    }
  } catch (error) {
    lost({ id: "", type: `part ${name}`, reason: errorText(error), isOfCode: true })
    return false
  }
  build.addPart({ name, args, models: taken }, true)
  return true
}

function pairsByType(
  stored: PartContent["models"],
  built: readonly HasProps[],
): ReadonlyMap<number, number> {
  return matchModels(
    stored.map(([, type]) => ofType(type)),
    built.map(({ type }) => ofType(type)),
  )
}

function ofType(type: string): Matchable {
  return { type, name: undefined, traits: new Map() }
}
