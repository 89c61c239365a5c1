// Values that production refuses to store, and a local workerd does not.
// Source: developers.cloudflare.com/durable-objects/platform/limits (SQLite): "Maximum string, BLOB or table row size: 2 MB"

const MAX_ROW_BYTES = 2_000_000

/** Makes the storage refuse a row that is too large, as in production. */
export function applyPlatformLimits(storage: DurableObjectStorage): void {
  const sql = checkedCall(storage.sql, "exec", assertRow)
  const kv = checkedCall(storage.kv, "put", assertRow)
  Object.defineProperties(storage, { sql: { value: sql }, kv: { value: kv } })
}

/** `target` with a `method` that checks its arguments first. */
function checkedCall<T extends object>(
  target: T,
  method: keyof T,
  check: (values: readonly unknown[]) => void,
): T {
  return new Proxy(target, {
    get(inner, key) {
      const value: unknown = Reflect.get(inner, key, inner)
      if (typeof value !== "function") return value
      return (...args: readonly unknown[]): unknown => {
        if (key === method) check(args.slice(1))
        return value.apply(inner, args)
      }
    },
  })
}

function assertRow(values: readonly unknown[]): void {
  const bytes = values.reduce((sum: number, value) => sum + sizeOf(value), 0)
  if (bytes > MAX_ROW_BYTES) throw new Error("string or blob too big: SQLITE_TOOBIG")
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return new TextEncoder().encode(value).byteLength
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === "object" && value !== null) return sizeOf(JSON.stringify(value))
  return 8
}
