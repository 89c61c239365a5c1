// Random characters from the runtime's cryptographic source.

import type { Random } from "./ports.ts"

const DIGITS = Array.from({ length: 36 }, (_, i) => i.toString(36)).join("")
const ALPHABET = DIGITS + DIGITS.slice(10).toUpperCase()

export const webRandom: Random = {
  alphanumeric: (count) => {
    let text = ""
    while (text.length < count) {
      for (const byte of crypto.getRandomValues(new Uint8Array(count))) {
        // 248 is a multiple of 62. Accepting larger bytes would favor the first letters.
        if (byte < 248 && text.length < count) text += ALPHABET[byte % ALPHABET.length] ?? ""
      }
    }
    return text
  },
}
