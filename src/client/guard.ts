// A separate script for pages that show what strangers made: their HTML is shown without anything that acts. The page's
// policy stops their scripts, and also forbids forms and frames. This script removes what no policy can: links that lead
// elsewhere. Source: https://w3c.github.io/trusted-types/dist/spec/#default-policy-hdr

/** Values for `innerHTML` and the like pass through here, in browsers that allow a page to control them. */
export function guardPage(): void {
  const { trustedTypes } = window
  if (trustedTypes !== undefined) {
    const unchecked = trustedTypes.createPolicy("bokeh-edge", { createHTML: (text) => text })
    trustedTypes.createPolicy("default", {
      createHTML: (text) => harmless(text, (html) => unchecked.createHTML(html)),
      // The page's nonce decides which scripts run.
      createScript: (text) => text,
      createScriptURL: (url) => url,
    })
  }
  for (const type of ["click", "auxclick"]) {
    document.addEventListener(type, stopAtStrangersLink, { capture: true })
  }
  stayHere()
  document.addEventListener("DOMContentLoaded", keepNotesOnTop)
  document.addEventListener("submit", (event) => event.preventDefault(), { capture: true })
}

/** An OpenURL of the app's may lead to a URL from strangers' data. Pages that the app itself opens have no opener. */
function stayHere(): void {
  const open = window.open.bind(window)
  window.open = (url, target, features) => {
    const mayOpen = features === "noopener" || leadsHere(String(url))
    return mayOpen ? open(url, target, features) : null
  }
  window.navigation?.addEventListener("navigate", (event) => {
    if (!leadsHere(event.destination.url)) event.preventDefault()
  })
}

/** Styles could put strangers' content over the whole page, so the page's own notes stay on top. */
function keepNotesOnTop(): void {
  const notes = [...document.querySelectorAll<HTMLElement>("[data-bokeh-note]")]
  // oxlint-disable-next-line typescript/unbound-method -- called with its element
  const { showPopover } = HTMLElement.prototype
  if (showPopover === undefined || notes.length === 0) return // an older browser
  for (const note of notes) {
    note.popover = "manual"
    showPopover.call(note)
  }
  // BokehJS shows its tooltips and menus this way: the last one shown is on top.
  HTMLElement.prototype.showPopover = function show(...options) {
    showPopover.apply(this, options)
    for (const note of notes) {
      note.hidePopover()
      showPopover.call(note)
    }
  }
}

interface PolicyRules {
  readonly createHTML: (text: string) => string
  readonly createScript?: (text: string) => string
  readonly createScriptURL?: (url: string) => string
}

interface TrustedTypes {
  /** The results of a policy are typed as strings. */
  createPolicy(name: string, rules: PolicyRules): Pick<PolicyRules, "createHTML">
}

declare global {
  interface Window {
    /** Missing in older browsers. */
    readonly trustedTypes?: TrustedTypes
  }
}

type Trust = (html: string) => string

/** Elements that load, run or lead to something by themselves. */
const ACTING =
  "script, iframe, frame, frameset, object, embed, portal, fencedframe, meta, base, link, template, animate, set"
/** BokehJS writes some of its own controls as HTML, but none that belong to a form. */
const CONTROLS = ":is(input, button, select, textarea):is(form *, [form], [type=password])"
/** Attributes that load something without a click: its server would learn that the page was opened. */
const PICTURES = ["src", "poster", "background", "lowsrc"]
/** What a style may load. An escape may hide any of these. */
const LOADS = /\\|@import|(?:url|image|image-set|src)\s*\(/i
/** Attributes that raise an element over others, or lead elsewhere. */
const LEADING = /^(on|popover|command|interestfor$|(form)?action$|ping$|target$|srcdoc$)/
/** A parser may find more in written HTML than in the original, so the result is parsed again until nothing more is found. */
const MAX_ROUNDS = 4

/** The HTML without anything that acts; unchanged if there is nothing of that. */
function harmless(text: string, trust: Trust): string {
  let html = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const template = document.createElement("template")
    template.innerHTML = trust(html)
    if (!disarm(template.content)) return html
    html = template.innerHTML
  }
  return ""
}

/** Whether anything was removed. */
function disarm(content: DocumentFragment): boolean {
  const styles = [...content.querySelectorAll("style")].filter(({ textContent }) =>
    LOADS.test(textContent),
  )
  const acting = [...content.querySelectorAll(ACTING), ...styles]
  for (const element of acting) element.remove()
  const forms = [...content.querySelectorAll("form")]
  for (const control of content.querySelectorAll(CONTROLS)) control.remove()
  for (const form of forms) form.replaceWith(...form.childNodes)
  const taken = [...content.querySelectorAll("*")].filter(disarmElement)
  return acting.length + forms.length + taken.length > 0
}

function disarmElement(element: Element): boolean {
  const names = element.getAttributeNames().filter((name) => isActing(element, name.toLowerCase()))
  for (const name of names) element.removeAttribute(name)
  return names.length > 0
}

function isActing(element: Element, name: string): boolean {
  const value = element.getAttribute(name) ?? ""
  if (LEADING.test(name)) return true
  if (name === "style") return LOADS.test(value)
  if (name === "srcset") return value.split(",").some((part) => !isOwnPicture(part.trim()))
  if (PICTURES.includes(name)) return !isOwnPicture(value)
  if (!/^(xlink:)?href$/.test(name)) return false
  const isPicture = /^(?:image|feimage)$/i.test(element.tagName)
  return isPicture ? !isOwnPicture(value) : !leadsHere(value)
}

/** The picture is in the page itself, or on this server. */
function isOwnPicture(address: string): boolean {
  return /^(?:data|blob):/i.test(address) || leadsHere(address)
}

/** Bokeh's own link, in the toolbar of each plot. */
const BOKEH = "https://bokeh.org"

function leadsHere(address: string): boolean {
  try {
    return [location.origin, BOKEH].includes(new URL(address, document.baseURI).origin)
  } catch {
    return false
  }
}

function stopAtStrangersLink(event: Event): void {
  for (const target of event.composedPath()) {
    const address = target instanceof Element && target.matches("a, area") && addressOf(target)
    if (address && !leadsHere(address)) event.preventDefault()
  }
}

function addressOf(link: Element): string | null {
  return link.getAttribute("href") ?? link.getAttribute("xlink:href")
}

guardPage()
