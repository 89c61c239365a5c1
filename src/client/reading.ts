// Answers the server's question how far this page has read: a question arrives behind everything that was sent before it.

import type { Bokeh, BokehDocument } from "./bokeh.ts"
import { sendMessage } from "./send-message.ts"
import { READ_MESSAGE } from "./task.ts"

export function tellWhatIsRead(bokeh: Bokeh, doc: BokehDocument): void {
  doc.on_message(READ_MESSAGE, (question) => {
    sendMessage(bokeh, doc, READ_MESSAGE, question)
  })
}
