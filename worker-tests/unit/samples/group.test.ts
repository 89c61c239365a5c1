import { app, column, Div, TextInput } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, test } from "vitest"

const notes = app("/notes/:team", (doc, context) => {
  const team = context.group(`notes ${context.params.team}`)
  const board = new Div({ text: "" })
  const input = new TextInput({ value: "" })
  team.join()
  team.on("note", ({ data }) => {
    board.text += `${String(data)};`
  })
  input.on_change("value", () => team.send("note", input.value).then(() => undefined))
  doc.add_root(column(board, input))
})

test("a note reaches the others, even when it was lost on the way at first", async () => {
  const world = createWorld([notes])
  const [ada, bob] = [await world.open("/notes/a"), await world.open("/notes/a")]
  world.failSends(1)
  await ada.set(ada.find(TextInput), { value: "hi" })
  expect(bob.find(Div).text).toBe("")
  await world.advance(60_000)
  expect(bob.find(Div).text).toBe("hi;")
  expect(world.errors.join()).toContain("a group could not be reached")
})
