import { describe, expect, it } from "vitest"

import { ConnectionError, encodeConnectionData } from "../../../src/app/connection.ts"
import { Div, Range1d, Slider } from "../../../src/model/generated/models.ts"
import { ModelError } from "../../../src/model/model-error.ts"
import type { Peer } from "../../../src/ports.ts"
import { createSession, modelChanged } from "../../support/session.ts"

describe("a receive hook", () => {
  it("sees each whole message before it is handled, and can reject it with a reason", () => {
    const seen: string[] = []
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const { join, patch, send } = createSession((doc) => doc.add_root(slider), {
      receive: (_peer, { msgtype }) => {
        seen.push(msgtype)
        return msgtype === "PATCH-DOC" ? "you may only look" : undefined
      },
    })
    const peer = join()
    send(peer, "PULL-DOC-REQ", {})
    patch(peer, modelChanged(slider.id, "value", 5))
    const [reply, error] = peer.take()
    expect(seen).toEqual(["PULL-DOC-REQ", "PATCH-DOC"])
    expect(reply?.msgtype).toBe("PULL-DOC-REPLY")
    expect(error).toMatchObject({ msgtype: "ERROR", content: { text: "you may only look" } })
    expect(slider.value).toBe(1)
    expect(peer.isOpen).toBe(true)
  })

  it("[S17] makes the session send the current values to a rejected client, once it is quiet", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const range = new Range1d({ start: 0, end: 1 })
    const { join, patch, clock } = createSession(
      (doc) => {
        doc.add_root(slider)
        doc.add_root(range)
      },
      { receive: () => "you may only look" },
    )
    const [viewer, other] = [join(), join()]
    patch(viewer, modelChanged(slider.id, "value", 5))
    clock.advance(200)
    const wrong = [modelChanged(slider.id, "no", 1), modelChanged("m99", "value", 1), { kind: 1 }]
    patch(viewer, modelChanged(slider.id, "value", 6), modelChanged(range.id, "end", 3), ...wrong)
    clock.advance(200)
    expect(viewer.takeTypes()).toEqual(["ERROR", "ERROR"])
    clock.advance(200)
    expect(viewer.takeEvents()).toEqual([modelChanged(slider.id, "value", 1)])
    expect(other.take()).toEqual([])
  })

  it("closes only its own socket when it throws, and the error is logged", () => {
    const { join, send, errors } = createSession(() => undefined, {
      receive: (peer) => {
        if (peer === bad) throw new Error("broken")
        return undefined
      },
    })
    const bad = join()
    const good = join()
    send(bad, "PULL-DOC-REQ", {})
    send(good, "PULL-DOC-REQ", {})
    expect(bad.closed).toEqual({ code: 1011, reason: "internal error" })
    expect(good.takeTypes()).toEqual(["PULL-DOC-REPLY"])
    expect(errors).toEqual(["a message could not be handled"])
  })
})

describe("a send hook", () => {
  it("can keep messages from a socket", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const deaf = new Set<Peer>()
    const { join, patch } = createSession((doc) => doc.add_root(slider), {
      send: (peer, frames) => !deaf.has(peer) || !String(frames[0]).includes("PATCH-DOC"),
    })
    const [first, second, third] = [join(), join(), join()]
    deaf.add(second)
    patch(first, modelChanged(slider.id, "value", 5))
    expect(second.take()).toEqual([])
    expect(third.takeTypes()).toEqual(["PATCH-DOC"])
  })

  it("closes only its own socket when it throws, is logged once and not called again", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const broken = new Set<Peer>()
    const { join, patch, errors } = createSession((doc) => doc.add_root(slider), {
      send: (peer) => {
        if (broken.has(peer)) throw new Error("broken")
        return true
      },
    })
    const bad = join()
    const good = join()
    broken.add(bad)
    patch(bad, modelChanged(slider.id, "value", 5))
    patch(good, modelChanged(slider.id, "value", 6))
    expect(bad.closed?.code).toBe(1011)
    expect(good.takeTypes()).toEqual(["PATCH-DOC", "OK"])
    expect(errors).toEqual(["a message could not be handled"])
  })
})

