// A FileInput sends its files in one message, as base64. Files that the server would reject are rejected before they are
// read. Source: bokehjs models/widgets/file_input.ts

import type { Bokeh, BokehDocument, FileLimits } from "./bokeh.ts"
import { alertBox } from "./error-box.ts"

/** Room in a message for everything but the files. */
const MESSAGE_BYTES = 2000
const FILE_BYTES = 500

export function limitFiles(bokeh: Bokeh, doc: BokehDocument, limits: FileLimits): void {
  doc.fileLimits = limits
  const view = bokeh.Models.FileInput?.prototype.default_view.prototype
  // Once in a page, however many scripts it gets.
  if (!view || view.isLimited) return
  view.isLimited = true
  const { load_files } = view
  view.load_files = async function (files) {
    for (const told of this.shadow_el.querySelectorAll("[role=alert], [role=status]")) told.remove()
    const limit = this.model.document?.fileLimits
    if (!limit || fits(files, limit)) return load_files.call(this, files)
    const { place } = limit
    const isSent = place !== undefined && [...files].every(({ size }) => size <= place.maxBytes)
    if (isSent) return window.bokehEdgeSendFiles?.(this, files, place)
    this.shadow_el.append(alertBox(refusalOf(files, limit)))
    this.input_el.value = "" // this also empties the list of files
    return undefined
  }
}

function fits(files: FileList, { maxMessageBytes }: FileLimits): boolean {
  const bytes = [...files].reduce(
    (sum, { size }) => sum + Math.ceil(size / 3) * 4 + FILE_BYTES,
    MESSAGE_BYTES,
  )
  return bytes <= maxMessageBytes
}

function refusalOf(files: FileList, { maxMessageBytes, place }: FileLimits): string {
  const names = [...files].map(({ name, size }) => `${name} (${megabytes(size)})`).join(", ")
  const max = place?.maxBytes ?? ((maxMessageBytes - MESSAGE_BYTES) * 3) / 4
  const each = place === undefined ? "at a time" : "in one file"
  return `Too large to be sent: ${names}. At most ${megabytes(max)} can be sent ${each}.`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
