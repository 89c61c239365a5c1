// A hash of the bundle that wrangler makes of a Worker: it tells whether its code is the one that stored a session.

import { createHash } from "node:crypto"

import { build } from "esbuild"

export async function bundleVersion(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".csv": "text" },
    logLevel: "silent",
  })
  const hash = createHash("sha256")
  for (const { contents } of outputFiles) hash.update(contents)
  return hash.digest("base64url").slice(0, 16)
}
