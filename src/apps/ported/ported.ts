// Apps that many know from Bokeh's own repository and user guide, in TypeScript. docs/from-python.md tells of them.

import { app, Div, type Route } from "bokeh-edge"

import { crossfilter } from "./crossfilter.ts"
import { exportCsv } from "./export-csv.ts"
import { fourier } from "./fourier.ts"
import { gapminder } from "./gapminder.ts"
import { histogram } from "./histogram.ts"
import { movies } from "./movies.ts"
import { ohlc } from "./ohlc.ts"
import { sliders } from "./sliders.ts"
import { stocks } from "./stocks.ts"
import { weather } from "./weather.ts"
import { words } from "./words.ts"

const APPS: Readonly<Record<string, string>> = {
  movies: "Records that sliders, menus and words choose among",
  stocks: "Two series against each other, and the statistics of what is selected",
  crossfilter: "Any measure against any other: a new plot for each choice",
  ohlc: "Streamed candles, with a moving average",
  selection_histogram: "Histograms of what is selected",
  gapminder: "Bubbles that move through time",
  weather: "Records, what is usual, and what was measured; smoothed or not",
  export_csv: "A filtered table, saved as a file",
  sliders: "A sine wave and four sliders",
  words: "A button that adds words",
  fourier: "Circles that turn on circles",
}

const STYLE = `
  :host { font: 15px/1.6 system-ui, sans-serif; max-width: 720px; margin: 0 auto; padding: 0 12px; }`

export const ported: readonly Route[] = [
  app("/ported", (doc) => doc.add_root(list()), {
    title: "Ported apps",
    card: {
      text: "Eleven apps that many know from Python's Bokeh: movies, stocks, crossfilter and others.",
      picture: "/static/pictures/ported.png",
      source: "/static/source/ported/movies.ts.txt",
    },
  }),
  movies,
  stocks,
  crossfilter,
  ohlc,
  histogram,
  gapminder,
  weather,
  exportCsv,
  sliders,
  words,
  fourier,
]

function list(): Div {
  const links = Object.entries(APPS).map(
    ([name, text]) => `<li><a href="ported/${name}">${name}</a>: ${text}</li>`,
  )
  const text = `<h1>Ported apps</h1><p>From Bokeh's own repository and user guide, in TypeScript.</p>`
  return new Div({ text: `${text}<ul>${links.join("")}</ul>`, stylesheets: [STYLE] })
}
