// One line at the foot of the page, for what its reader should know and a plot does not show.

const STYLE =
  "position:fixed;bottom:56px;left:50%;transform:translateX(-50%);z-index:1000;padding:8px 16px;" +
  "border-radius:4px;background:#223;color:#fff;font:14px system-ui,sans-serif"

/** @returns what takes it away; after `forMs` it goes by itself */
export function showLine(text: string, forMs?: number): () => void {
  const line = document.createElement("div")
  line.setAttribute("role", "status")
  line.style.cssText = STYLE
  line.textContent = text
  document.body.append(line)
  const remove = (): void => line.remove()
  if (forMs !== undefined) setTimeout(remove, forMs)
  return remove
}
