import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import {
  clientModule,
  DEV_OUTPUT,
  devPageModule,
  OUTPUT,
} from "../../../scripts/generate-client.ts"
import { clientScript } from "../../../src/pages/client-script.ts"
import { CLIENT_SCRIPT } from "../../../src/pages/generated/client.ts"

function sources(): readonly string[] {
  const folder = join(import.meta.dirname, "../../../src/client")
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts"))
  return names.map((name) => readFileSync(join(folder, name), "utf8"))
}

describe("the script of pages and snippets", () => {
  it("is the current bundle of src/client (if this fails, run `npm run generate`)", async () => {
    expect(readFileSync(OUTPUT, "utf8")).toBe(await clientModule())
    expect(readFileSync(DEV_OUTPUT, "utf8")).toBe(await devPageModule())
  })

  it("has no comments, and at most 20 KB", () => {
    const comments = sources().flatMap((source) => source.match(/(?<=\/\/ |\/\*\* ).{20,}/g) ?? [])
    expect(comments.length).toBeGreaterThan(20)
    expect(comments.filter((comment) => CLIENT_SCRIPT.includes(comment.slice(0, 20)))).toEqual([])
    expect(CLIENT_SCRIPT.length).toBeLessThan(20_000)
  })

  it("can be in a script element, whatever its task contains", () => {
    const script = clientScript({ type: "failure", elementId: "</script><!--", reason: "<script" })
    expect(script).not.toMatch(/<\/?script|<!--/i)
  })
})
