// Bokeh's CDN, simulated with the package's files, since tests have no network.

import { join } from "node:path"

import type { Page } from "playwright-core"

export const CDN = "https://cdn.bokeh.org/bokeh/release/"
const FILES = join(import.meta.dirname, "../../node_modules/@bokeh/bokehjs/build/js")
const HEADERS = { "access-control-allow-origin": "*", "content-type": "text/javascript" }

export async function playCdn(page: Page): Promise<void> {
  await page.route(`${CDN}**`, (route) => {
    const name = route.request().url().slice(CDN.length).replace("-3.10.0", "")
    return route.fulfill({ path: join(FILES, name), headers: HEADERS })
  })
}
