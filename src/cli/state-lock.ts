// Only one server at a time uses a folder of sessions. A server that was killed may leave its workerd behind, which is
// ended first.

import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"

import { parseJson } from "../util/parse-json.ts"
import { isRecord } from "../util/record.ts"
import { CliError } from "./cli-error.ts"

const FILE = "server.json"
const MAX_TRIES = 100

interface Owner {
  readonly pid: number
  readonly workerd: number
}

/** @throws CliError when another server runs on it */
export async function takeState(folder: string): Promise<void> {
  const owner = readOwner(folder)
  if (owner === undefined) return
  if (owner.pid !== process.pid && commandOf(owner.pid).includes("serve")) {
    throw new CliError(`another server has its sessions in ${folder}: process ${owner.pid}`)
  }
  await end(owner.workerd)
}

export function writeOwner(folder: string, workerd: number): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, FILE), JSON.stringify({ pid: process.pid, workerd }))
}

export function leaveState(folder: string): void {
  rmSync(join(folder, FILE), { force: true })
}

/** Undefined also for a file that a machine that went down has not written to its end. */
function readOwner(folder: string): Owner | undefined {
  const file = join(folder, FILE)
  if (!existsSync(file)) return undefined
  const value = parseJson(readFileSync(file, "utf8"))
  return isRecord(value)
    ? { pid: Number(value["pid"]), workerd: Number(value["workerd"]) }
    : undefined
}

async function end(pid: number): Promise<void> {
  for (let i = 0; i < MAX_TRIES && commandOf(pid).includes("workerd"); i++) {
    process.kill(pid, "SIGKILL")
    await setTimeout(50)
  }
}

/** The command of a process, whose number may belong to another process by now; "" when there is none, or it cannot be read. */
function commandOf(pid: number): string {
  const { stdout } = spawnSync("ps", ["-p", `${pid}`, "-o", "command="], { encoding: "utf8" })
  return stdout ?? ""
}
