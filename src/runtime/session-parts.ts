// What a session is put together from when its object wakes: the context for the handler, and the Session around the
// document that the handler built.

import { gunzipSync, gzipSync } from "node:zlib"

import type { ContextParts } from "../app/context.ts"
import type { Route } from "../app/route.ts"
import type { Sharing } from "../app/sharing.ts"
import type { Document } from "../document/document.ts"
import type { Admission } from "../objects/admission.ts"
import { placeKey } from "../objects/names.ts"
import type { BuiltDocument } from "../session/build-document.ts"
import { Session } from "../session/session.ts"
import { CLOSE } from "../util/close-codes.ts"
import { peerHooks } from "./peer-hooks.ts"
import { groupHandle } from "./session-groups.ts"
import type { SessionServices } from "./session-services.ts"
import { sharingOf } from "./session-sharing.ts"
import { realTimers } from "./timers.ts"

export const REVOKED_REASON = "the invitation was revoked"
const MAX_BUFFERS = 10_000

/** @param document undefined while the handler runs */
export function contextParts(
  services: SessionServices,
  admission: Admission,
  document: () => Document | undefined,
): ContextParts {
  const { ctx, env, store, connections, groups } = services
  const { sessionId: id, pattern, params, request, user } = admission
  return {
    id,
    pattern,
    params,
    request,
    user,
    env,
    storage: store.appStorage,
    connections: () => connections.open,
    group: (name) => groupHandle(groups, name, ctx.id.toString()),
    sharing: sharingFor(services, admission, document),
  }
}

function sharingFor(
  { ctx, env, store, config, connections, previews, findRoute }: SessionServices,
  { sessionId, pattern, params, request }: Admission,
  document: () => Document | undefined,
): Sharing {
  const { ws = "ws" } = findRoute(pattern)?.options ?? {}
  return sharingOf({
    env,
    store,
    keys: config.secretKeys,
    owner: ctx.id.toString(),
    sessionId,
    place: placeKey({ pattern, params }),
    path: new URL(request.url).pathname.slice(0, -ws.length - 1),
    document,
    preview: (built, plot) => previews.ask(built, plot, connections.open),
    showOut: (inviteId) => {
      for (const connection of connections.open) {
        if (connection.inviteId === inviteId) connection.close(CLOSE.revoked, REVOKED_REASON)
      }
    },
  })
}

export function createSession(
  services: SessionServices,
  { options }: Route,
  { document, context }: BuiltDocument,
): Session {
  const { config, store, log, connections, slowTimers, report } = services
  const { maxMessageBytes } = config
  return new Session({
    document,
    ranges: options.session?.ranges,
    hooks: peerHooks(options.connection ?? {}, connections, document, context),
    store,
    log,
    report: (what, error) => report(what, error).text,
    limits: { maxMessageBytes, maxBuffers: MAX_BUFFERS },
    inflate: (bytes) => gunzipSync(bytes, { maxOutputLength: maxMessageBytes }),
    deflate: (bytes) => gzipSync(bytes, { level: 0 }), // measurements hardly get smaller, and it takes long
    timers: realTimers,
    slowTimers,
    soon: (action) => queueMicrotask(action), // called bare: it refuses any other `this`
  })
}
