// The server of the examples, and a browser, for as long as one file's tests run.

import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { openSite } from "../../../../worker-tests/support/site.ts"

export function openExamples(): ReturnType<typeof openSite> {
  return openSite({ entry: EXAMPLES })
}
