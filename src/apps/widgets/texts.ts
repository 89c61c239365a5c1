// Widgets for strings, numbers and files from visitors, and widgets that only show text.

import {
  column,
  type Column,
  Div,
  FileInput,
  Markdown,
  NumericInput,
  Paragraph,
  PasswordInput,
  PreText,
  Spinner,
  TextAreaInput,
  TextInput,
} from "bokeh-edge"

import { echo } from "./card.ts"

export function texts(): Column {
  return column(
    echo(new TextInput({ title: "Enter sends it", prefix: "»" }), ["value", "value_input"]),
    echo(new PasswordInput({ title: "A password" }), ["value"]),
    echo(new TextAreaInput({ title: "Several lines", rows: 3 }), ["value"]),
    echo(new NumericInput({ title: "A whole number, at most 100", high: 100 }), ["value"]),
    echo(new Spinner({ title: "Steps of a half", low: 0, high: 10, step: 0.5, value: 1 }), [
      "value",
    ]),
    echo(new FileInput({ title: "A small file", accept: ".txt,.csv" }), ["value"]),
    ...shown(),
  )
}

/** Text that is typed into the first widget appears in each widget that shows text. */
function shown() {
  const input = new TextInput({ title: "A text for these four", value: "Text with **stars**" })
  const text = input.value
  const shows = [
    new Div({ text, render_as_text: true }),
    new Paragraph({ text }),
    new PreText({ text }),
    new Markdown({ text }),
  ]
  input.on_change("value", () => {
    for (const show of shows) show.update({ text: input.value })
  })
  return [echo(input, ["value"], "Text of these"), ...shows.map((show) => echo(show, ["text"]))]
}
