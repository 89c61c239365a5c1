import { defineConfig } from "vitest/config"

/** What bokeh-edge imports from Cloudflare's runtime, which Node does not have. */
const workers = "data:text/javascript,export class DurableObject {}"

export default defineConfig({
  resolve: { alias: { "cloudflare:workers": workers } },
  test: { server: { deps: { inline: ["bokeh-edge"] } } },
})
