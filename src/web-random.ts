// Random characters from the runtime's cryptographic source.

import type { Random } from "./ports.ts"

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

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
