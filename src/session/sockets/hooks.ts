// A route's receive and send hooks, as a session calls them.

import type { ConnectionHooks } from "../../app/connection-hooks.ts"
import type { Connection, SocketMessage } from "../../app/connection.ts"
import type { Context } from "../../app/context.ts"
import type { Document } from "../../document/document.ts"
import type { Peer } from "../../ports.ts"
import type { OutFrame } from "../../protocol/frames.ts"
import { isRecord } from "../../util/record.ts"
import type { PeerHooks } from "../session-options.ts"
import { SocketPeer } from "./socket-peer.ts"

const REFUSED = "the app does not take this message"

/** A missing hook of the route stays undefined, so that it costs nothing. */
export function peerHooks(
  { receive, send }: ConnectionHooks,
  document: Document,
  context: Context,
): PeerHooks {
  const parse = lastParsed()
  return {
    receive:
      receive &&
      ((peer, message) => {
        const answer = receive(connectionOf(peer), message, document, context)
        if (typeof answer === "string") return answer
        return answer === false ? REFUSED : undefined
      }),
    send:
      send &&
      ((peer, frames) => send(connectionOf(peer), parse(frames), document, context) !== false),
  }
}

function connectionOf(peer: Peer): Connection {
  if (peer instanceof SocketPeer) return peer.connection
  throw new Error("a peer without a socket")
}

/** The same frames go to many peers in succession, and are parsed only once. */
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
