// What the platform asks for, as inputs: https://developers.cloudflare.com/durable-objects/platform/pricing and
// https://developers.cloudflare.com/workers/platform/pricing, as of 2026-11-28, beyond what the paid plan includes.

import type { Counts } from "../worker-tests/support/counting/counts.ts"

/** In dollars. */
export const PRICES = {
  perWorkerRequest: 0.3e-6,
  perObjectRequest: 0.15e-6,
  perGbSecond: 12.5e-6,
  perRowRead: 0.001e-6,
  perRowWritten: 1e-6,
  perGbMonth: 0.2,
  /** A month of the paid plan. */
  plan: 5,
  /** A month of a virtual machine with two shared cores and 2 GB, at the price of several hosts. */
  machine: 12,
} as const

/** The memory for which an object is billed, regardless of its use. */
const OBJECT_GB = 0.128
/** The number of received websocket messages that are billed as one request. */
const MESSAGES_A_REQUEST = 20
const GB = 1e9
const HOURS_A_MONTH = 730

/** Quantities that the runtime does not count. */
export interface Held {
  /** Objects times the seconds in which they ran or could not leave memory. */
  readonly objectSeconds?: number
  readonly storedBytes?: number
  readonly storedHours?: number
}

export interface Cost {
  readonly workerRequests: number
  readonly objectRequests: number
  readonly gbSeconds: number
  readonly rowsRead: number
  readonly rowsWritten: number
  readonly gbMonths: number
  readonly dollars: number
}

export function costOf(counts: Counts, held: Held = {}): Cost {
  const { objectSeconds = 0, storedBytes = 0, storedHours = 0 } = held
  const { requests, objectFetches, calls, alarms, messagesIn, rowsRead, rowsWritten } = counts
  const objectRequests = objectFetches + calls + alarms + messagesIn / MESSAGES_A_REQUEST
  const gbSeconds = objectSeconds * OBJECT_GB
  const gbMonths = (storedBytes / GB) * (storedHours / HOURS_A_MONTH)
  const dollars =
    requests * PRICES.perWorkerRequest +
    objectRequests * PRICES.perObjectRequest +
    gbSeconds * PRICES.perGbSecond +
    rowsRead * PRICES.perRowRead +
    rowsWritten * PRICES.perRowWritten +
    gbMonths * PRICES.perGbMonth
  return {
    workerRequests: requests,
    objectRequests,
    gbSeconds,
    rowsRead,
    rowsWritten,
    gbMonths,
    dollars,
  }
}
