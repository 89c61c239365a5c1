// Small pictures of plots: what the browser draws, as a data URL. They come from pages and from other sessions, so they are
// checked.

import { SHARING_LIMITS } from "../util/limits.ts"
import { SharingError } from "./sharing.ts"

/**
 * The data begins with the format's first characters, in base64. No SVG: an SVG is a document, and its author may put forms
 * and links into it.
 */
const PREVIEW =
  /^data:image\/(?:png;base64,iVBORw0KGgo|jpeg;base64,\/9j\/|webp;base64,UklGR)[A-Za-z0-9+/]*={0,2}$/

/** Whether this is a small picture as a data URL, safe in `<img src="...">`. Use it to check what others sent. */
export function isPreview(value: unknown): value is string {
  if (typeof value !== "string" || value.length > SHARING_LIMITS.previewChars) return false
  const base64 = value.slice(value.indexOf(",") + 1)
  return base64.length % 4 === 0 && PREVIEW.test(value)
}

/** @throws SharingError that describes what is wrong with it */
export function assertPreview(preview: unknown): void {
  if (isPreview(preview)) return
  if (typeof preview === "string" && preview.length > SHARING_LIMITS.previewChars) {
    throw new SharingError(
      `publish: the preview has ${preview.length} characters, at most ${SHARING_LIMITS.previewChars}`,
    )
  }
  throw new SharingError("publish: the preview must be a png, webp or jpeg as a data URL in base64")
}
