// What a handler gets without a session: nothing is stored, and nothing can be shared.

import type { ContextParts } from "../../src/app/context.ts"
import { type Sharing, SharingError } from "../../src/app/sharing.ts"

const refuse = (): never => {
  throw new SharingError("there is no session")
}

const NO_SHARING: Sharing = {
  publish: async () => refuse(),
  preview: async () => undefined,
  snapshots: [],
  unpublish: async () => refuse(),
  open: async () => refuse(),
  invite: refuse,
  revoke: () => undefined,
  links: { list: async () => [], revoke: async () => undefined },
}

export const NO_SESSION: ContextParts = {
  id: "session",
  params: {},
  request: { url: "", arguments: {}, headers: {}, cookies: {} },
  env: {},
  storage: { get: () => undefined, put: () => undefined, delete: () => undefined },
  state: {
    current: undefined,
    get shared() {
      return {}
    },
    changed: () => undefined,
  },
  connection: () => undefined,
  connections: () => [],
  history: () => undefined,
  sharing: NO_SHARING,
  copy: () => undefined,
  copyNews: async () => undefined,
  broadcasts: () => NO_SESSION.group("of the route"),
  group: (name) => {
    throw new Error(`this session has no group ${name}`)
  },
}
