// A document is open while its elements are in the page, because single-page apps remove and add elements without loading a
// page.

import { isInPage, type Places } from "./places.ts"

/** An element that was only moved is back by then. */
const GRACE_MS = 1000

/** Runs `open` now, its returned function when the places have left the page, and `open` again when they are back. */
export function whileInPage(places: Places, open: () => Promise<() => void>): void {
  let opened: Promise<() => void> | undefined = open()
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    timer = undefined
    if (isInPage(places)) opened ??= open()
    else {
      void opened?.then((end) => end())
      opened = undefined
    }
  }
  const notice = (): void => {
    if (isInPage(places) === !opened) timer ??= setTimeout(look, GRACE_MS)
  }
  for (const place of [places.element, ...places.byName.values()]) noticing.set(place, notice)
  observeAround(places.element, new MutationObserver(tell.bind(undefined, new WeakRef(notice))))
}

/** The places keep what notices their changes: when the page has forgotten them, nothing of a document is left. */
const noticing = new WeakMap<Node, () => void>()

function tell(notice: WeakRef<() => void>, _: unknown, observer: MutationObserver): void {
  const known = notice.deref()
  if (known) known()
  else observer.disconnect()
}

/** In all trees that contain the element: changes inside a shadow root are not seen from outside. */
function observeAround(element: Node, observer: MutationObserver): void {
  const root = element.getRootNode()
  observer.observe(root, { childList: true, subtree: true })
  if (root instanceof ShadowRoot) observeAround(root.host, observer)
}
