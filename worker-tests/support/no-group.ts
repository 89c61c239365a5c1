// For sessions without groups.

import type { Group } from "../../src/app/group.ts"

export function noGroup(name: string): Group {
  throw new Error(`this session has no group ${name}`)
}
