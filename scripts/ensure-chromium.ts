// Finds the system's Chromium, or installs it where that is possible.

import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"

/** For a quiet headless browser: no sandbox (we may be root in a container), no background traffic. */
export const CHROMIUM_FLAGS: string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** The path of a Chromium; on Debian-like systems root gets it installed. @throws with one line that says what to do */
export function ensureChromium(): string {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      "Chromium is missing: install it (apt-get install chromium) or set CHROMIUM_PATH",
    )
  }
  const options = {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  } as const
  execFileSync("apt-get", ["update", "-qq"], options)
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options)
  const installed = findChromium()
  if (installed === undefined) throw new Error("apt-get installed no Chromium: set CHROMIUM_PATH")
  return installed
}

function findChromium(): string | undefined {
  const { CHROMIUM_PATH } = process.env
  return [...(CHROMIUM_PATH === undefined ? [] : [CHROMIUM_PATH]), ...PLACES].find((path) =>
    existsSync(path),
  )
}
