// An app's own models that Python pushes: the server checks those that it has declared, passes on the others, and pages draw
// them.

import { afterAll, beforeAll, expect, it } from "vitest"

import { openBrowser, openPage } from "../support/browser.ts"
import { python } from "../support/python.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

let worker: RunningWorker
beforeAll(async () => {
  const entry = "worker-tests/support/own-models-app.ts"
  worker = await startWorker({ entry, vars: { BOKEH_SECRET_KEY } })
})
afterAll(() => worker.stop())

it("own models that Python pushes get the server's defaults and checks, reach its callbacks, and are drawn in a page", async () => {
  const url = `${worker.url}/host`
  const pushed = await python("own_models.py", ["push", url], { BOKEH_SECRET_KEY })
  const [id, answer] = pushed as readonly [string, unknown]
  const refusal = "ModelError: Params.amp must be a number, 0 or more, got -1"
  expect(answer).toEqual(["none", 2, refusal])
  const browser = await openBrowser()
  const path = `${url}?bokeh-session-id=${encodeURIComponent(id)}`
  const { page, errors } = await openPage(browser, path)
  await page.getByText("# ## ### #").waitFor()
  await page.getByRole("button", { name: "in the page" }).click()
  const checked = () => python("own_models.py", ["check", url, id], { BOKEH_SECRET_KEY })
  const expected = [7, "server heard 2 to 7", 3, true, [1, 2, 3, 1]]
  await expect.poll(checked).toEqual(expected)
  expect(errors).toEqual([])
  await browser.close()
})
