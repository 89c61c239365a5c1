// The route option `viewers: viewers({ ... })`: a page for those who look on.

import { type ViewersFeature, type ViewersOptions } from "./app/viewers.ts"
import { ASK_MESSAGE, COPY_MESSAGE } from "./client/task.ts"
import { VIEWER_SCRIPT } from "./pages/generated/client.ts"
import { type OffersParts, startOffers } from "./session/sharing/viewer-offers.ts"

/**
 * A viewer's page then disables what does nothing for viewers, and offers to make a copy of their own and to ask to edit.
 * Without it viewers only look on.
 */
export function viewers({
  messages = [],
  copies = true,
  requests = false,
}: ViewersOptions = {}): ViewersFeature {
  const offers = { copies, requests }
  const own = [...(copies ? [COPY_MESSAGE] : []), ...(requests ? [ASK_MESSAGE] : [])]
  return {
    messages: [...messages, ...own],
    script: `{const OFFERS=${JSON.stringify(offers)};${VIEWER_SCRIPT}}`,
    start: (parts: OffersParts) => startOffers(offers, parts),
  }
}
