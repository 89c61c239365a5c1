// A route's own page around its document. Source: Python bokeh.core.templates.FILE, bokeh.embed.server (3.10)

import type { Html } from "../util/html.ts"
import type { User } from "./auth.ts"
import type { SessionRequest } from "./session-request.ts"

/** What a page is made of. */
export interface PageParts {
  readonly title: string
  readonly params: Readonly<Record<string, string | number>>
  /** The page's own request, as the handler will see it: with the headers and cookies that the route asks for. */
  readonly request: SessionRequest
  /** What the auth hook says; undefined where there is none. */
  readonly user: User | undefined
  /** True for read-only visitors: a viewer's invitation, or a copy with `bokeh-view`. Changes are refused; tell them. */
  readonly isViewer: boolean
  /** True for a copy, and for a guest in somebody else's session: say that somebody else made it. */
  readonly isShared: boolean
  /** For the head: BokehJS, and the script that fills the places. It belongs into every page. */
  readonly resources: Html
  /** The place for the root of that name; without a name for all roots that have no place of their own. */
  readonly embed: (name?: string) => Html
  /** Scripts of the page's own need it: `<script nonce="${nonce}">`. */
  readonly nonce: string
  /** What the handler builds for this visitor. Asking for it runs the handler, in the session's object, before the page is sent. */
  readonly outline: () => Promise<DocumentOutline>
}

export interface DocumentOutline {
  readonly title: string
  readonly roots: readonly RootOutline[]
  /** `doc.template_variables` */
  readonly template_variables: Readonly<Record<string, unknown>>
}

export interface RootOutline {
  readonly id: string
  /** Empty for a root without one. */
  readonly name: string
  readonly type: string
}

/** Makes a whole page, from `<!DOCTYPE html>` on, with `html`. */
export type Template = (page: PageParts) => Html | Promise<Html>
