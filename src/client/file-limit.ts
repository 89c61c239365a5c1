// A FileInput sends its files in one message, as base64. What the server would refuse is refused before it is read.
// Source: bokehjs models/widgets/file_input.ts

import type { Bokeh, BokehDocument, FileInputView } from "./bokeh.ts"
import { alertBox } from "./error-box.ts"

/** Of a message, for what is in it beside the files. */
const MESSAGE_BYTES = 2000
const FILE_BYTES = 500

const limits = new WeakMap<BokehDocument, number>()

/** @param maxMessageBytes what the document's server takes */
export function limitFiles(bokeh: Bokeh, doc: BokehDocument, maxMessageBytes: number): void {
  limits.set(doc, maxMessageBytes)
  const view = fileInputView(bokeh)
  if (view === undefined || patched.has(view)) return
  patched.add(view)
  const { load_files } = view
  view.load_files = async function (files) {
    this.shadow_el.querySelector("[role=alert]")?.remove()
    const refusal = refusalOf(this, files)
    if (refusal === undefined) return load_files.call(this, files)
    this.input_el.value = ""
    this.shadow_el.append(alertBox(refusal))
    return undefined
  }
}

const patched = new WeakSet<FileInputView>()

function fileInputView(bokeh: Bokeh): FileInputView | undefined {
  try {
    return bokeh.require("models/widgets/file_input").FileInputView.prototype
  } catch {
    return undefined
  }
}

function refusalOf({ model }: FileInputView, files: FileList): string | undefined {
  const max = model.document === null ? undefined : limits.get(model.document)
  if (max === undefined) return undefined
  const sizes = [...files].map(({ size }) => Math.ceil(size / 3) * 4 + FILE_BYTES)
  if (sizes.reduce((sum, size) => sum + size, MESSAGE_BYTES) <= max) return undefined
  const names = [...files].map(({ name, size }) => `${name} (${megabytes(size)})`).join(", ")
  return `Too large to be sent: ${names}. At most ${megabytes(((max - MESSAGE_BYTES) * 3) / 4)} can be sent at a time.`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
