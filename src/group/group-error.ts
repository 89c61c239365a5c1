// What a group refuses, and why. The error is created where the group refuses, and travels between objects as plain data.

export type GroupErrorCode =
  | "bad-argument"
  | "bad-name"
  | "too-large"
  | "too-many-groups"
  | "too-many-members"
  | "too-often"
  | "not-a-member"
  | "not-now"
  | "forbidden"

export class GroupError extends Error {
  override readonly name = "GroupError"
  readonly code: GroupErrorCode
  /** When a new try makes sense, in ms from now; 0 for never. */
  readonly retryAfterMs: number

  constructor(code: GroupErrorCode, message: string, retryAfterMs = 0) {
    super(message)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** Between objects an error loses its class, so it travels as data. */
export type Result<T> =
  | { readonly value: T }
  | { readonly refused: Pick<GroupError, "code" | "message" | "retryAfterMs"> }

export async function resultOf<T>(call: () => T | Promise<T>): Promise<Result<T>> {
  try {
    return { value: await call() }
  } catch (error) {
    if (!(error instanceof GroupError)) throw error
    const { code, message, retryAfterMs } = error
    return { refused: { code, message, retryAfterMs } }
  }
}

/** @throws GroupError when the result is a refusal */
export function valueOf<T>(result: Result<T>): T {
  if ("value" in result) return result.value
  const { code, message, retryAfterMs } = result.refused
  throw new GroupError(code, message, retryAfterMs)
}
