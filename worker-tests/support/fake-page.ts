// A page just big enough to run our scripts in plain Node: elements by id, script loading, and a recorded Bokeh.

import { createContext, runInContext } from "node:vm"

export class FakeElement {
  readonly tagName: string
  id = ""
  textContent = ""
  nonce = ""
  src = ""
  style = { cssText: "" }
  onload: () => void = () => undefined
  onerror: () => void = () => undefined
  readonly children: FakeElement[] = []
  replacedBy: FakeElement | undefined

  constructor(tagName: string) {
    this.tagName = tagName.toUpperCase()
  }
  setAttribute(): void {}
  append(child: FakeElement): void {
    this.children.push(child)
  }
  replaceWith(other: FakeElement): void {
    this.replacedBy = other
  }
}

export interface FakePage {
  /** The arguments of each add_document_from_session. */
  readonly embedded: unknown[][]
  /** The URLs of the scripts that were loaded. */
  readonly loaded: string[]
  readonly errors: string[]
  run(script: string, currentScript?: FakeElement): Promise<void>
}

export interface FakePageOptions {
  readonly elements: Readonly<Record<string, FakeElement>>
  readonly hasBokeh?: boolean
  /** What the server says to each session's socket; resolves by default. */
  readonly answer?: () => Promise<void>
  readonly isReachable?: (url: string) => boolean
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

export function fakePage(options: FakePageOptions): FakePage {
  const { elements, hasBokeh = false, isReachable = () => true } = options
  const embedded: unknown[][] = []
  const loaded: string[] = []
  const errors: string[] = []
  const window: Record<string, unknown> = {
    location: { href: "https://page.org/x?q", host: "page.org" },
  }
  const bokeh = {
    set_log_level: () => undefined,
    embed: {
      add_document_from_session: (...args: unknown[]) => {
        embedded.push(args)
        return options.answer?.() ?? Promise.resolve()
      },
    },
  }
  const provideBokeh = () => Object.assign(window, { Bokeh: bokeh })
  if (hasBokeh) provideBokeh()
  const head = {
    append: (script: FakeElement) => {
      if (script.src === "") return runInContext(script.textContent, context)
      if (!isReachable(script.src)) return script.onerror()
      loaded.push(script.src)
      provideBokeh()
      return script.onload()
    },
  }
  const document = {
    head,
    currentScript: undefined as FakeElement | undefined,
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
      fetch: options.fetch,
      console: { error: (text: string) => errors.push(text) },
    }),
  )
  return {
    embedded,
    loaded,
    errors,
    run: async (script, currentScript) => {
      document.currentScript = currentScript
      runInContext(script, context)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
