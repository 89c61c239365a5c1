// A document's whole state as one record, and laid over a document that its handler has built anew.

import { HasProps, stateOf } from "../model/has-props.ts"
import { createModel } from "../model/registry.ts"
import { Theme, type ThemeJson } from "../model/theme.ts"
import { Decoder } from "../serialization/decode.ts"
import { Encoder } from "../serialization/encode.ts"
import type { Resolver } from "../serialization/resolver.ts"
import type { EncodedBuffer } from "./create-patch.ts"
import { asCallbacks } from "./document-json.ts"
import { DocumentModels } from "./document-models.ts"
import { type Document, internalsOf } from "./document.ts"
import type { ModelGraph } from "./model-graph.ts"

interface CheckpointContent {
  /** The ids and types of the models that the handler built: another list is another handler. */
  readonly fingerprint: string
  readonly lastNumber: number
  readonly title: string
  /** Set where another than the handler's was chosen since. */
  readonly theme?: ThemeJson
  readonly defs: readonly unknown[]
  readonly config: unknown
  readonly roots: readonly unknown[]
  readonly callbacks: unknown
  /** The handler's models that are not in the document at the moment; its closures may bring them back. */
  readonly detached: readonly unknown[]
}

export function createCheckpoint(document: Document): {
  readonly json: string
  readonly buffers: readonly EncodedBuffer[]
} {
  const { config, defs, jsCallbacks, graph } = internalsOf(document)
  const encoder = new Encoder({ source: new DocumentModels(() => true, false) })
  const encode = (value: unknown) => encoder.encode(value)
  const content: CheckpointContent = {
    fingerprint: graph.fingerprint,
    lastNumber: graph.lastNumber,
    title: document.title,
    ...(graph.theme !== graph.bornTheme && { theme: graph.theme.json }),
    defs: defs.map(encode),
    config: encode(config),
    roots: document.roots.map(encode),
    callbacks: encode(jsCallbacks),
    detached: graph.detached().map(encode),
  }
  return { json: JSON.stringify(content), buffers: encoder.buffers }
}

/** The handler builds another structure than the one that the checkpoint was made with. */
export class DivergedError extends Error {
  override readonly name = "DivergedError"
}

/**
 * Gives a document that its handler has just built the state of the checkpoint. Models are matched by id, so that the
 * handler's closures hold the restored ones; nobody is told.
 * @throws DivergedError naming the first difference, with nothing changed
 */
export function restoreCheckpoint(
  document: Document,
  content: unknown,
  buffers: ReadonlyMap<string, ArrayBuffer>,
): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by createCheckpoint, never from outside
  const stored = content as CheckpointContent
  const internals = internalsOf(document)
  const { graph } = internals
  assertSameStructure(graph.fingerprint, stored.fingerprint)
  const resolver = new BornModels(graph)
  const decoder = new Decoder<HasProps>({ resolver, buffers })
  const model = (rep: unknown) => asModel(decoder.decode(rep))
  const defs = stored.defs.map((rep) => decoder.decode(rep))
  const config = model(stored.config)
  const roots = stored.roots.map(model)
  const jsCallbacks = asCallbacks(decoder.decode(stored.callbacks ?? {}))
  stored.detached.forEach(model)
  const theme = stored.theme && new Theme({ json: stored.theme })
  internals.restore({ config, defs, jsCallbacks, roots, title: stored.title, theme })
  graph.lastNumber = stored.lastNumber
}

function assertSameStructure(built: string, stored: string): void {
  if (built === stored) return
  const [now, before] = [built.split(","), stored.split(",")]
  const at = now.findIndex((entry, i) => entry !== before[i])
  const i = at < 0 ? now.length : at
  throw new DivergedError(
    `the handler builds another document than before: model ${i + 1} of ${now.length} is ` +
      `${now[i] ?? "missing"}, it was ${before[i] ?? "missing"}`,
  )
}

function asModel(value: unknown): HasProps {
  if (value instanceof HasProps) return value
  throw new Error("a checkpoint's root is not a model")
}

/** Makes models as the handler's own where it has one of that id: closures then see the restored state. */
class BornModels implements Resolver<HasProps> {
  readonly #graph: ModelGraph
  readonly #made = new Map<string, HasProps>()

  constructor(graph: ModelGraph) {
    this.#graph = graph
  }

  find(id: string): HasProps | undefined {
    return this.#made.get(id)
  }

  create(type: string, id: string): HasProps {
    const model = this.#graph.born(type, id) ?? createModel(type)
    stateOf(model).id = id
    this.#made.set(id, model)
    return model
  }

  initialize(model: HasProps, attributes: Readonly<Record<string, unknown>>): void {
    const { values } = stateOf(model)
    values.clear()
    for (const [name, value] of Object.entries(attributes)) values.set(name, value)
  }
}
