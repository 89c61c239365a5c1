// Python's Bokeh before 3.8 cannot read a document's configuration, and does not send its version. Source: Python
// bokeh.client.session pull, bokeh.util.serialization make_id (3.5 to 3.10)

import type { Peer } from "../ports.ts"
import { MessageError } from "../protocol/protocol-error.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"

/** A client since 3.8 has already created a document, whose configuration takes the ids below this one. */
const FIRST_ID = 1008

/**
 * @throws MessageError for a client that is certainly older and has not sent its version, since its own error would suggest
 * no remedy
 */
export function assertReads({ isBokehJs, bokehVersion }: Peer, msgid: string): void {
  if (isBokehJs || bokehVersion !== undefined) return
  const [, id] = /^p(\d+)$/.exec(msgid) ?? []
  if (id === undefined || Number(id) >= FIRST_ID) return
  throw new MessageError(
    msgid,
    `this server speaks Bokeh ${BOKEH_VERSION}, and this client's Bokeh is older than 3.8, which must say its version: ` +
      'pull_session(..., arguments={"bokeh-python": bokeh.__version__})',
  )
}
