// The server app "movies" of Bokeh's gallery, line by line: controls narrow what a plot shows of a table.

import {
  app,
  column,
  ColumnDataSource,
  Div,
  figure,
  row,
  Select,
  Slider,
  TextInput,
} from "bokeh-edge"

const FILMS = [
  {
    Title: "One",
    Year: 1999,
    Genre: "Drama",
    Reviews: 120,
    Oscars: 1,
    Director: "Ada Low",
    BoxOffice: 3e6,
    Meter: 71,
  },
  {
    Title: "Two",
    Year: 2004,
    Genre: "Comedy",
    Reviews: 40,
    Oscars: 0,
    Director: "Bo High",
    BoxOffice: 9e6,
    Meter: 52,
  },
  {
    Title: "Three",
    Year: 2011,
    Genre: "Drama",
    Reviews: 300,
    Oscars: 2,
    Director: "Ada Low",
    BoxOffice: 7e7,
    Meter: 93,
  },
]

export const movies = app("/movies", (doc) => {
  const axis_map = {
    "Tomato Meter": "Meter",
    "Number of Reviews": "Reviews",
    "Box Office (dollars)": "BoxOffice",
    Year: "Year",
  } as const
  const desc = new Div({ text: "<h1>Movies</h1>", sizing_mode: "stretch_width" })

  const reviews = new Slider({
    title: "Minimum number of reviews",
    value: 80,
    start: 10,
    end: 300,
    step: 10,
  })
  const min_year = new Slider({
    title: "Year released",
    start: 1940,
    end: 2014,
    value: 1970,
    step: 1,
  })
  const genre = new Select({ title: "Genre", value: "All", options: ["All", "Comedy", "Drama"] })
  const director = new TextInput({ title: "Director name contains" })
  const x_axis = new Select({
    title: "X Axis",
    options: Object.keys(axis_map).toSorted(),
    value: "Tomato Meter",
  })
  const y_axis = new Select({
    title: "Y Axis",
    options: Object.keys(axis_map).toSorted(),
    value: "Number of Reviews",
  })

  const source = new ColumnDataSource({
    data: { x: [], y: [], color: [], title: [], year: [], revenue: [], alpha: [] },
  })
  const TOOLTIPS = [
    ["Title", "@title"],
    ["Year", "@year"],
    ["$", "@revenue"],
  ]
  const p = figure({
    height: 600,
    title: "",
    toolbar_location: null,
    tooltips: TOOLTIPS,
    sizing_mode: "stretch_width",
  })
  p.scatter({
    x: "x",
    y: "y",
    source,
    size: 7,
    color: "color",
    line_color: null,
    fill_alpha: "alpha",
  })

  const select_movies = () =>
    FILMS.filter(
      (film) =>
        film.Reviews >= reviews.value &&
        film.Year >= min_year.value &&
        (genre.value === "All" || film.Genre.includes(genre.value)) &&
        film.Director.includes(director.value.trim()),
    )

  const nameOf = (select: { readonly value: string }) =>
    axis_map[select.value as keyof typeof axis_map]
  const update = () => {
    const df = select_movies()
    p.xaxis.axis_label = x_axis.value
    p.yaxis.axis_label = y_axis.value
    p.title.text = `${df.length} movies selected`
    source.data = {
      x: df.map((film) => film[nameOf(x_axis)]),
      y: df.map((film) => film[nameOf(y_axis)]),
      color: df.map((film) => (film.Oscars > 0 ? "orange" : "grey")),
      title: df.map((film) => film.Title),
      year: df.map((film) => film.Year),
      revenue: df.map((film) => film.BoxOffice.toLocaleString("en")),
      alpha: df.map((film) => (film.Oscars > 0 ? 0.9 : 0.25)),
    }
  }

  const controls = [reviews, min_year, genre, director, x_axis, y_axis]
  for (const control of controls) control.on_change("value", () => update())
  const inputs = column(...controls, { width: 320, height: 800 })
  doc.add_root(column(desc, row(inputs, p), { sizing_mode: "stretch_width", height: 800 }))
  update()
  doc.title = "Movies"
})
