// The HTML page of a document route without a template of its own, and the parts that every template places.

import { type Early, type Embed, PLACE_ATTRIBUTE, type Script } from "../client/task.ts"
import { Html, html, scriptLiteral } from "../util/html.ts"
import { clientScript } from "./client-script.ts"
import { EARLY_SCRIPT, GUARD_SCRIPT, NAMES_SCRIPT, SCHEME_SCRIPT } from "./generated/client.ts"

export interface Resources {
  readonly scripts: readonly Script[]
  /** The scripts that are loaded without tags, with URLs relative to the page's base. */
  readonly inserted: readonly Script[]
  /** The scripts with URLs relative to the page's base, used when they could not be loaded. */
  readonly fallback: readonly Script[]
  /** Allows the page's own scripts. */
  readonly nonce: string
  readonly embed: Omit<Embed, "target">
  /** Whether strangers made what the page shows. */
  readonly isGuarded: boolean
  /** The theme for dark systems, if the page follows them. */
  readonly darkTheme?: ThemeAttributes | undefined
  /** In development: the URL of the script that reports errors. */
  readonly devScript?: string | undefined
  /** For viewers, and for routes that take large files; else "". */
  readonly featureScript: string
}

/** Values of properties, by type. */
export type ThemeAttributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** For a page's head: loads BokehJS, and fills the page's places once the page is parsed. */
export function resourcesHtml(resources: Resources): Html {
  const {
    scripts,
    inserted,
    fallback,
    nonce,
    embed,
    isGuarded,
    darkTheme,
    devScript,
    featureScript,
  } = resources
  const tags = scripts.map((script) => html`${scriptTag(script, nonce)}\n    `)
  const target = { type: "page" } as const
  const script = clientScript({ type: "embed", scripts: fallback, embed: { ...embed, target } })
  // A module waits until the page is parsed, and therefore for the scripts before it.
  const guard = isGuarded && inlineScript(GUARD_SCRIPT, nonce)
  const names = inlineScript(NAMES_SCRIPT, nonce)
  const early = earlyHtml({ ...embed, scripts: inserted }, nonce)
  const scheme = darkTheme && schemeHtml(darkTheme, nonce)
  const dev = devScript !== undefined && devTag(devScript, nonce)
  const features = featureScript !== "" && inlineScript(featureScript, nonce)
  return html`${guard}${names}${scheme}${dev}${features}${early}${tags}${element(html`type="module" nonce="${nonce}"`, script)}`
}

/** Opens the session while BokehJS is loading. */
function earlyHtml(parts: Early, nonce: string): Html {
  const { base, socket, token, version, staysInTab, scripts } = parts
  const early: Early = { base, socket, token, version, staysInTab, scripts }
  return inlineScript(`{const EARLY=${scriptLiteral(early)};${EARLY_SCRIPT}}`, nonce)
}

/** Also sets the page's own colors; a template may set others. */
export function schemeHtml(theme: ThemeAttributes, nonce: string): Html {
  const script = `{const THEME=${scriptLiteral(theme)};${SCHEME_SCRIPT}}`
  return html`<style>
      :root { color-scheme: light dark }
      body { color: light-dark(#18191d, #dde3ea); background: light-dark(#fff, #15191c) }
    </style>
    ${inlineScript(script, nonce)}`
}

function inlineScript(script: string, nonce: string): Html {
  return html`${element(html`nonce="${nonce}"`, script)}\n    `
}

export function scriptTag({ url, integrity, text }: Script, nonce: string): Html {
  const own = html`nonce="${nonce}"`
  // BokehJS's own text, in which nothing ends a script element.
  if (text !== undefined) return element(own, text)
  if (integrity === undefined) return element(html`${own} src="${url}"`)
  return element(html`${own} src="${url}" integrity="${integrity}" crossorigin="anonymous"`)
}

/** The script that reports errors in development. */
export function devTag(src: string, nonce: string): Html {
  return element(html`async nonce="${nonce}" src="${src}"`)
}

/**
 * Not a template literal: a bundler writes such literals twice when they contain the end of a script, with helper
 * functions.
 */
function element(attributes: Html, script = ""): Html {
  return new Html(`<script ${String(attributes)}>${script}</script>`)
}

/** Where a root goes: its parent is the page's own element. `name` is empty for the roots that have no place of their own. */
export function placeHtml(name: string): Html {
  return html`<div ${new Html(PLACE_ATTRIBUTE)}="${name}" style="display: contents"></div>`
}

export interface DocumentPage {
  readonly title: string
  readonly favicon?: string | undefined
  readonly head?: Html | undefined
  readonly resources: Html
  readonly place: Html
  /** Shows that the visitor is read-only. */
  readonly isViewer?: boolean
  /** Shows that somebody else made the content. */
  readonly isShared?: boolean
  /** Who made the copy, and when. */
  readonly madeBy?: string | undefined
  /** Who invited the guest, if known. */
  readonly invitedBy?: string | undefined
}

/**
 * A viewer's script adds the requests that viewers may make. A page that is longer than the window has room for it at its
 * end.
 */
function noteHtml(note: string): Html {
  return html`<p role="status" data-bokeh-note style="position: fixed; inset: auto 8px 8px auto; z-index: 2147483647; margin: 0 0 0 8px;
      padding: 4px 12px; border: 0; border-radius: 12px; background: #333d; color: white; font: 13px system-ui, sans-serif">
      ${note}</p>`
}

export function documentPage(page: DocumentPage): Html {
  const {
    title,
    favicon,
    head,
    resources,
    place,
    isViewer = false,
    isShared = false,
    madeBy,
    invitedBy,
  } = page
  const whose = invitedBy === undefined ? "this page" : `${invitedBy}'s page`
  return html`<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="${favicon ?? "data:,"}">
    <style>
      html, body { box-sizing: border-box; display: flow-root; height: 100%; margin: 0; padding: 0 }
      body:has(> [data-bokeh-note]) { padding-bottom: 56px; &::after { content: ""; display: block; height: 56px } }
    </style>
    ${resources}
    ${head}
  </head>
  <body>
    <main style="display: contents">${place}</main>
    ${(isViewer && noteHtml(`You are viewing ${whose}: only others can change it.`)) || (isShared && noteHtml(madeBy ?? `${invitedBy ?? "Somebody else"} made this.`))}
  </body>
</html>
`
}
