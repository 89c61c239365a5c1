import { describe, expect, it } from "vitest"

import {
  FontStyle,
  HatchPatternType,
  LineCap,
  LineJoin,
  MarkerType,
  TextAlign,
  TextBaseline,
} from "../../../src/model/generated/enums.ts"
import { enumOf } from "../../../src/model/table-enums.ts"

describe("an enumeration of the table", () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [["asterisk"], MarkerType],
    [["blank"], HatchPatternType],
    [["butt"], LineCap],
    [["left"], TextAlign],
    [["miter"], LineJoin],
    [["normal"], FontStyle],
    [["top", "middle", "bottom", "alphabetic"], TextBaseline],
  ])("is found by its first names %j, and whole", (first, names) => {
    expect(enumOf(...first)).toEqual(names)
  })
})
