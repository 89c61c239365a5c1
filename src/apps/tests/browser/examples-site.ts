// The examples' server and a browser, for the time of one file's tests.

import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { openSite } from "../../../../worker-tests/support/site.ts"

export function openExamples(): ReturnType<typeof openSite> {
  return openSite({ entry: EXAMPLES })
}
