// Writes the stored form of a document: what its handler built, what changed since, or all of it.

import { definitionsOf } from "../model/definitions.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { modelsIn, reachableFrom } from "../model/references.ts"
import { Encoder, type LeftOut } from "../serialization/encode.ts"
import { sameItems } from "../util/same-items.ts"
import type { Build, BuildOutline, PartInstance } from "./build.ts"
import { keyOf } from "./changes.ts"
import { DocumentModels, storedAttributes } from "./document-models.ts"
import { type Document, internalsOf } from "./document.ts"
import type { EncodedBuffer } from "./encode-events.ts"
import { keptModels } from "./kept-models.ts"
import { type Hiding, hidingIn } from "./owner-only.ts"
import {
  type ChangesContent,
  FORMAT,
  type ModelRow,
  type PartContent,
  type WholeContent,
} from "./stored-content.ts"

export interface Encoded {
  readonly json: string
  readonly buffers: readonly EncodedBuffer[]
}

/** What the handler built. */
export function encodeBase(
  document: Document,
  version: string | undefined,
  leftOut: LeftOut,
): Encoded {
  const writer = new Writer(leftOut)
  return writer.finish(writer.base(document, version))
}

/** The changes since. */
export function encodeChanges(document: Document, leftOut: LeftOut): Encoded {
  const writer = new Writer(leftOut)
  return writer.finish(writer.changes(document))
}

/** A whole document, which a client has put in the place of the handler's. */
export function encodeWhole(document: Document, leftOut: LeftOut): Encoded {
  const writer = new Writer(leftOut)
  return writer.finish(writer.whole(document))
}

export interface CopyOptions {
  readonly version: string | undefined
  /** The app's state beside the document, as JSON. */
  readonly state: string | undefined
}

/**
 * The base and the changes as one record: a copy that another session can start from. @throws SerializationError when it
 * would not be complete
 */
export function encodeCopy(document: Document, { version, state }: CopyOptions): Encoded {
  const writer = new Writer(undefined, hidingIn(document))
  const kept: unknown = state === undefined ? undefined : JSON.parse(state)
  const { graph, beside, build } = internalsOf(document)
  const kind = {
    format: FORMAT,
    kind: "copy",
    state: kept, // JSON leaves out undefined
    // The code may no longer have them when somebody opens the copy.
    ...definitionsOf(graph.all(), beside.defs, (value) => writer.encoder.encode(value)),
  }
  if (build.isReplaced) {
    return writer.finish({ ...kind, base: writer.whole(document) })
  }
  const base = writer.base(document, version)
  return writer.finish({ ...kind, base, changes: writer.changes(document) })
}

/** Some of the changes, with as much of the build as is needed to find their places again. */
export function encodeSome(
  document: Document,
  version: string | undefined,
  chosen: readonly Chosen[],
): Encoded {
  const writer = new Writer(() => undefined)
  return writer.finish(writer.some(document, version, chosen))
}

/** A property of a model that was built, or a model that was created later. */
export interface Chosen {
  readonly id: string
  readonly property: string | undefined
}

class Writer {
  readonly encoder: Encoder
  readonly #hiding: Hiding | undefined

  /** @param hiding what readers must not get */
  constructor(leftOut?: LeftOut, hiding?: Hiding) {
    const source = new DocumentModels(() => false, { read: storedAttributes })
    this.encoder = new Encoder({ source, leftOut })
    this.#hiding = hiding
  }

