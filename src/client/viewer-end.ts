// A separate script for viewers' pages: when the server has disconnected a viewer, the line shows it, and offers nothing,
// since nobody is there to respond.

const { bokehEdgeEnvelopes: before } = window
window.bokehEdgeEnvelopes = (connection, bokeh) => {
  before?.(connection, bokeh)
  const { _on_close: onClose } = connection
  connection._on_close = (event, reject) => {
    onClose.call(connection, event, reject)
    if (!connection.closed_permanently) return
    const line = document.querySelector("[data-bokeh-note]")
    line?.replaceChildren("You are no longer a viewer: others made this.")
  }
}
