import { defineConfig } from "vitest/config"

/** Stands in for Cloudflare's runtime, which bokeh-edge imports and Node does not have. */
const workers = "data:text/javascript,export class DurableObject {}"

export default defineConfig({
  resolve: { alias: { "cloudflare:workers": workers } },
  test: { server: { deps: { inline: ["bokeh-edge"] } } },
})
