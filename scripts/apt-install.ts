// Installs a Debian package if that is possible without a prompt.

import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"

/** @throws Error if this is not Debian, or the user is not root */
export function aptInstall(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`${name} is missing, and only root on a Debian-like system can install it`)
  }
  const options = {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  } as const
  execFileSync("apt-get", ["update", "-qq"], options)
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], options)
}
