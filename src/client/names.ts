// A separate script that runs before BokehJS: adds names and states that its widgets leave out, for screen readers. Source:
// bokehjs models/widgets/sliders/abstract_slider.ts, dropdown.ts, checkbox.ts, toggle.ts, button groups (3.10)

import { keepFocus } from "./focus.ts"

const GROUPS = ".bk-RadioButtonGroup, .bk-CheckboxButtonGroup, .bk-Toggle"

function mend(root: ShadowRoot): void {
  root.querySelectorAll(".noUi-handle").forEach((handle, i) => nameHandle(root, handle, i))
  for (const toggle of root.querySelectorAll(".bk-dropdown-toggle")) {
    set(toggle, "aria-label", "Open the menu")
  }
  if (root.host.matches(".bk-Checkbox")) {
    const box = root.querySelector("input")
    if (box !== null) set(box, "aria-label", box.nextElementSibling?.textContent ?? "")
  }
  if (root.host.matches(".bk-HelpButton")) {
    const button = root.querySelector("button")
    if (button !== null) set(button, "aria-label", "Help")
  }
  if (!root.host.matches(GROUPS)) return
  for (const button of root.querySelectorAll(".bk-btn")) {
    set(button, "aria-pressed", String(button.classList.contains("bk-active")))
  }
}

/** Uses the title above the slider as the name, and the value in the title as the value. */
function nameHandle(root: ShadowRoot, handle: Element, index: number): void {
  const title = root.querySelector(".bk-slider-title")?.firstChild?.textContent ?? ""
  const value = root.querySelector(".bk-slider-value")?.textContent ?? ""
  const parts = value.split(" .. ")
  const end = parts.length < 2 ? "" : index === 0 ? ", from" : ", to"
  set(handle, "aria-label", (title.replace(/:\s*$/, "") || "Value") + end)
  set(handle, "aria-valuetext", parts[index] ?? value)
}

function set(element: Element, attribute: string, value: string): void {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value)
}

/** BokehJS creates a shadow root for each view, and fills it later. */
function watchRoots(): void {
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the element
  const { attachShadow } = Element.prototype
  let isKept = false
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    if (!isKept && window.Bokeh !== undefined) {
      isKept = true
      keepFocus(window.Bokeh)
    }
    const root = attachShadow.call(this, init)
    const observer = new MutationObserver(() => mend(root))
    observer.observe(root, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["class"],
    })
    return root
  }
}

watchRoots()
