// Loads the bundles of models that BokehJS does not have (Panel's, ipywidgets', a user's own) when a document needs them.
// Source: bokehjs core/resolvers.ts (its error), client/connection.ts

import type { Connection, Session } from "./bokeh.ts"
import { messageOf } from "./error-box.ts"
import { loadOnce, type ScriptSource } from "./scripts.ts"
import { modelsIn } from "./target-models.ts"
import type { Extensions } from "./task.ts"

export interface ExtensionSource extends ScriptSource {
  readonly extensions: Extensions
}

/** Loads what BokehJS lacks for a document before it reads the document. */
export function loadWhatIsPulled(connection: Connection, source: ExtensionSource): void {
  const { _pull_doc_json: pull } = connection
  if (Object.keys(source.extensions).length === 0) return
  const loaded = new Set<string>()
  connection._pull_doc_json = async () => {
    for (;;) {
      const pulled = await pull.call(connection)
      const before = loaded.size
      for (const { type } of modelsIn(pulled.doc_json).values()) {
        const name = extensionFor(type, source)
        if (name === undefined || loaded.has(name)) continue
        for (const url of source.extensions[name] ?? []) await loadOnce(url, source)
        loaded.add(name)
      }
      // Changes in the meantime went to the earlier document, or to none: the document is pulled again.
      if (loaded.size === before) return pulled
    }
  }
}

/**
 * An open document may get such a model, too: then the document is pulled again. Other changes that BokehJS cannot apply are
 * reported, as by Bokeh's server, which sends each in a message of its own: they leave the rest of the message.
 * @param tell is called with the first of them
 */
export function watchForExtensions(
  session: Session,
  source: ExtensionSource,
  tell: (reason: string) => void,
): void {
  const { document: doc, _connection: connection } = session
  const { apply_json_patch: apply } = doc
  doc.apply_json_patch = ({ events }, buffers) => {
    let failure: unknown
    for (const event of events) {
      try {
        apply.call(doc, { events: [event] }, buffers)
      } catch (error) {
        failure ??= error
      }
    }
    const isKnown = extensionFor(unknownType(failure) ?? "", source) !== undefined
    // BokehJS reconnects by itself, and pulls the document.
    if (isKnown) connection.socket?.close(1000)
    else if (failure !== undefined) tell(messageOf(withRemedy(failure, source)))
  }
}

/** By the prefix of the type's name, or the whole name. */
function extensionFor(type: string, { extensions }: ExtensionSource): string | undefined {
  return Object.keys(extensions).find((name) => type === name || type.startsWith(`${name}.`))
}

/** The name of a model that BokehJS does not have, if that caused the error. */
export function unknownType(error: unknown): string | undefined {
  return /could not resolve type '([^']+)'/.exec(messageOf(error))?.[1]
}

/** The error, or one that says what to do about a model that BokehJS does not have. */
export function withRemedy(error: unknown, source: ExtensionSource): unknown {
  const type = unknownType(error)
  if (type === undefined) return error
  const loaded = extensionFor(type, source)
  const name = type.split(".")[0] ?? type
  const remedy =
    loaded === undefined
      ? `name the URL of its bundle: createServer(routes, { extensions: { "${name}": ["https://..."] } })`
      : `the bundle of the extension '${loaded}' does not define it for this version of BokehJS`
  return new Error(`could not resolve type '${type}', which BokehJS does not have: ${remedy}`)
}
