import { app, Div } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, test } from "vitest"

const visits = app("/visits", (doc, context) => {
  const { storage, user } = context
  const text = new Div({ text: `${user?.id} is here` })
  const wakes = () => Number(storage.get("wakes"))
  context.onCreated(() => storage.put("wakes", 0))
  context.onWake(() => storage.put("wakes", wakes() + 1))
  doc.add_periodic_callback(() => {
    text.text = `woken ${wakes()} times`
  }, 60_000)
  doc.add_root(text)
})

test("a session counts how often it was woken", async () => {
  const world = createWorld([visits], { env: { CITY: "Oslo" } })
  const session = await world.open("/visits?day=1", { user: { id: "ada" } })
  expect(session.find(Div).text).toBe("ada is here")
  session.hibernate()
  await session.wake()
  await world.advance(60_000)
  expect(session.find(Div).text).toBe("woken 1 times")
})
