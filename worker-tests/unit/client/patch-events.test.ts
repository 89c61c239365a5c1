// What a page takes of the changes that arrive before the document to which they belong.

import { expect, it } from "vitest"

import { VIEW_MESSAGE } from "../../../src/client/task.ts"

/** Imported by its address, since tests have no types of browsers. */
const MODULE = new URL("../../../src/client/patch-events.ts", import.meta.url).href

interface PatchEvents {
  readonly leaveMessages: (message: { readonly content: { readonly events: unknown } }) => void
}

it("a page without its new document takes messages, but no moved ranges of models that it does not have", async () => {
  const { leaveMessages } = (await import(MODULE)) as PatchEvents
  const said = { kind: "MessageSent", msg_type: "said", msg_data: "hello" }
  const view = { kind: "MessageSent", msg_type: VIEW_MESSAGE, msg_data: [{ range: { id: "m10" } }] }
  const changed = { kind: "ModelChanged", model: { id: "m10" }, attr: "start", new: 1 }
  const content = { events: [changed, view, said] }
  leaveMessages({ content })
  expect(content.events).toEqual([said])
})
