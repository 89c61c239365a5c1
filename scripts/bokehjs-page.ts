// BokehJS in a page of Chromium, without a server.

import { join } from "node:path"

import type { Page } from "playwright-core"

import { BOKEHJS_FILES } from "../src/cli/bokehjs-files.ts"

/** The folder of the pinned BokehJS. */
export const BOKEHJS = join(import.meta.dirname, "../node_modules/@bokeh/bokehjs/build/js")

/** Loads all of BokehJS. */
export async function addBokehJs(page: Page): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- in order
  for (const name of BOKEHJS_FILES) await page.addScriptTag({ path: join(BOKEHJS, name) })
}
