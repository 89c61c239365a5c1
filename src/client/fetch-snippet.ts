// Fetches a snippet's autoload.js with headers or credentials, and runs it in place of the tag's own script.

import { FETCHED_FROM } from "./base-url.ts"
import { createElement } from "./element.ts"
import { messageOf, showError } from "./error-box.ts"
import type { FetchInit } from "./task.ts"

/** @param tag its nonce is also used for the fetched script */
export async function fetchSnippet(
  tag: HTMLOrSVGScriptElement,
  url: string,
  init: FetchInit,
): Promise<void> {
  try {
    const response = await fetch(url, init)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const script = createElement("script")
    script.nonce = tag.nonce ?? ""
    script.dataset[FETCHED_FROM] = url
    script.textContent = await response.text()
    document.head.append(script)
  } catch (error) {
    showError(tag, messageOf(error))
  }
}
