// What viewers may request from a session: a copy of their own, and editing.

import { type Connection, ConnectionError } from "../../app/connection.ts"
import type { EditRequest, EditRequestCallback } from "../../app/viewers.ts"
import { ASK_MESSAGE, COPY_MESSAGE, GO_MESSAGE } from "../../client/task.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { Clock } from "../../ports.ts"
import { Bucket } from "../../util/bucket.ts"
import { argumentsOf } from "./link-arguments.ts"
import type { SessionSharing } from "./sharing.ts"

export interface OffersParts {
  readonly document: Document
  readonly sharing: SessionSharing
  readonly clock: Clock
  /** The window whose message caused the current callback. */
  readonly connection: () => Connection | undefined
  readonly asked: readonly EditRequestCallback[]
}

export interface Offers {
  readonly copies: boolean
  readonly requests: boolean
}

/** The rate for all viewers of one session together. */
const COPIES = { burst: 10, perSecond: 1 / 60 }
const REQUESTS = { burst: 30, perSecond: 1 / 10 }
/** For one window; its page offers the request again a little later. */
const AGAIN_MS = 25_000
const SORRY = "Too many requests at the moment: try again in a minute."

export function startOffers(
  { copies, requests }: Offers,
  { document, sharing, clock, connection, asked }: OffersParts,
): void {
  const { callbacks } = internalsOf(document)
  const bucket = new Bucket(COPIES)
  if (copies) {
    document.on_message(COPY_MESSAGE, async () => {
      const asking = connection()
      if (asking === undefined) return
      if (bucket.take(1, clock.now()) > 0) return asking.notify(SORRY)
      lead(asking, await sharing.give(asking.inviteId))
    })
  }
  if (requests) {
    const asks = new Bucket(REQUESTS)
    const askedAtMs = new WeakMap<Connection, number>()
    document.on_message(ASK_MESSAGE, () => {
      const asking = connection()
      const nowMs = clock.now()
      if (asking === undefined || nowMs < (askedAtMs.get(asking) ?? -Infinity) + AGAIN_MS) return
      if (asks.take(1, nowMs) > 0) return asking.notify(SORRY)
      askedAtMs.set(asking, nowMs)
      const request = requestOf(asking, sharing)
      for (const callback of asked) {
        void callbacks.runOther("on_edit_request", () => callback(request), false)
      }
    })
  }
}

function requestOf(connection: Connection, sharing: SessionSharing): EditRequest {
  return {
    connection,
    allow: (expires) => {
      lead(connection, sharing.letEdit(connection.inviteId, expires))
    },
    refuse: () => tell(connection, "", "Your request to edit was refused."),
  }
}

/** Keeps the arguments of the window's page, such as a name, which the app may use. */
function lead(connection: Connection, link: string): void {
  const known = new URLSearchParams(link) // its first argument is the server's
  const isKept = (name: string) => !name.startsWith("bokeh-") && !known.has(name)
  tell(connection, GO_MESSAGE, [link, ...argumentsOf(connection.request, isKept)].join("&"))
}

/** The window may be gone by now. */
function tell(connection: Connection, type: string, text: string): void {
  try {
    if (type === "") connection.notify(text)
    else connection.send_message(type, text)
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
  }
}
