// Programs that push their documents into one session, one after the other. Each gives its models the same ids.

import { describe, expect, it } from "vitest"

import { python } from "../support/python.ts"
import { openSite } from "../support/site.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

const { worker, browser } = await openSite({ vars: { BOKEH_SECRET_KEY } })

describe("a session into which several programs push", () => {
  it("[S7] shows the last document in open pages and to other programs", async () => {
    const url = `${worker.url}/host`
    const run = (...args: string[]) => python("push_again.py", args, { BOKEH_SECRET_KEY })
    const id = String(await run())
    const page = await browser.newPage()
    const errors: string[] = []
    page.on("pageerror", ({ message }) => errors.push(message))
    expect(await run(url, id, "the first", "div", "slider")).toEqual(["the first", "the first"])
    await page.goto(`${url}?bokeh-session-id=${encodeURIComponent(id)}`)
    await page.getByText("the first").first().waitFor()
    for (const [text, ...parts] of [
      ["the same kinds", "div", "slider"],
      ["other kinds", "slider", "div"],
      ["none"],
      ["the first kinds", "div", "slider"],
    ]) {
      await run(url, id, text ?? "", ...parts)
      await expect.poll(() => page.getByText(text ?? "").count()).toBe(parts.length)
    }
    expect(errors).toEqual([])
    await page.close()
  })
})
