// Connects sessions with each other: groups, copies of documents, and invitations.

import type { User } from "../../app/auth.ts"
import { socketSuffix } from "../../app/handler.ts"
import type { Document } from "../../document/document.ts"
import { groupsStore } from "../../group/session-groups-store.ts"
import { SessionGroups } from "../../group/session-groups.ts"
import type { Admission } from "../../objects/admission.ts"
import { placeKey } from "../../objects/names.ts"
import { Attachments } from "../sharing/attachments.ts"
import { argumentsOf } from "../sharing/link-arguments.ts"
import { pictureOf } from "../sharing/open-copy.ts"
import { Origin } from "../sharing/origin.ts"
import { Previews } from "../sharing/previews.ts"
import { type SessionSharing, sharingOf } from "../sharing/sharing.ts"
import { broadcastHandle, groupHandle } from "./group-handle.ts"
import { sessionLimits } from "./parts.ts"
import type { CreateTogether, TogetherParts } from "./together.ts"

export const createTogether: CreateTogether = (parts) => {
  const { ports, store } = parts
  const { timers, random, snapshots, objectId: id } = ports
  const attachments = new Attachments({ timers, random, snapshots, owner: id })
  const groups = groupsOf(parts, attachments)
  const previews = new Previews(timers, random)
  const origin = new Origin(store, ports)
  return {
    groups,
    origin,
    sharing: (admission, document) => sharingFor(parts, previews, admission, document),
    contextParts: ({ pattern, params }) => {
      const hasClientCode = ports.routes.get(pattern)?.options.session?.clientCode === true
      const ofGroups = { groups, id, attachments, hasClientCode }
      return {
        copy: () => origin.current,
        copyNews: () => origin.news(placeKey({ pattern, params })),
        group: (name) => groupHandle(ofGroups, name),
        broadcasts: () => broadcastHandle(ofGroups, pattern),
      }
    },
    pictureOf,
  }
}

function groupsOf(
  { ports, store, people }: TogetherParts,
  attachments: Attachments,
): SessionGroups {
  const { objectId: id, timers, log, callsTo } = ports
  return new SessionGroups({
    id,
    store: groupsStore(store),
    callsTo,
    timers,
    log,
    people,
    load: (group, attachment) => attachments.load(group, attachment),
  })
}

function sharingFor(
  { ports, store, peers, state }: TogetherParts,
  previews: Previews,
  { sessionId, pattern, params, request, user }: Admission,
  document: () => Document | undefined,
): SessionSharing {
  const { random, timers: clock, settings, objectId: owner, snapshots: snapshot } = ports
  const options = ports.routes.get(pattern)?.options ?? {}
  const suffix = socketSuffix(options)
  const { copyArguments = [] } = options
  const limits = sessionLimits(ports, { pattern })
  return sharingOf({
    store,
    version: () => {
      const route = ports.routes.get(pattern)
      return route && ports.versionOf(route)
    },
    state: () => state.current,
    random,
    clock,
    snapshot,
    owner,
    keys: settings.secretKeys,
    sessionId,
    place: placeKey({ pattern, params }),
    by: nameOf(user),
    // With two slashes at the front, a link would lead to another host.
    path: new URL(request.url).pathname.slice(0, -suffix.length - 1).replace(/^\/+/, "/"),
    copyArguments: argumentsOf(request, (name) => copyArguments.includes(name)),
    limits,
    maxInvitations: limits.invitations,
    document,
    hasClientCode: options.session?.clientCode === true,
    connections: () => peers.connections,
    preview: (built, plot) => previews.ask(built, plot, peers.connections),
    disconnect: (inviteId) => peers.disconnectGuests(inviteId),
  })
}

function nameOf(user: User | undefined): string | undefined {
  const name = user?.["name"]
  return typeof name === "string" ? name : user?.id
}
