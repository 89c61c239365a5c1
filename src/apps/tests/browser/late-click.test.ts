// Clicks on a page that does not yet show what has changed: what the server sends to it is held back meanwhile.

import { expect, it, vi } from "vitest"

import { documentsAreDrawn } from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"
import { button, field, isHere, send, text, visit } from "./explore-page.ts"

/** The time limit of a test with many pages on a busy machine. */
const PATIENT_MS = 600_000

vi.setConfig({ testTimeout: PATIENT_MS })
const { worker, browser } = await openExamples()

const [WIND, RAIN] = ["Wind (m/s)", "Precipitation (mm)"]

function enter(name: string, room: string) {
  return visit({ browser, url: worker.url, room, name })
}

/** Opens a page whose messages from the server can be held back. */
async function openHeld(path: string) {
  const page = await browser.newPage()
  const held: (() => void)[] = []
  let isHeld = false
  await page.routeWebSocket(/\/ws/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (isHeld) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  await page.goto(`${worker.url}${path}`)
  await documentsAreDrawn(page)
  const hold = () => void (isHeld = true)
  const release = () => {
    isHeld = false
    for (const pass of held.splice(0)) pass()
  }
  return { page, hold, release }
}

it("a graph for one person does not go to everybody when that person has just left", async () => {
  const { page: ada, hold, release } = await openHeld("/explore/left?name=Ada")
  const [bob, cyd] = [await enter("Bob", "left"), await enter("Cyd", "left")]
  for (const name of ["Bob", "Cyd"]) await isHere(ada, name)
  await field(ada, "To").selectOption("Bob")
  await field(ada, "Note").fill("For Bob alone")
  hold()
  await bob.close()
  await text(cyd, "1 away").waitFor()
  await button(ada, "Send").click()
  release()
  await text(ada, /^Sent maximum temperature .* to 0 people, and 1 more/).waitFor()
  await send(cyd, WIND) // it would be there by now
  expect(await cyd.getByText("For Bob alone").count()).toBe(0)
  for (const page of [ada, cyd]) await page.close()
})

it("a click on the button of one graph does not open the next one", async () => {
  const { page: ada, hold, release } = await openHeld("/explore/next?name=Ada")
  const [bob, cyd] = [await enter("Bob", "next"), await enter("Cyd", "next")]
  for (const name of ["Bob", "Cyd"]) await isHere(ada, name)
  await send(bob, WIND)
  await text(ada, "Bob sent you a graph.").waitFor()
  hold()
  await send(cyd, RAIN)
  await button(ada, "Open it").click()
  release()
  await text(ada, "Cyd sent you a graph.").waitFor()
  await field(ada, "Note").fill("Seen") // arrives after the click
  await button(ada, "Open it").click()
  await text(ada, "Showing maximum temperature against precipitation.").waitFor()
  expect(await ada.getByText("against wind.").count()).toBe(0)
  for (const page of [ada, bob, cyd]) await page.close()
})
