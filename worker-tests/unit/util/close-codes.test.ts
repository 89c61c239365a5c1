// One short plain string for each close code: in the server, which pages are told by, and in the docs.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { CLOSE, CLOSE_TEXT, closeReason, closeText } from "../../../src/util/close-codes.ts"

const codes = Object.values(CLOSE)
const docs = (name: string) => readFileSync(join(import.meta.dirname, "../../..", name), "utf8")

describe("close codes", () => {
  it("each have a reason of their own that a close frame can carry", () => {
    const texts = codes.map((code) => CLOSE_TEXT[code])
    expect(new Set(texts).size).toBe(codes.length)
    for (const text of texts) {
      expect(text).toMatch(/^[a-z]/)
      expect(closeReason(text)).toBe(text)
    }
  })

  it("are sent with that text where nothing more exact is given", () => {
    expect(closeText(CLOSE.revoked, "")).toBe("the invitation was revoked")
    expect(closeText(CLOSE.revoked, "you are out")).toBe("you are out")
    expect(closeText(4321, "")).toBe("")
  })

  it("are in the docs with the same texts", () => {
    const rows = [
      ...docs("docs/troubleshooting.md").matchAll(/^\| (\d{4}) \| ([^|]+) \| [^|]+ \|$/gm),
    ]
    const table = Object.fromEntries(rows.map(([, code, text]) => [Number(code), text]))
    expect(table).toEqual(CLOSE_TEXT)
  })

  it("after which BokehJS does not reconnect are known to the page", () => {
    const final = /^Pages do not reconnect by themselves after (.+)\.$/m.exec(
      docs("docs/troubleshooting.md"),
    )
    const [, pattern = ""] = /SHUT_OUT = \/(.+)\/$/m.exec(docs("src/client/reconnect.ts")) ?? []
    const isShutOut = (code: number) => new RegExp(pattern).test(String(code))
    const shutOut = Array.from({ length: 4000 }, (_, i) => 1000 + i).filter(isShutOut)
    expect(final?.[1]).toBe("4001, 4002, and 4006 to 4009")
    const own = shutOut.filter((code) => code in CLOSE_TEXT)
    expect(own).toEqual([4001, 4002, 4006, 4007, 4008, 4009])
    const ofApps = shutOut.filter((code) => !own.includes(code))
    expect(ofApps).toHaveLength(1000 + 900) // 3000 to 3999, 4100 to 4999
    expect(ofApps.every((code) => code >= 3000 && (code < 4000 || code >= 4100))).toBe(true)
  })
})
