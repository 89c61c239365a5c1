// Arguments by position and by name.

import {
  cumsum,
  dodge,
  Document,
  factor_cmap,
  figure,
  gridplot,
  linear_cmap,
  toJson,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { HasProps } from "../../../src/model/has-props.ts"
import { ARGUMENTS } from "../../parity/arguments.ts"

/** The result in a document, where it can be in one. */
function plain(value: unknown): unknown {
  const document = new Document()
  if (value instanceof HasProps) document.add_root(value)
  else document.add_root(figure({ tags: [value] }))
  return JSON.parse(
    JSON.stringify(toJson(document)).replaceAll(/"id":"[^"]*"/g, '"id":""'),
  ) as unknown
}

it.each(ARGUMENTS.map(({ python, calls }) => [python, calls] as const))(
  "%s takes its arguments by position and by name",
  (_python, [byPosition, byName]) => {
    const [one, other] = [byPosition(), byName()]
    if (typeof one === "object" && one !== null && "callback" in one) expect(other).toEqual(one)
    else expect(plain(other)).toEqual(plain(one))
  },
)

describe("an error names", () => {
  it("an unknown argument", () => {
    const [wrong, nan, ncol]: readonly object[] = [{ rnage: null }, { nan: "red" }, { ncol: 2 }]
    expect(() => dodge("x", 1, wrong)).toThrow(
      "dodge: unknown argument 'rnage', did you mean 'range'?",
    )
    expect(() => linear_cmap("x", ["red"], 0, 1, nan)).toThrow(
      "linear_cmap: unknown argument 'nan'",
    )
    expect(() => gridplot([[figure()]], ncol)).toThrow("did you mean 'ncols'?")
  })

  it("an argument that is given twice, or one too many", () => {
    const twice: object = { field_name: "x", include_zero: true }
    expect(() => cumsum("x", twice)).toThrow("cumsum: 'field_name' is given twice")
    const again: object = { y: [2] }
    expect(() => figure().line([1], [1], again)).toThrow("figure.line: 'y' is given twice")
    const all = ["x", ["red"], ["a"], 1, 2] as never[]
    expect(() => Reflect.apply(factor_cmap, undefined, all)).toThrow(
      "factor_cmap expects field_name, palette, factors and then an object of options",
    )
  })
})
