// `npm run generate`: writes docs/api.md.

import { writeFileSync } from "node:fs"
import { registerHooks } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { membersOf, methodsTable } from "./api-methods.ts"
import { apiTable, namesOf } from "./api-table.ts"

const ROOT = join(import.meta.dirname, "..")

// A stub for Node of the module that the package imports from workerd.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "cloudflare:workers"
      ? next(pathToFileURL(join(ROOT, "worker-tests/support/cloudflare-workers.ts")).href, context)
      : next(specifier, context),
})

const api = await import("../src/api.ts")
const text = apiTable(namesOf(api)) + methodsTable(membersOf(api))
writeFileSync(join(ROOT, "docs/api.md"), text)
