// autoload.js when there is nothing to load: says why, in the element where the plot should be.

import { scriptLiteral } from "../util/html.ts"

export function failureJs(elementId: string, reason: string): string {
  return `(function() {
  const text = ${scriptLiteral(`The plot could not be loaded: ${reason}`)}
  const element = document.getElementById(${scriptLiteral(elementId)})
  console.error("bokeh-edge: " + text)
  if (element === null) return
  const message = document.createElement("pre")
  message.setAttribute("role", "alert")
  message.style.cssText = "margin: 1em; padding: 1em; border: 1px solid #b00; color: #b00; white-space: pre-wrap"
  message.textContent = text
  if (element.tagName === "SCRIPT") element.replaceWith(message)
  else element.append(message)
})()
`
}
