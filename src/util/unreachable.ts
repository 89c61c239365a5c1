// Ends an exhaustive switch: an unhandled union member fails to compile.

/** @throws always; reachable only when a value does not have its declared type. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`)
}
