// Checks what would be missing, then runs `wrangler deploy`.

import { spawnSync } from "node:child_process"
import { parseArgs } from "node:util"

import { CliError } from "./cli-error.ts"
import { SECRET } from "./kept-secret.ts"
import { problemsIn } from "./project-config.ts"
import { typeErrors } from "./type-errors.ts"
import { findWrangler } from "./wrangler.ts"

/** @param args of `wrangler deploy`. @throws CliError when something must be done first */
export async function deploy(args: readonly string[]): Promise<void> {
  const wrangler = findWrangler(process.cwd())
  const options = { env: { type: "string", short: "e" }, "dry-run": { type: "boolean" } } as const
  const { env, "dry-run": isDry } = parseArgs({ args: [...args], strict: false, options }).values
  const name = typeof env === "string" ? env : undefined
  const folder = process.cwd()
  const problems = await problemsIn(folder, name)
  const secret = isDry === true ? undefined : secretProblem(wrangler, name)
  const types = await typeErrors(folder)
  const all = [
    ...problems,
    ...(secret === undefined ? [] : [secret]),
    ...(types === "" ? [] : [`The types are wrong:\n\n${types}`]),
  ]
  if (all.length > 0) throw new CliError(`not deployed:\n\n${all.join("\n\n")}`)
  const { status } = spawnSync(process.execPath, [wrangler, "deploy", ...args], {
    stdio: "inherit",
  })
  process.exitCode = status ?? 1
}

/** Asks Cloudflare. A missing sign-in and a first deploy are left to the deploy itself to report. */
function secretProblem(wrangler: string, env: string | undefined): string | undefined {
  const environment = env === undefined ? [] : ["--env", env]
  const { status, stdout } = spawnSync(
    process.execPath,
    [wrangler, "secret", "list", "--format", "json", ...environment],
    { encoding: "utf8", stdio: ["inherit", "pipe", "ignore"] },
  )
  if (status !== 0 || stdout.includes(`"${SECRET}"`)) return undefined
  return `Set the secret: npx wrangler secret put ${[SECRET, ...environment].join(" ")}\n(any long random string; all sessions are signed with it)`
}
