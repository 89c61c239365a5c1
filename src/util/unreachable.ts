// Ends an exhaustive switch: a union member that is not handled fails to compile.

/** @throws always; only reachable when a value lies about its type. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`)
}
