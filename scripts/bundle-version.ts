// A hash of a Worker's bundle made by wrangler. It shows whether a session was stored by the same code.

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
