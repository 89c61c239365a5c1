// Plots of real data, as in Bokeh's own gallery. Each is in a file of its own, to copy from.

import {
  app,
  directory,
  type Div,
  type Document,
  type Handler,
  type LayoutDOM,
  type Route,
} from "bokeh-edge"

import { cardsOf } from "../cards.ts"
import { barley } from "./barley.ts"
import { boxes } from "./boxes.ts"
import { burtin } from "./burtin.ts"
import { candles } from "./candles.ts"
import { cars } from "./cars.ts"
import { counties } from "./counties.ts"
import { type Data, dataFrom } from "./data.ts"
import { flights } from "./flights.ts"
import { miserables } from "./miserables.ts"
import { nations } from "./nations.ts"
import { penguins } from "./penguins.ts"
import { population } from "./population.ts"
import { ridges } from "./ridges.ts"
import { seasons } from "./seasons.ts"
import { stocks } from "./stocks.ts"
import { unemployment } from "./unemployment.ts"
import { volcano } from "./volcano.ts"

type Plot = (data: Data, doc: Document) => Promise<LayoutDOM>

/** By name: the title, and the function that draws it. */
const PLOTS: Readonly<Record<string, readonly [title: string, plot: Plot]>> = {
  nations: ["Bubbles through the years, with a slider and play", nations],
  stocks: ["Lines, and a range tool to choose the time", stocks],
  unemployment: ["Stacked areas, named by the mouse", unemployment],
  penguins: ["A matrix of scatter plots with linked selection", penguins],
  cars: ["A plot and a table, filtered on the server", cars],
  flights: ["A histogram of what is selected", flights],
  counties: ["A map of the counties of a state", counties],
  seasons: ["A heat map of days and months", seasons],
  volcano: ["Heights as an image, with contour lines", volcano],
  miserables: ["A matrix of characters, in several orders", miserables],
  burtin: ["Wedges around a circle, after Burtin", burtin],
  population: ["A pyramid of ages, with a slider", population],
  barley: ["Bars over nested categories", barley],
  boxes: ["Boxes and whiskers", boxes],
  candles: ["Candlesticks", candles],
  ridges: ["A ridge of densities", ridges],
}

export const gallery: readonly Route[] = [
  app("/gallery", (doc) => doc.add_root(cards()), {
    title: "Gallery",
    theme: "auto",
    card: {
      text: "Sixteen plots of real data, each in a file to copy from.",
      picture: "/static/pictures/gallery.png",
      source: "/static/source/gallery/gallery.ts.txt",
    },
  }),
  ...directory("/gallery", Object.fromEntries(Object.entries(PLOTS).map(handlerOf)), {
    theme: "auto",
    card: false,
  }),
]

function handlerOf([name, [title, plot]]: readonly [string, (typeof PLOTS)[string]]) {
  const handler: Handler = async (doc, { env }) => {
    doc.title = title
    doc.add_root(await plot(dataFrom(env), doc))
  }
  return [name, handler] as const
}

function cards(): Div {
  const all = Object.entries(PLOTS).map(
    ([name, [title]]) => [name, `<span>${title}</span>`] as const,
  )
  return cardsOf("gallery", "<h1>Gallery</h1>", all)
}
