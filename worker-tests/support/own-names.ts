// For tests that run in Node: the modules for the package's own name, and for modules that only workerd has.

import { join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")

/** Longer names come first, since vitest takes the first name that matches as a prefix. */
export const OWN_NAMES: Readonly<Record<string, string>> = {
  "bokeh-edge/alone": join(ROOT, "src/alone.ts"),
  "bokeh-edge/testing": join(ROOT, "src/testing.ts"),
  "bokeh-edge": join(ROOT, "src/api.ts"),
  "cloudflare:workers": join(ROOT, "worker-tests/support/cloudflare-workers.ts"),
}
