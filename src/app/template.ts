// A route's own page around its document. Source: Python bokeh.core.templates.FILE, bokeh.embed.server (3.10)

import type { Html } from "../util/html.ts"
import type { User } from "./auth.ts"
import type { SessionRequest } from "./session-request.ts"

/** The parts of a page. */
export interface PageParts {
  readonly title: string
  readonly params: Readonly<Record<string, string | number>>
  /** The page's own request, as the handler will see it: with the headers and cookies that the route names. */
  readonly request: SessionRequest
  /** The user, as the auth hook returned it; undefined without a hook. */
  readonly user: User | undefined
  /**
   * True for read-only visitors: a viewer's invitation, or a copy with `bokeh-view`. Changes are rejected, so let the page
   * show that.
   */
  readonly isViewer: boolean
  /** True for a copy, and for a guest in somebody else's session: let the page show that somebody else made it. */
  readonly isShared: boolean
  /** For the head: BokehJS, and the script that fills the places. Every page needs it. */
  readonly resources: Html
  /** The place for the root with that name; without a name, the place for all roots that have no place of their own. */
  readonly embed: (name?: string) => Html
  /** The page's own scripts need it: `<script nonce="${nonce}">`. */
  readonly nonce: string
  /**
   * What the handler builds for this visitor. Calling it runs the handler, in the session's object, before the page is
   * sent.
   */
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
  /** Empty for a root without a name. */
  readonly name: string
  readonly type: string
}

/** Creates a whole page with `html`, beginning with `<!DOCTYPE html>`. */
export type Template = (page: PageParts) => Html | Promise<Html>
