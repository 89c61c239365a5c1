// A separate script for viewers' pages: when the server has disconnected a viewer, the line shows it, and offers nothing,
// since nobody is there to respond.

const { bokehEdgeEnvelopes: before } = window
window.bokehEdgeEnvelopes = (connection, bokeh) => {
  before?.(connection, bokeh)
  const { _on_close: onClose } = connection
  connection._on_close = (event, reject) => {
    onClose.call(connection, event, reject)
    // With 1000 the page itself has closed it.
    if (!connection.closed_permanently || event.code === 1000) return
    const line = document.querySelector("[data-bokeh-note]")
    line?.replaceChildren("You are no longer a viewer: others made this.")
  }
}
