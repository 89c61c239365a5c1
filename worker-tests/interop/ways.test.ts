// The lines that users of Python's Bokeh write have the same result here as in Python. Lines that Python rejects are
// rejected.

import { describe, expect, it } from "vitest"

import { python } from "../support/python.ts"
import { WAYS } from "./ways.ts"

const REFUSED = "refused"
const expected = (await python("ways.py", [])) as Readonly<Record<string, unknown>>

/** The result as JSON, since values read from models are proxies and typed arrays. */
function resultOf(way: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(way() ?? null)) as unknown
  } catch (error) {
    expect(String(error)).toMatch(/^ModelError: ./)
    return REFUSED
  }
}

describe("a line that users of Python write", () => {
  it("is in the lists of both languages", () => {
    expect(Object.keys(WAYS)).toEqual(Object.keys(expected))
    expect(Object.keys(WAYS).length).toBeGreaterThan(50)
  })

  it.each(Object.keys(WAYS))("has Python's result: %s", (name) => {
    expect(resultOf(WAYS[name] ?? (() => undefined))).toEqual(expected[name])
  })
})
