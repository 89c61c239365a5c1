// What a process has used, whoever else used the machine meanwhile. Source: proc(5)

import { readdirSync, readFileSync } from "node:fs"

const KB = 1024

/** Milliseconds that all threads of a process have worked; of the one that it has started, if it has started one. */
export function cpuMs(pid: number): number {
  const children = childrenOf(pid)
  if (children.length > 0) return sum(children.map(cpuMs))
  return sum(readThreads(pid, "schedstat").map((times) => Number(times.split(" ")[0]) / 1e6))
}

/** Bytes that are in memory of all that a process has started. */
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
