// A route's receive and send hooks, as a session calls them.

import type { ConnectionHooks } from "../app/connection-hooks.ts"
import type { SocketMessage } from "../app/connection.ts"
import type { Context } from "../app/context.ts"
import type { Document } from "../document/document.ts"
import type { OutFrame } from "../protocol/frames.ts"
import type { PeerHooks } from "../session/session.ts"
import { isRecord } from "../util/record.ts"
import type { Connections } from "./connections.ts"

const REFUSED = "the app does not take this message"

/** A hook that the route does not have is not there either: it costs nothing. */
export function peerHooks(
  { receive, send }: ConnectionHooks,
  connections: Connections,
  document: Document,
  context: Context,
): PeerHooks {
  const parse = lastParsed()
  return {
    receive:
      receive &&
      ((peer, message) => {
        const answer = receive(connections.ofPeer(peer), message, document, context)
        if (typeof answer === "string") return answer
        return answer === false ? REFUSED : undefined
      }),
    send:
      send &&
      ((peer, frames) => {
        return send(connections.ofPeer(peer), parse(frames), document, context) !== false
      }),
  }
}

/** The same frames go to many peers, one after the other: they are parsed once. */
function lastParsed(): (frames: readonly OutFrame[]) => SocketMessage {
  let last: { readonly frames: readonly OutFrame[]; readonly message: SocketMessage } | undefined
  return (frames) => {
    if (last?.frames !== frames) last = { frames, message: parseFrames(frames) }
    return last.message
  }
}

function parseFrames([header, , content]: readonly OutFrame[]): SocketMessage {
  const parsed: unknown = JSON.parse(String(header))
  const msgtype = isRecord(parsed) ? String(parsed["msgtype"]) : ""
  return { msgtype, content: JSON.parse(String(content)) }
}
