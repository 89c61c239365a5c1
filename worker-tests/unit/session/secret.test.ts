import { expect, it } from "vitest"

import { isSecret } from "../../../src/session/secret.ts"

it.each([
  ["abc", "abc", true],
  ["abd", "abc", false],
  ["", "", false],
  [undefined, undefined, false],
  [undefined, "abc", false],
  ["undefined", undefined, false],
  [["abc"], "abc", false],
])("the comparison of %o with the secret %o is %s", (given, secret, expected) => {
  expect(isSecret(given, secret)).toBe(expected)
})
