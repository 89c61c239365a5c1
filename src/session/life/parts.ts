// The parts of a session that wakes: the context for the handler, and the Session around the document that the handler
// built.

import { gunzipSync, gzipSync } from "node:zlib"

import type { ContextParts } from "../../app/context.ts"
import type { SessionOptions } from "../../app/handler.ts"
import type { Route } from "../../app/route.ts"
import type { SessionHistory } from "../../app/versions.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { Admission } from "../../objects/admission.ts"
import type { FrameLimits } from "../../protocol/frames.ts"
import { MESSAGE_LIMITS, SESSION_LIMITS, type SessionLimits } from "../../util/limits.ts"
import type { BuiltDocument } from "../build-document.ts"
import { Session } from "../session.ts"
import type { SessionSharing } from "../sharing/sharing.ts"
import { peerHooks } from "../sockets/hooks.ts"
import { SocketPeer } from "../sockets/socket-peer.ts"
import type { HistoryParts } from "../versions/history.ts"
import { appStorageOn } from "./app-storage.ts"
import type { SessionServices } from "./services.ts"
import type { SessionPorts } from "./session-ports.ts"

export interface SessionParts extends ContextParts {
  readonly sharing: SessionSharing
}

/** @param document returns undefined while the handler runs */
export function contextParts(
  services: SessionServices,
  admission: Admission,
  document: () => Document | undefined,
): SessionParts {
  const { ports, store, peers, state, losses, together } = services
  const { sessionId: id, pattern, params, request, user } = admission
  const sharing = together.sharing(admission, document)
  services.history.current ??= historyFor(services, ports.routes.get(pattern))
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
      const actor = current && internalsOf(current).callbacks.cause?.actor
      return actor instanceof SocketPeer ? actor.connection : undefined
    },
    connections: () => peers.connections,
    ...together.contextParts(admission),
    history: () => services.history.current,
    sharing,
  }
}

function historyFor(
  { ports, store, peers, state, startAgain, report }: SessionServices,
  route: Route | undefined,
): SessionHistory | undefined {
  const { versions, shared } = route?.options.session ?? {}
  const parts: HistoryParts = {
    store,
    version: () => route && ports.versionOf(route),
    timers: ports.timers,
    state: () => state.current,
    replaceState: (json) => state.replace(json),
    connectionOf: (client) =>
      client instanceof SocketPeer
        ? client.connection
        : peers.connections.find((connection) => connection === client),
    isShared: shared !== undefined,
    startAgain,
    report,
  }
  return versions?.history(parts)
}

export function frameLimits({ settings }: SessionPorts): FrameLimits {
  return { maxMessageBytes: settings.maxMessageBytes, maxBuffers: MESSAGE_LIMITS.buffers }
}

/** The session's options from its route. */
export function sessionOptionsOf(
  { routes }: SessionPorts,
  of: Pick<Admission, "pattern"> | undefined,
): SessionOptions {
  const route = of && routes.get(of.pattern)
  return route?.options.session ?? {}
}

export function sessionLimits(ports: SessionPorts, of: Pick<Admission, "pattern">): SessionLimits {
  return { ...SESSION_LIMITS, ...sessionOptionsOf(ports, of).limits }
}

export function createSession(
  { ports, store, slowTimers, report, state, history }: SessionServices,
  route: Route,
  { document, context }: BuiltDocument,
): Session {
  const limits = { ...frameLimits(ports), ...sessionLimits(ports, route) }
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
    deflate: (bytes) => gzipSync(bytes, { level: 0 }), // measurements compress badly, and compressing takes long
    appState: state,
    history: history.current,
    timers: ports.timers,
    slowTimers,
    soon: (action) => void Promise.resolve().then(action), // queueMicrotask is a global of the runtime
  })
}
