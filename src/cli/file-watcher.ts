// Hears when a file of the project is saved. It listens all the time: who mends a mistake is often faster than the server ends.

import { watch } from "node:fs"

/** Editors write in several steps. */
const SETTLE_MS = 200
/** What is made from the files. */
const MADE = /(^|[\\/])(node_modules|\.wrangler|\.bokeh-edge|\.git|dist)([\\/]|$)/

export class FileWatcher {
  #changedMs = 0
  #waiting: (() => void) | undefined

  constructor(folder = process.cwd()) {
    watch(folder, { recursive: true }, (_event, name) => {
      if (name === null || MADE.test(name)) return
      this.#changedMs = Date.now()
      this.#tell()
    })
  }

  /** Calls back once, when a file is saved, or at once when one was since that time. */
  onceChanged(sinceMs: number, callback: () => void): void {
    this.#waiting = callback
    if (this.#changedMs > sinceMs) this.#tell()
  }

  #tell(): void {
    const callback = this.#waiting
    this.#waiting = undefined
    if (callback !== undefined) setTimeout(callback, SETTLE_MS)
  }
}
