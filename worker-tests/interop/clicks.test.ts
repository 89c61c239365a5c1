// Callbacks of a Python client on a document that it pushed, for events in a browser.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"

import { describe, expect, it } from "vitest"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { openSite } from "../support/site.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

const { worker, browser } = await openSite({ vars: { BOKEH_SECRET_KEY } })

describe("a button that Python pushed", () => {
  it("[S10] runs on_click in Python when it is clicked in a browser, and the page shows the result", async () => {
    const env = { ...process.env, BOKEH_SECRET_KEY, BOKEH_SIGN_SESSIONS: "yes" }
    const args = [join(import.meta.dirname, "clicks.py"), `${worker.url}/host`]
    const python = spawn(ensurePython(), args, { env, stdio: ["ignore", "pipe", "inherit"] })
    const lines = createInterface(python.stdout)[Symbol.asyncIterator]()
    const { value: id } = await lines.next()
    const page = await browser.newPage()
    await page.goto(`${worker.url}/host?bokeh-session-id=${encodeURIComponent(String(id))}`)
    const button = page.getByRole("button", { name: "click" })
    await button.click()
    await page.getByText("Python heard 1").waitFor()
    await button.click()
    await page.getByText("Python heard 2").waitFor()
    expect((await lines.next()).value).toBe('["button_click", "button_click"]')
    if (python.exitCode === null) await once(python, "exit")
    await page.close()
  })
})
