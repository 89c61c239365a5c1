// A button that says what its window showed, since others may change that before the click arrives.

import { type Button, CustomJS } from "bokeh-edge"

/** In the browser. */
const CODE = `
  const { MessageSentEvent } = Bokeh.require("document/events")
  const doc = button.document
  doc._trigger_on_change(new MessageSentEvent(doc, type, button.tags[0]))`

/** A click sends the button's tag, as its window knows it, in a message of that type. */
export function sendSeen(button: Button, type: string): void {
  button.js_on_click(new CustomJS({ args: { button, type }, code: CODE }))
}
