// The script of every page and snippet. scripts/generate-client.ts bundles it into src/pages/generated/client.ts, where
// TASK is the parameter of the function that the bundle becomes.

import { pageBase, snippetBase, snippetTag } from "./base-url.ts"
import { embedDocument } from "./embed.ts"
import { showFailure } from "./error-box.ts"
import { fetchSnippet } from "./fetch-snippet.ts"
import { bokehIsThere, loadScripts } from "./scripts.ts"
import type { Embed, Script, Task } from "./task.ts"

declare const TASK: Task

function run(task: Task): void {
  switch (task.type) {
    case "embed":
      runEmbed(task.scripts, task.embed)
      return
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

/** A page's script is a module: it runs when the page is parsed, and therefore after the tags that load BokehJS. */
function runEmbed(scripts: readonly Script[], embed: Embed): void {
  const { target, version } = embed
  const isPage = target.type === "page"
  const tag = isPage ? document.querySelector("script") : snippetTag(target)
  const base = isPage ? pageBase(embed) : snippetBase(embed, tag)
  const source = { base, nonce: tag?.nonce ?? "" }
  const isLoading = !isPage && scripts.length === 0
  const loading = isLoading ? bokehIsThere() : loadScripts(scripts, version, source)
  void embedDocument(embed, source, loading)
}

run(TASK)
