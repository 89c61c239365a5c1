// A script of its own, for pages of viewers: when the server has shut one out, the line says so, and offers nothing: nobody is
// there any more who could be asked.

/** Or expired: also a page that is loaded then hears it. Source: PROTOCOL.md */
const REVOKED = 4008

const { bokehEdgeEnvelopes: before } = window
window.bokehEdgeEnvelopes = (connection, bokeh) => {
  before?.(connection, bokeh)
  const { _on_close: onClose } = connection
  connection._on_close = (event, reject) => {
    onClose.call(connection, event, reject)
    if (!connection.closed_permanently && event.code !== REVOKED) return
    const line = document.querySelector("[data-bokeh-note]")
    line?.replaceChildren("You no longer look on: others made this.")
  }
}
