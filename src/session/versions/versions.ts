// The route option `session: { versions: versions() }`. Only apps that use it carry this code.

import { SharingError } from "../../app/sharing.ts"
import type { SessionHistory, VersionsFeature, VersionsOptions } from "../../app/versions.ts"
import { assertOptions } from "../../util/assert-options.ts"
import { History, type HistoryParts } from "./history.ts"

const DEFAULTS = { keep: 50, bytes: 8 * 1024 * 1024, every: 30, undo: 100 } as const

/**
 * Keeps earlier states of each session of the route, and lets everybody undo their own changes: see `context.versions`.
 * @throws SharingError for an option that is not a count
 */
export function versions(options: VersionsOptions = {}): VersionsFeature {
  assertOptions("versions", options, DEFAULTS)
  const limits = { ...DEFAULTS, ...options }
  for (const [name, value] of Object.entries(limits)) {
    if (Number.isFinite(value) && value > 0) continue
    throw new SharingError(`versions: ${name} must be a positive number, got ${String(value)}`)
  }
  return {
    history: (parts: HistoryParts): SessionHistory => new History(parts, limits),
  }
}
