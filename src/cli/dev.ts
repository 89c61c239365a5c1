// The development server: `wrangler dev` without network, with a secret of its own if none is given.

import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { parseArgs, parseEnv } from "node:util"

import { openChannel } from "./dev-channel.ts"
import { keepRunning } from "./dev-process.ts"
import { keptSecret, SECRET } from "./kept-secret.ts"
import { findWrangler, WRANGLER_ENV } from "./wrangler.ts"

type Variables = Readonly<Record<string, string>>

/**
 * Runs until the server ends, or this process is asked to stop.
 * @param args of `wrangler dev`: --port, --ip, --persist-to DIR, --var NAME:VALUE ...
 * @param more variables of the Worker @param types finds type errors, which are reported after each save
 */
export async function startDev(
  args: readonly string[],
  more: Variables = {},
  types: () => Promise<string> = async () => "",
): Promise<void> {
  const wrangler = findWrangler(process.cwd())
  const { ip, port, state } = placeIn(args)
  const channel = await openChannel(ip, port)
  const vars = varArgs({
    ...variables(args),
    BOKEH_EDGE_DEV_CHANNEL: `${channel.port}`,
    ...more,
  })
  const env = { ...process.env, ...WRANGLER_ENV }
  const stdio = ["inherit", "pipe", "pipe"] as const
  const start = (at: number) => {
    // --local, the default, keeps an entry that comes first in `args` from being read as another variable.
    const command = [wrangler, "dev", ...vars, "--local", ...withoutPort(args), "--port", `${at}`]
    return spawn(process.execPath, command, { stdio: [...stdio], env })
  }
  keepRunning({ start, channel, port, state, types })
}

function withoutPort(args: readonly string[]): readonly string[] {
  return args.filter((arg, i) => !/^--port(?:=|$)/.test(arg) && args[i - 1] !== "--port")
}

/** wrangler's own, if none is given. */
function placeIn(args: readonly string[]) {
  const string = { type: "string" } as const
  const options = { ip: string, port: string, "persist-to": string }
  const {
    ip,
    port,
    "persist-to": state,
  } = parseArgs({
    args: [...args],
    strict: false,
    options,
  }).values
  return {
    ip: typeof ip !== "string" ? "localhost" : ip === "*" ? "0.0.0.0" : ip,
    port: typeof port === "string" ? Number(port) : 8787,
    state: stateFolder(state),
  }
}

/** What the Worker gets besides the arguments' own --var options, which come later and so take precedence. */
function variables(own: readonly string[]): Variables {
  const { values, positionals } = parseArgs({
    args: [...own],
    strict: false,
    options: { var: { type: "string", multiple: true }, "persist-to": { type: "string" } },
  })
  const given = [...(values.var ?? []), ...positionals].some((v) => `${v}`.startsWith(`${SECRET}:`))
  const environment = Object.entries(process.env).filter(([name]) => name.startsWith("BOKEH_"))
  const known = given || SECRET in process.env || isInFiles(SECRET)
  return {
    BOKEH_EDGE_DEV: "1",
    ...(!known && {
      [SECRET]: keptSecret(stateFolder(values["persist-to"]), "development-secret"),
    }),
    ...Object.fromEntries(environment.map(([name, value = ""]) => [name, value])),
  }
}

function varArgs(vars: Variables): readonly string[] {
  return Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`])
}

/** wrangler reads these by itself. */
function isInFiles(name: string): boolean {
  return [".dev.vars", ".env", ".env.local"].some(
    (file) => existsSync(file) && name in parseEnv(readFileSync(file, "utf8")),
  )
}

/** Where the development server stores sessions. */
function stateFolder(persistTo: string | boolean | undefined): string {
  return typeof persistTo === "string" ? persistTo : ".wrangler/state"
}
