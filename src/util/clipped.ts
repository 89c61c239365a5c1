// What an error repeats of what came from outside: errors go back there and into logs, and grow with neither.

const MAX_SHOWN_LENGTH = 60

/** The string, or its beginning where it is long. */
export function clipped(text: string, maxLength = MAX_SHOWN_LENGTH): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}...` : text
}

/** A value: a long string by its beginning, an object by its type alone. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(clipped(value))
  return typeof value === "object" && value !== null ? "an object" : String(value)
}
