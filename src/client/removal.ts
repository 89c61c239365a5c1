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
  const observer = new MutationObserver(() => {
    if (isInPage(places) !== (opened !== undefined)) timer ??= setTimeout(look, GRACE_MS)
  })
  for (const root of rootsAround(places.element)) {
    observer.observe(root, { childList: true, subtree: true })
  }
}

/** The trees that contain the element: changes inside a shadow root are not seen from outside. */
function rootsAround(element: Node): readonly Node[] {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? [root, ...rootsAround(root.host)] : [root]
}
