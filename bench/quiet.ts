// npm run bench quiet: the cost of ten minutes without activity, counted in the real runtime. Pages ping. A client that does
// not ping is sent keepalives by an alarm.

import { type BokehClient, connect, openToken } from "../worker-tests/support/bokeh-client.ts"
import { openStored } from "../worker-tests/support/counting/actions.ts"
import { type CountedWorker, startCounted } from "../worker-tests/support/counting/counted.ts"
import { combined, type Counts } from "../worker-tests/support/counting/counts.ts"

const MINUTE_MS = 60_000
const PING_MS = 15_000
const MEMBERS = 10

interface Quiet {
  readonly path: string
  readonly clients: number
  readonly pings: boolean
}

const CASES: Readonly<Record<string, Quiet>> = {
  "a session whose page is open": { path: "/temperature", clients: 1, pings: true },
  "one with a client that does not ping": { path: "/temperature", clients: 1, pings: false },
  "a group of ten": { path: "/room/quiet", clients: MEMBERS, pings: true },
  "one in which they hear who comes and goes": {
    path: "/room/hearing",
    clients: MEMBERS,
    pings: true,
  },
}

/** All cases at the same time, each in its own runtime. */
export async function quietLines(minutes = 10): Promise<readonly string[]> {
  const running = Object.entries(CASES).map(async ([name, quiet]) => {
    const worker = await startCounted()
    const { wakes, alarms, calls, rowsWritten } = await countsOf(worker, quiet, minutes)
    await worker.stop()
    return `| ${[name, wakes, alarms, calls, rowsWritten].join(" | ")} |`
  })
  return [
    `| in ${minutes} quiet minutes | wakes | alarms | calls of objects | rows written |`,
    "|---|---|---|---|---|",
    ...(await Promise.all(running)),
  ]
}

async function countsOf(
  worker: CountedWorker,
  { path, clients: count, pings }: Quiet,
  minutes: number,
): Promise<Counts> {
  const clients: BokehClient[] = []
  for (let i = 0; i < count; i++) {
    clients.push(await open(worker, `${worker.url}${path}`, pings))
  }
  const asked = pings ? clients : []
  await pass(asked, MINUTE_MS) // the effects of their joining are over
  const before = await worker.counts()
  await pass(asked, minutes * MINUTE_MS)
  return combined(await worker.counts(), before, (after, earlier) => after - earlier)
}

async function open(worker: CountedWorker, app: string, pings: boolean): Promise<BokehClient> {
  if (pings) return (await openStored(worker, app)).client
  const client = await connect(`${app.replace("http", "ws")}/ws`, await openToken(app))
  await client.request("PULL-DOC-REQ")
  return client
}

async function pass(clients: readonly BokehClient[], ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += PING_MS) {
    await Promise.all(clients.map((client) => client.ping()))
    await new Promise((resolve) => setTimeout(resolve, PING_MS))
  }
}
