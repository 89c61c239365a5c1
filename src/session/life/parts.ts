// What a session is put together from when it wakes: the context for the handler, and the Session around the document
// that the handler built.

import { gunzipSync, gzipSync } from "node:zlib"

import type { User } from "../../app/auth.ts"
import type { ContextParts } from "../../app/context.ts"
import { type RouteOptions, socketSuffix } from "../../app/handler.ts"
import type { Route } from "../../app/route.ts"
import type { SessionHistory } from "../../app/versions.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { Admission } from "../../objects/admission.ts"
import { placeKey } from "../../objects/names.ts"
import type { FrameLimits } from "../../protocol/frames.ts"
import { CLOSE, CLOSE_TEXT } from "../../util/close-codes.ts"
import { MESSAGE_LIMITS, SESSION_LIMITS, type SessionLimits } from "../../util/limits.ts"
import type { BuiltDocument } from "../build-document.ts"
import { Session } from "../session.ts"
import { type SessionSharing, sharingOf } from "../sharing/sharing.ts"
import { peerHooks } from "../sockets/hooks.ts"
import { SocketPeer } from "../sockets/socket-peer.ts"
import type { HistoryParts } from "../versions/history.ts"
import { appStorageOn } from "./app-storage.ts"
import { broadcastHandle, groupHandle } from "./group-handle.ts"
import type { SessionServices } from "./services.ts"
import type { SessionPorts } from "./session-ports.ts"

export const REVOKED_REASON = CLOSE_TEXT[CLOSE.revoked]

/** @param document undefined while the handler runs */
export function contextParts(
  services: SessionServices,
  admission: Admission,
  document: () => Document | undefined,
): ContextParts {
  const { ports, store, peers, groups, state, attachments, losses } = services
  const { sessionId: id, pattern, params, request, user } = admission
  const route = ports.findRoute(pattern)
  const hasClientCode = route?.options.session?.clientCode === true
  const sharing = sharingFor(services, admission, document)
  services.history.current ??= historyFor(services, route, sharing)
  const ofGroups = { groups, id: ports.objectId, attachments, hasClientCode }
  return {
    id,
    params,
    request,
    user,
    env: ports.env,
    storage: appStorageOn(store, losses),
    state,
    connection: () => {
      const current = document()
      const actor = current && internalsOf(current).callbacks.actor
      return actor instanceof SocketPeer ? actor.connection : undefined
    },
    connections: () => peers.connections,
    copy: () => services.origin.current,
    copyNews: () => services.origin.news(placeKey({ pattern, params })),
    group: (name) => groupHandle(ofGroups, name),
    broadcasts: () => broadcastHandle(ofGroups, pattern),
    history: () => services.history.current,
    sharing,
  }
}

export function sharingFor(
  { ports, store, peers, previews, state }: SessionServices,
  { sessionId, pattern, params, request, user }: Admission,
  document: () => Document | undefined,
): SessionSharing {
  const { random, timers: clock, settings, objectId: owner, snapshots: snapshot } = ports
  const options = ports.findRoute(pattern)?.options ?? {}
  const suffix = socketSuffix(options)
  const limits = sessionLimits(options)
  return sharingOf({
    store,
    version: () => {
      const route = ports.findRoute(pattern)
      return route && ports.versionOf(route)
    },
    state: () => state.current,
    random,
    clock,
    snapshot,
    owner,
    keys: settings.secretKeys,
    sessionId,
    place: placeKey({ pattern, params }),
    by: nameOf(user),
    // With two slashes in front a link would lead to another host.
    path: new URL(request.url).pathname.slice(0, -suffix.length - 1).replace(/^\/+/, "/"),
    limits,
    maxInvitations: limits.invitations,
    document,
    hasClientCode: options.session?.clientCode === true,
    connections: () => peers.connections,
    preview: (built, plot) => previews.ask(built, plot, peers.connections),
    disconnect: (inviteId) => peers.disconnectGuests(inviteId, CLOSE.revoked, REVOKED_REASON),
  })
}

function historyFor(
  { ports, store, peers, state, startAgain, report }: SessionServices,
  route: Route | undefined,
  { publishOther }: SessionSharing,
): SessionHistory | undefined {
  const { versions, shared } = route?.options.session ?? {}
  const parts: HistoryParts = {
    store,
    version: () => route && ports.versionOf(route),
    timers: ports.timers,
    nowMs: () => ports.timers.now(),
    state: () => state.current,
    replaceState: (json) => state.replace(json),
    connectionOf: (client) =>
      client instanceof SocketPeer
        ? client.connection
        : peers.connections.find((connection) => connection === client),
    isShared: shared !== undefined,
    publish: publishOther,
    startAgain,
    report,
  }
  return versions?.history(parts)
}

function nameOf(user: User | undefined): string | undefined {
  const name = user?.["name"]
  return typeof name === "string" ? name : user?.id
}

export function frameLimits({ settings }: SessionPorts): FrameLimits {
  return { maxMessageBytes: settings.maxMessageBytes, maxBuffers: MESSAGE_LIMITS.buffers }
}

export function sessionLimits({ session }: Pick<RouteOptions, "session">): SessionLimits {
  return { ...SESSION_LIMITS, ...session?.limits }
}

export function createSession(
  { ports, store, slowTimers, report, state, history }: SessionServices,
  route: Route,
  { document, context }: BuiltDocument,
): Session {
  const limits = { ...frameLimits(ports), ...sessionLimits(route.options) }
  return new Session({
    document,
    version: ports.versionOf(route),
    ranges: route.options.session?.ranges,
    viewerMessages: route.options.viewers?.messages,
    hooks: peerHooks(route.options.connection ?? {}, document, context),
    store,
    log: ports.log,
    report: (what, error) => report(what, error).text,
    limits,
    random: ports.random,
    inflate: (bytes) => gunzipSync(bytes, { maxOutputLength: limits.maxMessageBytes }),
    deflate: (bytes) => gzipSync(bytes, { level: 0 }), // measurements compress badly, and it takes long
    storeState: () => state.store(),
    stored: history.current && (() => history.current?.stored()),
    timers: ports.timers,
    slowTimers,
    soon: (action) => queueMicrotask(action), // called bare: it refuses any other `this`
  })
}