describe("a message to one peer", () => {
  it("[S17] goes to that peer alone, after the changes of the turn", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const text = new Div({ text: "" })
    const { session, pulled, patch, document } = createSession((doc) => {
      doc.add_root(slider)
      doc.add_root(text)
    })
    const [one, two] = [pulled(), pulled()]
    slider.on_change("value", () => {
      session.sendMessage(two, "hello", { to: "two", about: text })
      text.text = "changed"
    })
    patch(one, modelChanged(slider.id, "value", 5))
    expect(document.roots).toHaveLength(2)
    expect(one.takeEvents()).toEqual([modelChanged(text.id, "text", "changed")])
    expect(two.takeEvents()).toEqual([
      modelChanged(slider.id, "value", 5),
      modelChanged(text.id, "text", "changed"),
      {
        kind: "MessageSent",
        msg_type: "hello",
        msg_data: {
          type: "map",
          entries: [
            ["to", "two"],
            ["about", { id: text.id }],
          ],
        },
      },
    ])
  })

  it("[S10] waits until the peer's first request is answered, with the last thousand that were waiting", async () => {
    const { session, join, send, settle } = createSession(() => undefined)
    const peer = join()
    for (let i = 0; i < 1010; i++) session.sendMessage(peer, "tick", i)
    await settle()
    expect(peer.take()).toEqual([])
    send(peer, "PULL-DOC-REQ", {})
    await settle()
    const [, first, ...others] = peer.take()
    expect(JSON.stringify(first?.content)).toContain('"msg_data":10')
    expect(others).toHaveLength(999)
  })

  it("can be sent outside of a turn, but can't hold models of another document", async () => {
    const { session, pulled, settle } = createSession(() => undefined)
    const [one, two] = [pulled(), pulled()]
    session.sendMessage(one, "tick", 1)
    expect(() => session.sendMessage(one, "tick", new Div())).toThrow(ModelError)
    await settle()
    expect(one.takeEvents()).toEqual([{ kind: "MessageSent", msg_type: "tick", msg_data: 1 }])
    expect(two.take()).toEqual([])
  })

  it("is logged when it can't be written, and the other messages are sent", async () => {
    const { session, pulled, settle, errors } = createSession(() => undefined)
    const peer = pulled()
    const data: Record<string, unknown> = { deep: 1 }
    session.sendMessage(peer, "bad", data)
    data["deep"] = () => 1
    session.sendMessage(peer, "good", 1)
    await settle()
    expect(peer.takeEvents()).toEqual([{ kind: "MessageSent", msg_type: "good", msg_data: 1 }])
    expect(errors).toEqual(["a message could not be sent"])
  })
})

describe("the state of a connection", () => {
  it.for<readonly [unknown, string]>([
    [{ name: "Ada" }, '{"name":"Ada"}'],
    [undefined, "null"],
    ["x".repeat(2046), `"${"x".repeat(2046)}"`],
  ])("accepts the JSON value %j", ([data, text]) => {
    expect(encodeConnectionData(data)).toBe(text)
  })

  it.for<readonly [string, unknown, string]>([
    ["large", "x".repeat(2047), "a connection keeps 2048 bytes, not 2049"],
    ["large in UTF-8", "ä".repeat(1024), "not 2050"],
    ["a function", () => 1, "attach: data must be JSON, which has no function"],
    ["a map", { seen: new Map() }, 'attach: data must be JSON, which has no Map (at "seen")'],
  ])("rejects %s", ([, data, message]) => {
    expect(() => encodeConnectionData(data)).toThrow(ConnectionError)
    expect(() => encodeConnectionData(data)).toThrow(message)
  })
})
