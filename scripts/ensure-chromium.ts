// Finds the system's Chromium, or installs it if possible.

import { existsSync } from "node:fs"

import { aptInstall } from "./apt-install.ts"

/** Options of a headless browser: no sandbox (the user may be root in a container), no background traffic. */
export const CHROMIUM_FLAGS: string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** The paths on Linux, macOS and Windows. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
]

/** The path of a Chromium, which is installed for root on Debian-like systems. @throws Error with one line of instructions */
export function ensureChromium(): string {
  const found = findChromium()
  if (found !== undefined) return found
  try {
    aptInstall("chromium")
  } catch (cause) {
    throw new Error("Chromium is missing: install it or set CHROMIUM_PATH", { cause })
  }
  const installed = findChromium()
  if (installed === undefined) throw new Error("apt-get installed no Chromium: set CHROMIUM_PATH")
  return installed
}

function findChromium(): string | undefined {
  const { CHROMIUM_PATH = "" } = process.env
  return [CHROMIUM_PATH, ...PLACES].find((path) => existsSync(path))
}
