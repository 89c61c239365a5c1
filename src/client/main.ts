// The script of every page and snippet. scripts/generate-client.ts bundles it into src/pages/generated/client.ts, where
// TASK is the parameter of the function that the bundle becomes.

import { embedDocument } from "./embed.ts"
import { showFailure } from "./error-box.ts"
import { fetchSnippet } from "./fetch-snippet.ts"
import { bokehIsThere, loadScripts } from "./scripts.ts"
import type { Task } from "./task.ts"

declare const TASK: Task

function run(task: Task): void {
  switch (task.type) {
    case "page":
      // It is a module: it runs when the page is parsed, and so after the scripts that load BokehJS.
      void embedDocument(task.embed, Promise.resolve())
      return
    case "snippet": {
      const { scripts, embed } = task
      const nonce = document.currentScript?.nonce ?? ""
      const loading =
        scripts.length > 0 ? loadScripts(scripts, embed.version, nonce) : bokehIsThere()
      void embedDocument(embed, loading)
      return
    }
    case "failure":
      showFailure(task.elementId, task.reason)
      return
    case "fetch":
      if (document.currentScript !== null) {
        void fetchSnippet(document.currentScript, task.url, task.init)
      }
      return
    default:
      task satisfies never
  }
}

run(TASK)
