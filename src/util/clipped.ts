// How much of outside input an error repeats: errors go back there and into logs, so their length must be bounded.

const MAX_SHOWN_LENGTH = 60

/** The string, or the beginning of a long one. */
export function clipped(text: string, maxLength = MAX_SHOWN_LENGTH): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}...` : text
}

/** A value: the beginning of a long string, only the type of an object, only the name of a class. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(clipped(value))
  if (typeof value === "function")
    return /^class\b/.test(String(value)) ? `the class ${value.name}` : "a function"
  return typeof value === "object" && value !== null ? "an object" : String(value)
}
