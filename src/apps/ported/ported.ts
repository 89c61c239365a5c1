// Well-known apps from Bokeh's own repository and user guide, in TypeScript. docs/from-python.md describes them.

import { app, type Div, type Route } from "bokeh-edge"

import { cardsOf } from "../cards.ts"
import { crossfilter } from "./crossfilter.ts"
import { exportCsv } from "./export-csv.ts"
import { fourier } from "./fourier.ts"
import { gapminder } from "./gapminder.ts"
import { movies } from "./movies.ts"
import { ohlc } from "./ohlc.ts"
import { selectionHistogram } from "./selection-histogram.ts"
import { sliders } from "./sliders.ts"
import { stocks } from "./stocks.ts"
import { weather } from "./weather.ts"
import { words } from "./words.ts"

/** What each app shows. */
const APPS: Readonly<Record<string, string>> = {
  movies: "Records that sliders, menus and words choose among",
  stocks: "Two joined series, and the statistics of what is selected",
  crossfilter: "Any measure against any other: a new plot for each choice",
  ohlc: "Streamed candles, with a moving average",
  selection_histogram: "Histograms of what is selected, and densities",
  gapminder: "Bubbles that move through time",
  weather: "Days, smoothed or by month, beside what is usual",
  export_csv: "A filtered table, saved as a file",
  sliders: "A sine wave and four sliders",
  words: "A button that adds words",
  fourier: "Circles that turn on circles",
}

const STYLE = `
  a { color: light-dark(#0b5cad, #7db7ff); }
  img { object-fit: cover; object-position: top; }
  b { padding-bottom: 2px; }`

export const ported: readonly Route[] = [
  app("/ported", (doc) => doc.add_root(list()), {
    title: "Ported apps",
    theme: "auto",
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
  selectionHistogram,
  gapminder,
  weather,
  exportCsv,
  sliders,
  words,
  fourier,
]

function list(): Div {
  const heading =
    "<h1>Ported apps</h1><p>From Bokeh's own repository and user guide, in TypeScript. " +
    `<a href="docs/from-python.html">Each beside its Python</a></p>`
  const cards = Object.entries(APPS).map(
    ([name, what]) => [name, `<b>${name}</b><span>${what}</span>`] as const,
  )
  return cardsOf("ported", heading, cards, STYLE)
}
