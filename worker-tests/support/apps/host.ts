// An empty document, for others to fill.

import { app } from "bokeh-edge"

export const host = app("/host", () => undefined, { title: "Host" })
