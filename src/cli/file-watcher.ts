// Notices when a file of the project is saved. It always listens, because a fix is often saved before the server has ended.

import { watch } from "node:fs"

/** Editors write in several steps. */
const SETTLE_MS = 200
/** Folders that are generated from the files. */
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

  /** Calls back once: when a file is saved, or immediately if one was saved since that time. */
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
