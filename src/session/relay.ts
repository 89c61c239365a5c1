// Passes browsers' messages on to programs, and programs' messages to browsers: for callbacks that a Python client
// attached. Source: PROTOCOL.md S10

import type { MessageSent } from "../document/apply-patch.ts"
import type { Peer } from "../ports.ts"

/** The prefix of messages between the server and its own pages. */
const OWN_MESSAGES = "bokeh_edge_"

export interface Passed {
  readonly peer: Peer
  readonly event: MessageSent
}

/** @param readers the peers that have the document */
export function passedOn(
  from: Peer,
  messages: readonly MessageSent[],
  readers: Iterable<Peer>,
): readonly Passed[] {
  const others = [...readers].filter((peer) => peer.isBokehJs !== from.isBokehJs)
  const passed = messages.filter((event) => isPassedOn(event, from))
  return passed.flatMap((event) => others.map((peer) => ({ peer, event })))
}

/** BokehJS knows few events, and closes the connection at others: strangers' events are not passed on to it. */
function isPassedOn({ msg_type }: MessageSent, { isBokehJs, holdsKey }: Peer): boolean {
  if (msg_type.startsWith(OWN_MESSAGES)) return false
  return msg_type !== "bokeh_event" || isBokehJs || holdsKey
}
