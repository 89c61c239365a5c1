// HTML with a document in it, for pages without a server. Source: bokehjs embed/index.ts (3.10)

import type { Script } from "../client/task.ts"
import { Html, html, scriptLiteral, scriptText } from "../util/html.ts"
import { contentPolicy } from "./content-policy.ts"
import { schemeHtml, scriptTag, type ThemeAttributes } from "./document-page.ts"

/** A document, and where its roots go. */
export interface StandaloneContent {
  readonly title: string
  readonly doc: unknown
  /** Ranges that somebody has moved: their current ends, and those that Reset shows. */
  readonly moved: readonly unknown[]
  readonly roots: readonly StandaloneRoot[]
  /** Scripts of the app's own models. */
  readonly ownScripts: readonly string[]
}

export interface StandaloneRoot {
  readonly id: string
  /** Empty for a root without a name. */
  readonly name: string
  readonly elementId: string
}

/** The parts of a file's page. */
export interface StandaloneParts {
  readonly title: string
  /** For the head: BokehJS, the document, and the script that draws it. Every page needs it. */
  readonly resources: Html
  /** The place for the root with that name; without a name, the place for all roots. */
  readonly embed: (name?: string) => Html
  /** The page's own scripts need it: `<script nonce="${nonce}">`. */
  readonly nonce: string
}

export interface StandaloneFrame {
  readonly scripts: readonly Script[]
  readonly nonce: string
  /** Whether the document has code for the browser, which BokehJS compiles to functions. */
  readonly runsCode: boolean
  /** The theme for dark systems, if the page follows them. */
  readonly darkTheme: ThemeAttributes | undefined
}

/** How often, and at which interval in milliseconds, the script checks whether the page's BokehJS has loaded. */
const LOOKS = 500
const LOOK_AGAIN_MS = 20

/** In the browser: moves the ranges of a document, as src/client/looks.ts does. */
const MOVE = `for (const { id, now, initial: [start, end] } of moved) {
    const range = doc.get_model_by_id(id);
    Object.assign(range, { _initial_start: start, _initial_end: end, have_updated_interactively: true },
      start !== null && { _reset_start: start }, end !== null && { _reset_end: end });
    range.setv({ start: now[0], end: now[1] }, { sync: false });
  }`
const FOLLOW = "bokehEdgeScheme(doc);"

/** The page's own policy: scripts in HTML of the document do not run. */
export function standaloneParts(
  content: StandaloneContent,
  { scripts, nonce, runsCode, darkTheme }: StandaloneFrame,
): StandaloneParts {
  const policy = contentPolicy({ nonce, runsCode })
  const tags = scripts.map((script) => html`${scriptTag(script, nonce)}\n    `)
  const scheme = darkTheme && schemeHtml(darkTheme, nonce)
  const script = new Html(standaloneScript(content, scheme && FOLLOW))
  return {
    title: content.title,
    resources: html`<meta http-equiv="Content-Security-Policy" content="${policy}">
    ${scheme}${tags}<script nonce="${nonce}">${script}</script>`,
    embed: (name) => embedHtml(content, name),
    nonce,
  }
}

export function standalonePage({ title, resources, embed }: StandaloneParts): Html {
  return html`<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>
      html, body { box-sizing: border-box; display: flow-root; height: 100%; margin: 0; padding: 0 }
    </style>
    ${resources}
  </head>
  <body>
    ${embed()}
  </body>
</html>
`
}

export function rootHtml({ elementId, id }: StandaloneRoot): Html {
  return html`<div id="${elementId}" data-root-id="${id}" style="display: contents"></div>`
}

function embedHtml({ roots }: StandaloneContent, name: string | undefined): Html {
  const wanted = roots.filter((root) => name === undefined || root.name === name)
  if (wanted.length > 0) return html`${wanted.map(rootHtml)}`
  const names = roots.map((root) => root.name).filter((known) => known !== "")
  throw new Error(`no root is named '${name}', but: ${names.join(", ") || "none has a name"}`)
}

/**
 * A statement that is safe in a script element. It draws when the page is parsed and BokehJS has loaded.
 * @param prepare a script that gets the document, `doc`, before it is drawn
 */
export function standaloneScript(
  { doc, moved, roots, ownScripts }: StandaloneContent,
  prepare = "",
): string {
  const item = {
    docid: "d",
    roots: Object.fromEntries(roots.map(({ id, elementId }) => [id, elementId])),
    root_ids: roots.map(({ id }) => id),
  }
  const own = ownScripts.map((text) => String(scriptText(text)))
  const move = moved.length === 0 ? "" : `const moved = ${scriptLiteral(moved)};\n  ${MOVE}`
  return `(async () => {
if (document.readyState === "loading") await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
for (let i = 0; window.Bokeh === undefined; i++) {
  if (i === ${LOOKS}) {
    document.getElementById(${scriptLiteral(roots[0]?.elementId)})?.append("BokehJS is not in the page.");
    throw new Error("BokehJS is not in the page");
  }
  await new Promise((resolve) => setTimeout(resolve, ${LOOK_AGAIN_MS}));
}
${own.join("")}const json = ${scriptLiteral(doc)};
${prepared(prepare + move)}await Bokeh.embed.embed_items({ d: json }, ${scriptLiteral([item])});
})();
`
}

/** BokehJS makes the document and draws it at once, so the script runs in between. */
function prepared(script: string): string {
  if (script === "") return ""
  return `const { Document } = Bokeh.require("document"), { from_json } = Document;
Document.from_json = (...of) => {
  const doc = from_json.apply(Document, of);
  if (of[0] !== json) return doc;
  ${script}
  return doc;
};
`
}
