// The examples' data for tests without a server: the files that the Worker serves as assets.

import { readFile } from "node:fs/promises"
import { basename, join } from "node:path"

const DATA = join(import.meta.dirname, "../../../node_modules/vega-datasets/data")

/** The binding that dataFrom() reads. */
export const ENV = {
  ASSETS: { fetch: async (url: string) => new Response(await readFile(join(DATA, basename(url)))) },
}
