// A page of stock BokehJS that has reconnected sends the whole document back, however large it is.

import { expect, it } from "vitest"

import { ColumnDataSource } from "../../../src/model/generated/models.ts"
import type { SessionLimits } from "../../../src/util/limits.ts"
import { BOKEHJS_ID, createSession } from "../../support/session.ts"

/** Accepts at most 1 MiB a message, and no added models. */
function sourceApp(limits: Partial<SessionLimits>) {
  const source = new ColumnDataSource({ data: { x: [1] } })
  const { session, document, join, store } = createSession((doc) => doc.add_root(source), {
    limits,
  })
  const [page, other] = [join({ mayBringCode: false }), join()]
  const resend = (x: unknown, type = "ColumnDataSource") => {
    const data = { type: "map", entries: [["x", x]] }
    const model = { type: "object", name: type, id: source.id, attributes: { data } }
    return JSON.stringify({ events: [{ kind: "RootAdded", model }] })
  }
  const send = (content: string, ...buffers: readonly ArrayBuffer[]) => {
    const header = { msgid: BOKEHJS_ID, msgtype: "PATCH-DOC", num_buffers: buffers.length }
    const frames = buffers.flatMap((buffer, i) => [JSON.stringify({ id: `${i}` }), buffer])
    for (const frame of [JSON.stringify(header), "{}", content, ...frames])
      session.receive(page, frame)
  }
  return { document, source, store, page, other, resend, send }
}

const LARGE = 700_000

it.for<readonly [string, Partial<SessionLimits>]>([
  ["is larger than a message may be", {}],
  ["is more than the document may grow", { documentBytes: 1000 }],
  ["has more models than there may be", { models: 1 }],
  ["is more than may be unfinished", { unfinishedBytes: 1_300_000 }],
])("[S8] a root that is sent back is not a change where it %s", ([, limits]) => {
  const { document, source, store, page, other, resend, send } = sourceApp(limits)
  const bytes = (id: string) => ({ type: "bytes", data: { id } })
  send(resend([bytes("0"), bytes("1")]), new ArrayBuffer(LARGE), new ArrayBuffer(LARGE))
  send(resend("x".repeat(1_200_000)))
  expect([page.takeTypes(), other.take()]).toEqual([["OK", "OK"], []])
  expect([document.roots, source.data, store.recordCount]).toEqual([[source], { x: [1] }, 0])
})

it.for<readonly [string, string]>([
  ["another root", "Slider"],
  ["what is no root", "a\\b"],
])("[F3] a message that is too large closes the socket where it has %s", ([, type]) => {
  const { page, resend, send } = sourceApp({})
  send(resend("x".repeat(1_200_000), type))
  expect(page.closed?.code).toBe(1009)
})

it("[F3] a message that is too large closes the socket where another event follows it", () => {
  const { source, document, page, resend, send } = sourceApp({})
  const model = { id: source.id }
  const more = JSON.stringify({ kind: "ModelChanged", model, attr: "name", new: "lost" })
  send(resend("x]}".repeat(400_000)).replace(/\]\}$/, `,${more}]}`))
  expect([page.closed?.code, document.roots, source.name]).toEqual([1009, [source], null])
})
