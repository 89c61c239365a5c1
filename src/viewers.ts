// The route option `viewers: viewers({ ... })`: a page of their own for viewers.

import { type ViewersFeature, type ViewersOptions } from "./app/viewers.ts"
import { ASK_MESSAGE, COPY_MESSAGE } from "./client/task.ts"
import { VIEWER_SCRIPT } from "./pages/generated/client.ts"
import { type OffersParts, startOffers } from "./session/sharing/viewer-offers.ts"
import { assertOptions, type OptionNames } from "./util/assert-options.ts"

const NAMES = { messages: true, copies: true, requests: true } satisfies OptionNames<ViewersOptions>

/**
 * On a viewer's page, disables the controls that have no effect for viewers, and offers to make a copy and to request
 * editing. Without this option, viewers are read-only.
 */
export function viewers(options: ViewersOptions = {}): ViewersFeature {
  assertOptions("viewers", options, NAMES)
  const { messages = [], copies = true, requests = false } = options
  const offers = { copies, requests }
  const own = [...(copies ? [COPY_MESSAGE] : []), ...(requests ? [ASK_MESSAGE] : [])]
  return {
    messages: [...messages, ...own],
    script: `{const OFFERS=${JSON.stringify(offers)};${VIEWER_SCRIPT}}`,
    start: (parts: OffersParts) => startOffers(offers, parts),
  }
}
