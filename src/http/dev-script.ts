// In development: the URL of the script that reports the server's errors on pages. src/cli/dev-channel.ts serves it.

import { NEWS_SCRIPT_PATH } from "../client/dev-news.ts"
import type { Config } from "../env.ts"

/**
 * @param page the page's URL, as the browser sees it. @returns undefined without a development server, or when browsers
 * would not load the script
 */
export function devScriptFor({ devChannel }: Config, page: URL): string | undefined {
  if (devChannel === undefined || page.protocol !== "http:") return undefined
  return `http://${page.hostname}:${devChannel}${NEWS_SCRIPT_PATH}`
}
