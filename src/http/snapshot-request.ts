// What a page shows of the snapshot that its link leads to: a title and a picture for link previews, and the author.
// Source: https://ogp.me

import { isPreview } from "../app/preview.ts"
import type { Match } from "../app/route.ts"
import { placeKey } from "../objects/names.ts"
import type { SnapshotCard } from "../objects/snapshot-rpc.ts"
import { changedAtMs, snapshotStub } from "../objects/stubs.ts"
import { bytesFromBase64 } from "../util/base64.ts"
import { type Html, html } from "../util/html.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { publicOrigin } from "./public-url.ts"

/** With this argument, a snapshot's link leads to its picture. */
export const PREVIEW = "bokeh-preview"
const SNAPSHOT = "bokeh-snapshot"

/**
 * Undefined for a page without a snapshot. @throws HttpError 404 when it does not exist, or no longer, or not for this
 * route
 */
export async function snapshotOf(
  searchParams: URLSearchParams,
  { route, params }: Match,
  { env }: HttpContext,
): Promise<SnapshotCard | undefined> {
  const id = searchParams.get(SNAPSHOT)
  if (id === null) return undefined
  const place = placeKey({ pattern: route.pattern, params })
  const card = SNAPSHOT_ID.test(id) ? await snapshotStub(env, id).card(place) : undefined
  if (card !== undefined) return card
  throw new HttpError(
    404,
    "This page has no such copy: it was revoked, has expired, or is of another page.",
  )
}

const SNAPSHOT_ID = /^[0-9A-Za-z]{32}$/

/** What a page shows about the copy that it opens. */
export interface CopyNotes {
  readonly title: string
  /** For the head. */
  readonly tags: Html
  readonly madeBy: string
}

export async function copyNotes(
  card: SnapshotCard,
  { publicUrl, env }: HttpContext,
): Promise<CopyNotes> {
  const { title } = card.snapshot
  return { title, tags: cardTags(publicUrl.url, card), madeBy: await madeByOf(card, env) }
}

function cardTags(url: URL, card: SnapshotCard): Html {
  const { title, note, preview } = card.snapshot
  const { pathname, searchParams } = url
  const query = new URLSearchParams({ [SNAPSHOT]: searchParams.get(SNAPSHOT) ?? "", [PREVIEW]: "" })
  const image = `${publicOrigin(url)}${pathname}?${query.toString()}`
  return html`<meta property="og:title" content="${title}">
    ${
      note !== "" &&
      html`<meta property="og:description" content="${note}">
    `
    }${
      isPreview(preview) &&
      html`<meta property="og:image" content="${image}">
    `
    }`
}

/** Who made the copy and when, and whether the original was changed since. */
async function madeByOf(
  { snapshot: { by, publishedAtMs }, owner }: SnapshotCard,
  env: HttpContext["env"],
): Promise<string> {
  const madeOn = dayOf(publishedAtMs)
  const made = `${by ?? "Somebody else"} made this on ${madeOn}`
  const atMs = await changedAtMs(env, owner).catch(() => undefined)
  if (atMs === undefined || atMs <= publishedAtMs) return `${made}.`
  const day = dayOf(atMs)
  return `${made}, and has changed the original since${day === madeOn ? "" : `, on ${day}`}.`
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}

/** The picture itself. @throws HttpError 404 when there is none */
export function previewResponse({ snapshot: { preview = "" } }: SnapshotCard): Response {
  const [, type, data = ""] = /^data:([^;]+);base64,(.+)$/.exec(preview) ?? []
  // Earlier versions allowed documents, too.
  if (type === undefined || !isPreview(preview))
    throw new HttpError(404, "This snapshot has no preview.")
  return new Response(bytesFromBase64(data), {
    headers: {
      "Content-Type": type,
      "Cache-Control": "private, max-age=3600",
      // A visitor made the picture: whatever it contains, it must not act as a page of this site.
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  })
}
