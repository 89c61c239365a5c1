// Base64, standard alphabet, with the runtime's own coder. Messages contain megabytes of it, so bytes are processed in
// chunks.

const CHUNK_BYTES = 1 << 13

/** @throws for characters outside the standard alphabet */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

export function base64FromBytes(bytes: Uint8Array): string {
  const chunks: string[] = []
  for (let i = 0; i < bytes.length; i += CHUNK_BYTES) {
    chunks.push(String.fromCharCode(...bytes.subarray(i, i + CHUNK_BYTES)))
  }
  return btoa(chunks.join(""))
}

/** With "-" and "_", and without padding, so that it is safe in URLs and headers. */
export function base64urlFromBytes(bytes: Uint8Array): string {
  return base64FromBytes(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

export function base64urlFromText(text: string): string {
  return base64urlFromBytes(new TextEncoder().encode(text))
}

/** @throws for text that is not base64 */
export function textFromBase64url(text: string): string {
  return new TextDecoder().decode(bytesFromBase64url(text))
}

export function bytesFromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return bytesFromBase64(text.replaceAll("-", "+").replaceAll("_", "/"))
}
