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
    case "page":
      runPage(task.scripts, task.embed)
      return
    case "snippet":
      runSnippet(task.scripts, task.embed)
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

/** A module: it runs when the page is parsed, and therefore after the tags that load BokehJS. */
function runPage(scripts: readonly Script[], embed: Embed): void {
  const base = pageBase(embed)
  const nonce = document.querySelector("script")?.nonce ?? ""
  const loading = loadScripts(scripts, embed.version, { base, nonce })
  void embedDocument(embed, { base, nonce }, loading)
}

function runSnippet(scripts: readonly Script[], embed: Embed): void {
  const tag = embed.target.type === "element" ? snippetTag(embed.target) : document.currentScript
  const base = snippetBase(embed, tag)
  const nonce = tag?.nonce ?? ""
  const loading =
    scripts.length > 0 ? loadScripts(scripts, embed.version, { base, nonce }) : bokehIsThere()
  void embedDocument(embed, { base, nonce }, loading)
}

run(TASK)
