import { describe, expect, it } from "vitest"

import { closest } from "../../../src/util/closest.ts"

describe("closest()", () => {
  it("finds the name that was probably meant", () => {
    expect(closest("valu", ["title", "value", "visible"])).toBe("value")
    expect(closest("zzz", ["title", "value"])).toBeUndefined()
  })

  it("finds a name with more words, or fewer", () => {
    expect(closest("lasso", ["pan", "lasso_select"])).toBe("lasso_select")
    expect(closest("plot_width", ["outer_width", "width"])).toBe("width")
    expect(closest("lass", ["lasso_select"])).toBeUndefined()
  })

  it("gives up on names longer than any property's", () => {
    expect(closest("value".repeat(100_000), [`${"value".repeat(100_000)}s`])).toBeUndefined()
  })

  it("compares a bounded number of candidates", () => {
    const looked = { count: 0 }
    function* candidates() {
      for (;;) {
        looked.count++
        yield "x".repeat(50)
      }
    }
    expect(closest("y".repeat(50), candidates())).toBeUndefined()
    expect(looked.count).toBeLessThan(10_000)
  })
})
