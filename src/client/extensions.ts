// Loads the bundles of models that BokehJS does not have (Panel's, ipywidgets', a user's own) when a document needs them.
// Source: bokehjs core/resolvers.ts (its error), client/connection.ts

import type { Session } from "./bokeh.ts"
import { messageOf } from "./error-box.ts"
import { loadOnce, type ScriptSource } from "./scripts.ts"
import type { Extensions } from "./task.ts"

export interface ExtensionSource extends ScriptSource {
  readonly extensions: Extensions
}

/** What a document is pulled by; again when the bundle of what was unknown is there. @throws Error with a remedy */
export async function pullWithExtensions(
  pull: () => Promise<Session>,
  source: ExtensionSource,
): Promise<Session> {
  const loaded = new Set<string>()
  for (;;) {
    try {
      return await pull()
    } catch (error) {
      const name = extensionFor(error, source)
      if (name === undefined || loaded.has(name)) throw withRemedy(error, name)
      loaded.add(name)
      await loadExtension(name, source)
    }
  }
}

/**
 * A document that is open may get such a model, too: then it is pulled again, with the bundle.
 * @param tell is called with what can't be loaded
 */
export function watchForExtensions(
  session: Session,
  source: ExtensionSource,
  tell: (reason: string) => void,
): void {
  const { handle } = session
  session.handle = (message) => {
    try {
      handle.call(session, message)
    } catch (error) {
      void recover(error)
    }
  }
  const recover = async (error: unknown): Promise<void> => {
    const name = extensionFor(error, source)
    if (name === undefined) {
      tell(messageOf(withRemedy(error, name)))
      return
    }
    await loadExtension(name, source)
    // BokehJS comes back by itself, and pulls the document.
    session._connection.socket?.close(1000)
  }
}

async function loadExtension(name: string, source: ExtensionSource): Promise<void> {
  for (const url of source.extensions[name] ?? []) await loadOnce(url, source)
}

/** By the prefix of the type's name, or the whole name. */
function extensionFor(error: unknown, { extensions }: ExtensionSource): string | undefined {
  const type = unknownType(error)
  if (type === undefined) return undefined
  return Object.keys(extensions).find((name) => type === name || type.startsWith(`${name}.`))
}

/** The name of a model that BokehJS does not have, where that is what went wrong. */
export function unknownType(error: unknown): string | undefined {
  return /could not resolve type '([^']+)'/.exec(messageOf(error))?.[1]
}

function withRemedy(error: unknown, loaded: string | undefined): unknown {
  const type = unknownType(error)
  if (type === undefined) return error
  const name = type.split(".")[0] ?? type
  const remedy =
    loaded === undefined
      ? `name the URL of its bundle: createServer(routes, { extensions: { "${name}": ["https://..."] } })`
      : `the bundle of the extension '${loaded}' does not define it for this version of BokehJS`
  return new Error(`could not resolve type '${type}', which BokehJS does not have: ${remedy}`)
}
