// The resources that a process has used, regardless of other load on the machine. Source: proc(5)

import { readdirSync, readFileSync } from "node:fs"

const KB = 1024

/** The CPU time of all threads of a process, or of its child process if it has one, in milliseconds. */
export function cpuMs(pid: number): number {
  const children = childrenOf(pid)
  if (children.length > 0) return sum(children.map(cpuMs))
  return sum(readThreads(pid, "schedstat").map((times) => Number(times.split(" ")[0]) / 1e6))
}

/** The resident memory of all child processes of a process, in bytes. */
export function childrensBytes(pid: number): number {
  return sum(childrenOf(pid).map((child) => residentBytes(child) + childrensBytes(child)))
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * KB
}

function childrenOf(pid: number): readonly number[] {
  const lists = readThreads(pid, "children")
  return lists.flatMap((ids) => (ids === "" ? [] : ids.split(" ").map(Number)))
}

function readThreads(pid: number, name: string): readonly string[] {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/${name}`, "utf8").trim())
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
