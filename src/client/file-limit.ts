// A FileInput sends its files in one message, as base64. Files that the server would reject are rejected before they are
// read. Source: bokehjs models/widgets/file_input.ts

import type { Bokeh, BokehDocument, FileInputView } from "./bokeh.ts"
import { alertBox } from "./error-box.ts"
import type { UploadPlace } from "./task.ts"

/** Room in a message for everything but the files. */
const MESSAGE_BYTES = 2000
const FILE_BYTES = 500

interface Limits {
  /** The server's size limit of a message. */
  readonly maxMessageBytes: number
  /** Where the server accepts larger files, if it does. */
  readonly place: UploadPlace | undefined
}

const limits = new WeakMap<BokehDocument, Limits>()

export function limitFiles(bokeh: Bokeh, doc: BokehDocument, given: Limits): void {
  limits.set(doc, given)
  const view = bokeh.Models.FileInput?.prototype.default_view.prototype
  if (view === undefined || patched.has(view)) return
  patched.add(view)
  const { load_files } = view
  view.load_files = async function (files) {
    for (const told of this.shadow_el.querySelectorAll("[role=alert], [role=status]")) told.remove()
    const limit = this.model.document === null ? undefined : limits.get(this.model.document)
    if (limit === undefined || fits(files, limit)) return load_files.call(this, files)
    const { place } = limit
    const isSent = place !== undefined && [...files].every(({ size }) => size <= place.maxBytes)
    if (isSent) return window.bokehEdgeSendFiles?.(this, files, place)
    this.shadow_el.append(alertBox(refusalOf(files, limit)))
    this.input_el.value = "" // this also empties the list of files
    return undefined
  }
}

const patched = new WeakSet<FileInputView>()

function fits(files: FileList, { maxMessageBytes }: Limits): boolean {
  const bytes = [...files].reduce(
    (sum, { size }) => sum + Math.ceil(size / 3) * 4 + FILE_BYTES,
    MESSAGE_BYTES,
  )
  return bytes <= maxMessageBytes
}

function refusalOf(files: FileList, { maxMessageBytes, place }: Limits): string {
  const names = [...files].map(({ name, size }) => `${name} (${megabytes(size)})`).join(", ")
  const max = place?.maxBytes ?? ((maxMessageBytes - MESSAGE_BYTES) * 3) / 4
  const each = place === undefined ? "at a time" : "in one file"
  return `Too large to be sent: ${names}. At most ${megabytes(max)} can be sent ${each}.`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
