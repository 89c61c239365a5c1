import { describe, expect, it } from "vitest"

import { isPreview } from "../../../src/app/preview.ts"

const bytes = (start: string) =>
  Buffer.from(`${start}${"x".repeat(20)}`, "latin1").toString("base64")
const url = (type: string, start: string) => `data:image/${type};base64,${bytes(start)}`
const PNG = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"

describe("a preview's data URL", () => {
  it.each([
    ["png", PNG],
    ["jpeg", "\xFF\xD8\xFF\xE0"],
    ["webp", "RIFF\x24\x10\x20\x30WEBPVP8 "],
  ])("is accepted when it is a %s", (type, start) => {
    expect(isPreview(url(type, start))).toBe(true)
  })

  it.each([
    ["a document", url("svg+xml", "<svg>")],
    ["a document under a picture's name", url("png", "<html><form>")],
    ["a picture of another type than it says", url("jpeg", PNG)],
    ["no base64", "data:image/png;base64,iVBORw0KGgo<"],
    ["with something behind it", `${url("png", PNG)}" onerror="alert(1)`],
    ["of an odd type", url("constructor", PNG)],
    ["too long", `data:image/png;base64,iVBORw0KGgoA${"A".repeat(48 * 1024)}`],
  ])("is rejected when it is %s", (_name, text) => {
    expect(isPreview(text)).toBe(false)
  })
})
