// The explorer's texts: headings, and HTML of its own.

import { Div } from "bokeh-edge"

import { HEADING_STYLE } from "./style.ts"

type Options = ConstructorParameters<typeof Div>[0]

export function heading(title: string): Div {
  return prose(`<h2>${title}</h2>`)
}

export function prose(text: string, options: Options = {}): Div {
  return new Div({ text, stylesheets: [HEADING_STYLE], disable_math: true, ...options })
}
