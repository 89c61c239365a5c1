// Storage of a real object, for the stores' own tests, with production's limits.

import { env, runInDurableObject } from "cloudflare:test"

import { isRecord } from "../../src/util/record.ts"
import { applyPlatformLimits } from "./platform-limits.ts"

let made = 0

/** Runs inside a new object. */
export function withStorage(
  use: (storage: DurableObjectStorage) => void | Promise<void>,
): Promise<void> {
  const bindings: unknown = env
  if (!isRecord(bindings)) throw new Error("no bindings")
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- bound in vitest.config.ts
  const namespace = bindings["STORAGES"] as DurableObjectNamespace
  const stub = namespace.getByName(`${++made}`)
  return runInDurableObject(stub, async (_, { storage }) => {
    applyPlatformLimits(storage)
    await use(storage)
  })
}