  #isHidden(model: HasProps): boolean {
    return this.#hiding?.isBlank(model) === true || this.#hiding?.isSecret(model) === true
  }

  finish(content: object): Encoded {
    return { json: JSON.stringify(content), buffers: this.encoder.buffers }
  }

  base(
    document: Document,
    version: string | undefined,
    isWanted: (value: unknown) => boolean = () => true,
  ): WholeContent {
    const { build } = internalsOf(document)
    return {
      format: FORMAT,
      kind: "base",
      ...(version !== undefined && { version }),
      lastNumber: build.lastNumber,
      ...this.#outline(build.outline),
      models: build.models.map((model) =>
        this.#row(
          model,
          [...storedAttributes(model, build.valuesOf(model))].filter(([, value]) =>
            isWanted(value),
          ),
        ),
      ),
    }
  }

  whole(document: Document): WholeContent {
    const { graph, beside, build } = internalsOf(document)
    const { config, defs, jsCallbacks } = beside
    const { title, roots } = document
    return {
      format: FORMAT,
      kind: "whole",
      lastNumber: graph.lastNumber,
      ...(graph.theme !== build.outline.theme && { theme: graph.theme.json }),
      ...this.#outline({ title, roots, config, defs, jsCallbacks }),
      models: [...keptModels(internalsOf(document))].map((model) =>
        this.#row(model, storedAttributes(model)),
      ),
      ...(build.renamed.length > 0 && { renamed: build.renamed }),
      ...this.#held(document),
    }
  }

  #outline({ title, roots, config, defs, jsCallbacks }: Omit<BuildOutline, "theme">) {
    return {
      title,
      defs: defs.map((definition) => this.encoder.encode(definition)),
      config: config.id,
      roots: roots.map(({ id }) => id),
      callbacks: this.encoder.encode(jsCallbacks),
    }
  }

  changes(document: Document): ChangesContent {
    const { graph, beside, build } = internalsOf(document)
    const { config, defs, jsCallbacks } = beside
    const { outline } = build
    const isThere = (model: HasProps) => graph.find(model.id) === model
    const built = new Set(build.models)
    const kept = keptModels(internalsOf(document))
    const parts = build.partsIn(kept)
    const made = [...kept].filter((model) => model.id !== "" && !built.has(model))
    return {
      format: FORMAT,
      kind: "changes",
      lastNumber: graph.lastNumber,
      ...(document.title !== outline.title && { title: document.title }),
      ...(graph.theme !== outline.theme && { theme: graph.theme.json }),
      ...(!sameItems(document.roots, outline.roots) && {
        roots: document.roots.map(({ id }) => id),
      }),
      ...(jsCallbacks !== outline.jsCallbacks && { callbacks: this.encoder.encode(jsCallbacks) }),
      ...(defs !== outline.defs && { defs: defs.map((one) => this.encoder.encode(one)) }),
      ...(config !== outline.config && { config: config.id }),
      ...(build.renamed.length > 0 && { renamed: build.renamed }),
      changed: [...built].flatMap((model) => {
        if (this.#isHidden(model)) return []
        const attrs = build.changedIn(model, isThere(model))
        if (attrs.size === 0) return []
        const entries = [...storedAttributes(model)].filter(([attr]) => attrs.has(attr))
        return entries.length === 0
          ? []
          : [[model.id, this.encoder.properties(model.type, entries)] as const]
      }),
      made: [...made, ...parts.flatMap((part) => this.#blankRootOf(part))]
        .filter((model) => this.#hiding?.isSecret(model) !== true)
        .map((model) => this.#row(model, storedAttributes(model))),
      parts: parts
        .filter(({ models: [root] }) => root && !this.#isHidden(root))
        .map((part) => partContent(build, part)),
      ...this.#held(document),
    }
  }

  /** Only its owner's session builds it: others have an empty model in its place. */
  #blankRootOf({ models: [root] }: PartInstance): readonly HasProps[] {
    return root && this.#hiding?.isBlank(root) === true ? [root] : []
  }

  #held(document: Document): Pick<ChangesContent, "held"> {
    const { held } = internalsOf(document).callbacks
    if (held === undefined) return {}
    const seen = new Set<string>()
    const rows = held.flatMap((change) => {
      if (!("attr" in change) || seen.has(keyOf(change))) return []
      seen.add(keyOf(change))
      const { model, attr, old } = change
      const written = Object.values(this.encoder.properties(model.type, [[attr, old]]))
      return written.map((value) => [model.id, attr, value] as const)
    })
    return { held: rows }
  }

  some(document: Document, version: string | undefined, chosen: readonly Chosen[]): object {
    const { build } = internalsOf(document)
    const base = this.base(document, version, isPlain)
    const { lastNumber, ...changes } = this.changes(document)
    const byId = Map.groupBy(chosen, ({ id }) => id)
    const changed = changes.changed.flatMap(([id, attributes]) => {
      const properties = byId.get(id)?.map(({ property }) => property) ?? []
      const entries = Object.entries(attributes).filter(([attr]) => properties.includes(attr))
      return entries.length === 0 ? [] : [[id, Object.fromEntries(entries)] as const]
    })
    const kept = new Set(chosen.flatMap(({ id, property }) => (property === undefined ? [id] : [])))
    const built = new Map(build.models.map((model) => [model.id, model]))
    const values = changed.flatMap(([id, attributes]) => {
      const model = built.get(id)
      return Object.keys(attributes).map((attr) => model && stateOf(model).values.get(attr))
    })
    const { graph } = internalsOf(document)
    const roots = [...kept].flatMap((id) => graph.find(id) ?? [])
    const ids = new Set([...reachableFrom([...roots, ...modelsIn(values)])].map(({ id }) => id))
    const made = changes.made.filter(([id]) => ids.has(id))
    const parts = changes.parts.filter(({ models }) => models.some(([id]) => ids.has(id)))
    const { format } = base
    return { base, changes: { format, kind: "changes", lastNumber, changed, made, parts } }
  }

  #row(model: HasProps, attributes: Iterable<readonly [string, unknown]>): ModelRow {
    if (this.#isHidden(model)) return [model.id, model.type, null]
    return [model.id, model.type, this.encoder.properties(model.type, attributes)]
  }
}

/** The parts to store with a turn: those that have come into the document since the last call. */
export function newPartsIn(document: Document): readonly PartContent[] {
  const { graph, build } = internalsOf(document)
  const isThere = (model: HasProps) => graph.find(model.id) === model
  return build.takeNewParts(isThere).map((part) => partContent(build, part))
}

function partContent(build: Build, { name, args, models }: PartInstance): PartContent {
  const changed = models.flatMap((model) => {
    const attrs = build.changedIn(model, false)
    return attrs.size === 0 ? [] : [[model.id, [...attrs]] as const]
  })
  const ids = models.map(({ id, type }) => [id, type] as const)
  return { name, args, models: ids, changed: Object.fromEntries(changed) }
}

/** Values that distinguish two models of one type. */
function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null
}
