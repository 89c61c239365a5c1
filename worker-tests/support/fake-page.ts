// A minimal page to run the server's scripts in plain Node: elements by id, script loading, and a Bokeh that records.

import { createContext, runInContext } from "node:vm"

import { BOKEH_VERSION } from "../../src/util/bokeh-version.ts"

export class FakeElement {
  readonly tagName: string
  id = ""
  textContent = ""
  nonce = ""
  src = ""
  integrity = ""
  crossOrigin = ""
  style = { cssText: "" }
  readonly dataset: Record<string, string> = {}
  isConnected = true
  readonly listeners: Record<string, () => void> = {}
  readonly children: FakeElement[] = []
  replacedBy: FakeElement | undefined

  constructor(tagName: string) {
    this.tagName = tagName.toUpperCase()
  }
  setAttribute(): void {}
  getAttribute(name: string): string | null {
    return name === "src" && this.src !== "" ? this.src : null
  }
  getRootNode(): object {
    return {}
  }
  addEventListener(name: string, listener: () => void): void {
    this.listeners[name] = listener
  }
  append(child: FakeElement): void {
    this.children.push(child)
  }
  replaceWith(other: FakeElement): void {
    this.replacedBy = other
  }
}

class FakeShadowRoot {
  readonly host = new FakeElement("div")
}

export interface FakePage {
  /** The socket's URL, token, query and element of each shown document. */
  readonly embedded: unknown[][]
  /** The URLs of loaded scripts, with their hash and crossorigin, if any. */
  readonly loaded: string[]
  readonly errors: string[]
  run(script: string, currentScript?: FakeElement): Promise<void>
}

export interface FakePageOptions {
  readonly elements: Readonly<Record<string, FakeElement>>
  /** The BokehJS of the page itself: its version and models. */
  readonly bokeh?: { readonly version: string; readonly models: readonly string[] }
  /** The server's answer to each session's socket; resolves by default. */
  readonly answer?: () => Promise<void>
  readonly isReachable?: (url: string) => boolean
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

export function fakePage(options: FakePageOptions): FakePage {
  const { elements, isReachable = () => true } = options
  const embedded: unknown[][] = []
  const loaded: string[] = []
  const errors: string[] = []
  const window: Record<string, unknown> = {
    location: { search: "?q" },
    origin: "https://page.org",
  }
  const bokehOf = (version: string, models: readonly string[]) => ({
    version,
    Models: {
      ...Object.fromEntries(models.map((name) => [name, {}])),
      DataRange1d: { prototype: {} },
      TileRenderer: { prototype: { default_view: { prototype: {} } } },
    },
    documents: [],
    set_log_level: () => undefined,
    require: () => ({
      add_document_standalone: ({ opened }: { opened: unknown[] }, element: unknown) => {
        embedded.push([...opened, element])
        return Promise.resolve([])
      },
      ClientConnection: class {
        readonly #opened: unknown[]
        readonly socket = null
        constructor(...opened: unknown[]) {
          this.#opened = opened
        }
        async connect() {
          await options.answer?.()
          const document = {
            opened: this.#opened,
            roots: () => [],
            on_message: () => undefined,
            event_manager: { trigger: () => undefined },
          }
          return { document, handle: () => undefined, _connection: this }
        }
      },
    }),
  })
  /** As in BokehJS, the first version is `Bokeh`, and each version is available by its number. */
  const provideBokeh = (version: string, models: readonly string[] = []) => {
    const bokeh = bokehOf(version, models)
    window["Bokeh"] = Object.assign(window["Bokeh"] ?? bokeh, { [version]: bokeh })
  }
  if (options.bokeh !== undefined) provideBokeh(options.bokeh.version, options.bokeh.models)
  const head = {
    contains: () => false,
    append: (script: FakeElement) => {
      if (script.src === "") return runInContext(script.textContent, context)
      if (!isReachable(script.src)) return script.listeners["error"]?.()
      loaded.push(`${script.src} ${script.integrity} ${script.crossOrigin}`.trim())
      provideBokeh(BOKEH_VERSION)
      return script.listeners["load"]?.()
    },
  }
  const document = {
    head,
    baseURI: "https://page.org/x?q",
    currentScript: null as FakeElement | null,
    querySelectorAll: () => [],
    getElementById: (id: string) => elements[id] ?? null,
    createElement: (name: string) => new FakeElement(name),
  }
  const context = createContext(
    Object.assign(window, {
      window,
      document,
      URL,
      Error,
      setTimeout,
      ShadowRoot: FakeShadowRoot,
      MutationObserver: class {
        observe() {}
      },
      fetch: options.fetch,
      console: { error: (text: string) => errors.push(text) },
    }),
  )
  return {
    embedded,
    loaded,
    errors,
    run: async (script, currentScript) => {
      document.currentScript = currentScript ?? null
      runInContext(script, context)
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}
