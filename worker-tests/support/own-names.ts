// What tests that run in Node mean by the package's own name, and by what only workerd has.

import { join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")

/** The longer names come first: vitest takes the first that a name begins with. */
export const OWN_NAMES: Readonly<Record<string, string>> = {
  "bokeh-edge/alone": join(ROOT, "src/alone.ts"),
  "bokeh-edge/testing": join(ROOT, "src/testing.ts"),
  "bokeh-edge": join(ROOT, "src/api.ts"),
  "cloudflare:workers": join(ROOT, "worker-tests/support/cloudflare-workers.ts"),
}
