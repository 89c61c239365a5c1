// npm start: the development server with the examples. All arguments go to `wrangler dev`.

import { startDev } from "../src/cli/dev.ts"
import { bundleVersion } from "./bundle-version.ts"
import { copyAssets } from "./copy-assets.ts"

copyAssets()
const args = process.argv.slice(2)
const [entry = "src/index.ts"] = args.filter((arg) => /^[^-].*\.[jt]s$/.test(arg))
const version = await bundleVersion(entry).catch(() => "") // wrangler reports the error
await startDev(args, version === "" ? {} : { BOKEH_EDGE_VERSION: version })
