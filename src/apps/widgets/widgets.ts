// Every widget of Bokeh's, each beside what the server received from it.

import { app, TabPanel, Tabs } from "bokeh-edge"

import { buttons } from "./buttons.ts"
import { choices } from "./choices.ts"
import { pickers } from "./pickers.ts"
import { sliders } from "./sliders.ts"
import { tables } from "./tables.ts"
import { texts } from "./texts.ts"
import { windows } from "./windows.ts"

export const widgets = app(
  "/widgets",
  (doc) => {
    const pages = {
      Buttons: buttons(),
      Choices: choices(),
      Sliders: sliders(),
      "Days and times": pickers(),
      "Texts and numbers": texts(),
      Tables: tables(),
      "Tabs and dialogs": windows(),
    }
    const tabs = Object.entries(pages).map(([title, child]) => new TabPanel({ title, child }))
    doc.add_root(new Tabs({ tabs, sizing_mode: "stretch_width" }))
  },
  {
    title: "Widgets",
    theme: "auto",
    card: {
      text: "Every widget of Bokeh, and what its callback on the server heard.",
      picture: "/static/pictures/widgets.png",
      source: "/static/source/widgets/widgets.ts.txt",
    },
  },
)
