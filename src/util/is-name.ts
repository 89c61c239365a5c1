import { MESSAGE_LIMITS } from "./limits.ts"

/** True for a string that may be an id, a type or a property's name: it is kept, and returned in replies and errors. */
export function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MESSAGE_LIMITS.nameChars
}
