// In development: where pages load the script that tells what goes wrong on the server. src/cli/dev-channel.ts serves it.

import { NEWS_SCRIPT_PATH } from "../client/dev-news.ts"
import type { Config } from "../env.ts"

/** @param page the page's URL, as the browser sees it. @returns undefined where there is none, or browsers would not load it */
export function devScriptFor({ devChannel }: Config, page: URL): string | undefined {
  if (devChannel === undefined || page.protocol !== "http:") return undefined
  return `http://${page.hostname}:${devChannel}${NEWS_SCRIPT_PATH}`
}
