// Gives a document the state that was stored: by id, whatever its handler has built now. No callback runs.

import { forgetContent } from "../model/content.ts"
import { getProperty, type HasProps, stateOf } from "../model/has-props.ts"
import { createModel } from "../model/registry.ts"
import { Theme } from "../model/theme.ts"
import { Decoder } from "../serialization/decode.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { errorText } from "../util/error-text.ts"
import { Build, type BuildOutline } from "./build.ts"
import type { JsCallbacks } from "./document-content.ts"
import { asCallbacks } from "./document-json.ts"
import { type Document, type DocumentInternals, internalsOf } from "./document.ts"
import type { PropertyChanged } from "./hold.ts"
import { keepBuilt } from "./kept-models.ts"
import { type Matchable, matchModels } from "./match-models.ts"
import type { ChangesContent, ModelRow, PartContent, WholeContent } from "./stored-content.ts"
import { isInitial } from "./window-ranges.ts"

/** Something stored that can't be read any more: it costs itself. */
export interface Loss {
  readonly id: string
  readonly type: string
  readonly attr?: string
  readonly reason: string
}

export interface Stored<C> {
  readonly content: C
  readonly buffers: ReadonlyMap<string, ArrayBuffer>
}

export interface RestoreOptions {
  readonly base: Stored<WholeContent>
  readonly changes?: Stored<ChangesContent> | undefined
  /** The model that was built again for one that is stored; closures hold it. */
  readonly builtFor: (type: string, id: string) => HasProps | undefined
  /** The document's handler has run: its parts can be built. */
  readonly rebuildsParts: boolean
  readonly lost: (loss: Loss) => void
}

export function restoreDocument(document: Document, options: RestoreOptions): void {
  const { base, changes } = options
  const internals = internalsOf(document)
  const table = new ModelTable(options)
  table.make(base.content.models, options.builtFor)
  forgetIds(internals.build.models, table)
  table.fill(base.content.models, base.buffers)
  const outline = outlineOf(table, base, internals)
  if (base.content.kind === "base") {
    const built = table.all(base.content.models.map(([id]) => id))
    internals.build = new Build(outline, built, base.content.lastNumber)
  } else internals.build.isReplaced = true
  const changed = changes === undefined ? {} : applyChanges(table, changes, document, options)
  const theme = changes?.content.theme ?? base.content.theme
  internals.restore({ ...outline, ...changed, theme: theme && new Theme({ json: theme }) })
  internals.graph.lastNumber = (changes ?? base).content.lastNumber
  keepBuilt(internals)
  if (changes?.content.held !== undefined && options.rebuildsParts) {
    internals.callbacks.restoreHeld(table.held(changes.content.held, changes.buffers))
  }
}

/** What the handler has built now and is not stored: its ids are those of others. */
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
    config: table.get(content.config) ?? beside.config,
    roots: table.all(content.roots),
    defs: table.decode(content.defs, buffers),
    jsCallbacks: table.callbacks(content.callbacks, buffers) ?? {},
  }
}

/** @returns what they change of the document itself */
function applyChanges(
  table: ModelTable,
  { content, buffers }: Stored<ChangesContent>,
  document: Document,
  options: RestoreOptions,
): Partial<Pick<BuildOutline, "title" | "roots" | "jsCallbacks" | "defs" | "config">> {
  const { build } = internalsOf(document)
  const isRebuilt = content.parts.map((part) => rebuildPart(document, part, options))
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
 * Builds a part again, with the ids that its models had: closures hold these. Without its builder they are models like
 * others. @returns whether it was built
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
    lost({ id: "", type: `part ${name}`, reason: errorText(error) })
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

type Attributes = NonNullable<ModelRow[2]>

/** The stored models, by id. */
class ModelTable {
  readonly #options: RestoreOptions
  readonly #models = new Map<string, HasProps>()

  constructor(options: RestoreOptions) {
    this.#options = options
  }

  get(id: string): HasProps | undefined {
    return this.#models.get(id)
  }

  has(model: HasProps): boolean {
    return this.#models.get(model.id) === model
  }

  all(ids: readonly string[]): readonly HasProps[] {
    return ids.flatMap((id) => this.#models.get(id) ?? [])
  }

  make(rows: readonly ModelRow[], builtFor: RestoreOptions["builtFor"]): void {
    for (const [id, type] of rows) {
      const model = builtFor(type, id) ?? createModel(type)
      stateOf(model).id = id
      this.#models.set(id, model)
    }
  }

  /** Gives models exactly what is stored of them. */
  fill(rows: readonly ModelRow[], buffers: Stored<unknown>["buffers"]): void {
    for (const [id, , attributes] of rows) {
      const model = this.#models.get(id)
      if (model === undefined || attributes === null) continue
      stateOf(model).values.clear()
      this.#set(model, attributes, buffers)
    }
  }

  change(
    id: string,
    attributes: Attributes,
    buffers: Stored<unknown>["buffers"],
    changed: (model: HasProps, attr: string) => void,
  ): void {
    const model = this.#models.get(id)
    if (model !== undefined) {
      for (const attr of this.#set(model, attributes, buffers)) changed(model, attr)
    } else this.#options.lost({ id, type: "", reason: "it was not stored" })
  }

  #set(
    model: HasProps,
    attributes: Attributes,
    buffers: Stored<unknown>["buffers"],
  ): readonly string[] {
    const { schema, values } = stateOf(model)
    return Object.entries(attributes).flatMap(([attr, rep]) => {
      try {
        if (!schema.isOpen && schema.property(attr) === undefined && !isInitial(attr)) {
          throw new SerializationError("this property no longer exists")
        }
        values.set(attr, this.#decoder(buffers).decode(rep))
        forgetContent(model, attr)
        return [attr]
      } catch (error) {
        this.#options.lost({ id: model.id, type: model.type, attr, reason: errorText(error) })
        return []
      }
    })
  }

  decode(reps: readonly unknown[], buffers: Stored<unknown>["buffers"]): readonly unknown[] {
    return reps.map((rep) => this.#decoder(buffers).decode(rep))
  }

  /** One call for each property. */
  held(
    rows: NonNullable<ChangesContent["held"]>,
    buffers: Stored<unknown>["buffers"],
  ): readonly PropertyChanged[] {
    const changes = new Map<string, PropertyChanged>()
    for (const [id, attr, rep] of rows) {
      const model = this.#models.get(id)
      if (model === undefined || changes.has(`${id}.${attr}`)) continue
      const [old] = this.decode([rep], buffers)
      const change = {
        kind: "ModelChanged",
        model,
        attr,
        old,
        new: getProperty(model, attr),
      } as const
      changes.set(`${id}.${attr}`, change)
    }
    return [...changes.values()]
  }

  callbacks(rep: unknown, buffers: Stored<unknown>["buffers"]): JsCallbacks | undefined {
    try {
      return asCallbacks(this.#decoder(buffers).decode(rep))
    } catch (error) {
      this.#options.lost({ id: "", type: "Document", attr: "callbacks", reason: errorText(error) })
      return undefined
    }
  }

  #decoder(buffers: Stored<unknown>["buffers"]): Decoder<HasProps> {
    return new Decoder<HasProps>({
      buffers,
      resolver: {
        find: (id) => this.#models.get(id),
        create: (type) => {
          throw new SerializationError(`a ${type} stands inside another model`)
        },
        initialize: () => undefined,
      },
    })
  }
}
