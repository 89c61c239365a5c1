// The explorer's own script, beside its document: times in the reader's time zone, a count in the title and the icon of
// the tab, texts for screen readers, and the focus.

/* oxlint-disable typescript/no-unsafe-type-assertion -- BokehJS in the page has no types */

/** @typedef {{ readonly tags: readonly unknown[], readonly text: string }} Model */
/** @typedef {{ title(): string, get_model_by_name(name: string): Model | null, on_change(callback: () => void): void, on_message(type: string, callback: (data: unknown) => void): void }} BokehDocument */

const TITLE = document.title
const CHECK_MS = 500
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="9" cy="22" r="5" fill="#2163ad"/><circle cx="17" cy="12" r="5" fill="#3a9d5d"/><circle cx="25" cy="20" r="5" fill="#d98a1f"/>'
const NEWS = '<circle cx="24" cy="8" r="8" fill="#b3261e"/>'
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" })

/** For screen readers, which do not read out text in the shadow roots of widgets that are drawn again. */
const said = document.createElement("div")
said.id = "said"
said.setAttribute("role", "status")

/**
 * All elements, since BokehJS draws into nested shadow roots.
 * @param {ParentNode} root
 * @returns {Generator<Element>}
 */
function* elementsIn(root) {
  for (const element of root.querySelectorAll("*")) {
    yield element
    if (element.shadowRoot !== null) yield* elementsIn(element.shadowRoot)
  }
}

/** @returns {BokehDocument | undefined} */
function shownDocument() {
  const bokeh = /** @type {{ documents: BokehDocument[] } | undefined} */ (
    Reflect.get(globalThis, "Bokeh")
  )
  return bokeh?.documents[0]
}

/** @param {HTMLTimeElement} element */
function showTime(element) {
  const at = new Date(element.dateTime)
  const isToday = at.toDateString() === new Date().toDateString()
  const text = isToday ? `today at ${clock.format(at)}` : day.format(at)
  if (element.textContent !== text) element.textContent = text
}

/** @type {unknown} */
let shownCount
function showUnread() {
  const shown = shownDocument()
  const count = Number(shown?.get_model_by_name("inbox")?.tags[0] ?? 0)
  const title = shown?.title() ?? TITLE
  const wanted = count > 0 ? `(${count}) ${title}` : title
  if (document.title !== wanted) document.title = wanted
  const icon = document.querySelector("link[rel=icon]")
  if (count === shownCount || !(icon instanceof HTMLLinkElement)) return
  shownCount = count
  const svg = `${ICON}${count > 0 ? NEWS : ""}</svg>`
  icon.href = `data:image/svg+xml,${encodeURIComponent(svg)}`
}

function speak() {
  const html = shownDocument()?.get_model_by_name("status")?.text ?? ""
  const { textContent } = new DOMParser().parseFromString(html, "text/html").body
  if (said.textContent !== textContent) said.textContent = textContent
}

/** What was clicked last, also by a key, and what it is in. @type {readonly EventTarget[]} */
let clicked = []
let isLost = false
/**
 * A button may leave the page when it is clicked, as all versions do when one of them is restored: the reader stays in its
 * panel. BokehJS may be drawing it again, so it must be gone for a while.
 */
function keepFocus() {
  const wasLost = isLost
  const [last] = clicked
  isLost =
    last instanceof HTMLButtonElement &&
    !last.isConnected &&
    document.activeElement === document.body
  if (!isLost || !wasLost) return
  const wasIn = clicked.some((one) => one instanceof Element && one.matches(".panels"))
  clicked = []
  const panels = [...elementsIn(document.body)].find((one) => wasIn && one.matches(".panels"))
  const inside = panels === undefined ? [] : elementsIn(panels.shadowRoot ?? panels)
  const tab = [...inside].find((one) => one.matches(".bk-active"))
  if (tab instanceof HTMLElement) tab.focus({ preventScroll: true })
}

/** @type {BokehDocument | undefined} */
let heard
/** Listens for changes, because timers run only once a minute in a tab that has been in the background for a while. */
function hear() {
  const shown = shownDocument()
  if (shown === heard) return
  heard = shown
  shown?.on_change(showUnread)
  // A viewer who may edit now continues with the invitation.
  shown?.on_message("edit", (path) => location.assign(String(path)))
}

function refresh() {
  hear()
  keepFocus()
  for (const element of elementsIn(document.body)) {
    if (element instanceof HTMLTimeElement) showTime(element)
  }
  showUnread()
  speak()
}

document.body.append(said)
document.addEventListener("click", (event) => {
  clicked = event.composedPath()
})
// Hears the document as soon as BokehJS draws it: a tab may be in the background before the first timer.
new MutationObserver(hear).observe(document.body, { childList: true, subtree: true })
setInterval(refresh, CHECK_MS)
