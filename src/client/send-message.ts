// A message from the page to the server. Source: bokehjs document/events.ts (MessageSentEvent)

import type { Bokeh, BokehDocument } from "./bokeh.ts"

export function sendMessage(
  bokeh: Bokeh,
  doc: BokehDocument,
  type: string,
  data: object | string,
): void {
  const { MessageSentEvent } = bokeh.require("document/events")
  doc._trigger_on_change(new MessageSentEvent(doc, type, data))
}
