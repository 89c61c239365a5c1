import { readFileSync } from "node:fs"

import { describe, expect, it } from "vitest"

import { clientModule, OUTPUT } from "../../../scripts/generate-client.ts"
import { clientScript } from "../../../src/pages/client-script.ts"
import { CLIENT_SCRIPT } from "../../../src/pages/generated/client.ts"

describe("the script of pages and snippets", () => {
  it("is what src/client bundles to: run `npm run generate` when it is not", async () => {
    expect(readFileSync(OUTPUT, "utf8")).toBe(await clientModule())
  })

  it("ships no comments, and has at most 6 KB", () => {
    expect(CLIENT_SCRIPT).not.toMatch(/\/\*|(?<!:)\/\/ |\n/)
    expect(CLIENT_SCRIPT.length).toBeLessThan(6000)
  })

  it("may stand in a script element, whatever its task says", () => {
    const script = clientScript({ type: "failure", elementId: "</script><!--", reason: "<script" })
    expect(script).not.toMatch(/<\/?script|<!--/i)
  })
})
