// A route with a parameter that exists only for some values.

import { app, Div } from "bokeh-edge"

export const city = app(
  "/weather/:city",
  (doc, { params }) => doc.add_root(new Div({ text: `The weather of ${params.city}` })),
  { title: "Weather", exists: (params) => params.city !== "Atlantis" },
)
