// Arguments of a page's URL that a link carries on.

import type { SessionRequest } from "../../app/session-request.ts"

/** The arguments that `isKept` names, each as `name=value`. */
export function argumentsOf(
  { arguments: given }: Pick<SessionRequest, "arguments">,
  isKept: (name: string) => boolean,
): readonly string[] {
  return Object.entries(given).flatMap(([name, values]) =>
    isKept(name) ? values.map((value) => new URLSearchParams({ [name]: value }).toString()) : [],
  )
}
