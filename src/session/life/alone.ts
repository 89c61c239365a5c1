// Sessions without groups, copies and invitations: an app's calls to those throw an error that explains this.

import { SharingError } from "../../app/sharing.ts"
import type { SessionSharing } from "../sharing/sharing.ts"
import type { CreateTogether, Together } from "./together.ts"

const REASON = "createServer is that of bokeh-edge/alone: take that of bokeh-edge"

function refuse(what: string): never {
  throw new SharingError(`${what}: ${REASON}`)
}

const NO_GROUPS: Together["groups"] = {
  reset: () => undefined,
  built: () => undefined,
  start: () => undefined,
  onlineChanged: () => undefined,
  take: async () => "gone",
  hear: () => undefined,
  presence: () => "gone",
  isMember: () => false,
  isInAny: false,
  hasUnsent: false,
  leaveAll: async () => undefined,
}

const NO_SHARING: SessionSharing = {
  publish: async () => refuse("publish"),
  publishOther: async () => refuse("publish"),
  give: async () => refuse("publish"),
  letEdit: () => refuse("invite"),
  preview: async () => refuse("preview"),
  snapshots: [],
  unpublish: async () => refuse("unpublish"),
  open: async () => refuse("open"),
  invite: () => refuse("invite"),
  revoke: () => undefined,
  links: { list: async () => [], revoke: async () => undefined },
}

export const ALONE: CreateTogether = () => ({
  groups: NO_GROUPS,
  origin: { current: undefined, load: async () => undefined, store: () => undefined },
  sharing: () => NO_SHARING,
  contextParts: () => ({
    copy: () => undefined,
    copyNews: async () => undefined,
    group: () => refuse("group"),
    broadcasts: () => refuse("on_broadcast"),
  }),
  pictureOf: (copy) => copy,
})
