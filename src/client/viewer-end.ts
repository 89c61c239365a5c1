// A separate script for viewers' pages: when the server has disconnected a viewer, the line shows it, and offers nothing,
// since nobody is there to respond.

/**
 * The session is over, or the invitation was revoked or has expired; a page that is loaded after that gets it, too. Source:
 * PROTOCOL.md
 */
const OVER = [4002, 4008]

const { bokehEdgeEnvelopes: before } = window
window.bokehEdgeEnvelopes = (connection, bokeh) => {
  before?.(connection, bokeh)
  const { _on_close: onClose } = connection
  connection._on_close = (event, reject) => {
    onClose.call(connection, event, reject)
    if (!connection.closed_permanently && !OVER.includes(event.code)) return
    const line = document.querySelector("[data-bokeh-note]")
    line?.replaceChildren("You are no longer a viewer: others made this.")
  }
}
