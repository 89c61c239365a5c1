// Files that are too large for a message are posted to the route's own URL for files, and the widget shows the progress.
// Only the script of those routes contains it.

import type { FileInputView } from "./bokeh.ts"
import { alertBox, messageOf } from "./error-box.ts"
import type { UploadPlace } from "./task.ts"

/** Sends them one after the other. */
async function sendFiles(
  { model, input_el, shadow_el }: FileInputView,
  files: FileList,
  place: UploadPlace,
): Promise<void> {
  const status = document.createElement("div")
  status.role = "status"
  shadow_el.append(status)
  input_el.disabled = true
  try {
    for (const file of files) await sendFile(model.id, file, place, status)
    status.textContent = `Sent: ${[...files].map(({ name }) => name).join(", ")}`
  } catch (error) {
    status.replaceWith(alertBox(messageOf(error)))
  }
  input_el.disabled = false
  input_el.value = ""
}

/** With XMLHttpRequest, since fetch reports no progress. @throws Error with the server's reason */
function sendFile(
  input: string,
  file: File,
  { url, token }: UploadPlace,
  status: HTMLElement,
): Promise<void> {
  const { name } = file
  const request = new XMLHttpRequest()
  request.open("POST", `${url}?${new URLSearchParams({ name, input }).toString()}`)
  request.withCredentials = true
  request.responseType = "json"
  request.setRequestHeader("Authorization", `Bearer ${token}`)
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    status.textContent = `Sending ${name}: ${Math.floor((100 * loaded) / total)} %`
  })
  return new Promise((resolve, reject) => {
    request.addEventListener("loadend", () => {
      if (request.status === 204) return resolve()
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the server answers, or nothing
      const { error } = (request.response ?? {}) as { readonly error?: string }
      return reject(new Error(`${name} was not taken: ${error ?? "the connection failed"}`))
    })
    request.send(file)
  })
}

window.bokehEdgeSendFiles = sendFiles
