// The lines that users of Python's Bokeh write do here what they do there; what Python refuses is refused.

import { describe, expect, it } from "vitest"

import { python } from "../support/python.ts"
import { WAYS } from "./ways.ts"

const REFUSED = "refused"
const expected = (await python("ways.py", [])) as Readonly<Record<string, unknown>>

/** As JSON has it: what is read from models are proxies and typed arrays. */
function resultOf(way: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(way() ?? null)) as unknown
  } catch (error) {
    expect(String(error)).toMatch(/^ModelError: ./)
    return REFUSED
  }
}

describe("what users of Python write", () => {
  it("is the same list on both sides", () => {
    expect(Object.keys(WAYS)).toEqual(Object.keys(expected))
    expect(Object.keys(WAYS).length).toBeGreaterThan(50)
  })

  it.each(Object.keys(WAYS))("does what it does there: %s", (name) => {
    expect(resultOf(WAYS[name] ?? (() => undefined))).toEqual(expected[name])
  })
})
