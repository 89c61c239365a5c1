// Asynchronous callbacks of one session: one at a time, in order.

import { Div, Slider, without_document_lock } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import type { Document } from "../../../src/document/document.ts"
import type { FakePeer } from "../../support/fake-peer.ts"
import { createSession, modelChanged, type TestSession } from "../../support/session.ts"

/** The promises that callbacks wait for, each resolved by hand. */
class Work {
  readonly #ends: (() => void)[] = []

  wait(): Promise<void> {
    return new Promise((resolve) => this.#ends.push(resolve))
  }

  get count(): number {
    return this.#ends.length
  }

  /** Resolves the one that began first. */
  end(): void {
    this.#ends.shift()?.()
  }
}

function sessionOf(build: (doc: Document, work: Work) => void) {
  const work = new Work()
  const session = createSession((doc) => build(doc, work))
  const peer = session.join()
  return { ...session, work, peer }
}

const say = (msg_type: string) => ({ kind: "MessageSent", msg_type, msg_data: null })

async function endAll({ settle }: TestSession, work: Work): Promise<void> {
  while (work.count > 0) {
    work.end()
    // oxlint-disable-next-line no-await-in-loop -- the next one begins then
    await settle()
  }
}

function lastText(peer: FakePeer): unknown {
  const events = peer.takeEvents() as readonly { readonly new: unknown }[]
  return events.at(-1)?.new
}

describe("[S26] asynchronous callbacks", () => {
  it("count every click when they read, wait and then write", async () => {
    const session = sessionOf((doc, work) => {
      const count = new Div({ text: "0" })
      doc.add_root(count)
      doc.on_message("click", async () => {
        const before = Number(count.text)
        await work.wait()
        count.text = `${before + 1}`
      })
    })
    for (let i = 0; i < 5; i++) session.patch(session.peer, say("click"))
    await endAll(session, session.work)
    expect(lastText(session.peer)).toBe("5")
  })

  it("end in the order in which they began, so the answer for an old value is never last", async () => {
    const session = sessionOf((doc, work) => {
      const slider = new Slider({ start: 0, end: 9, value: 0 })
      const answer = new Div()
      doc.add_root(slider)
      doc.add_root(answer)
      slider.on_change("value", async (_attr, _old, value) => {
        await work.wait()
        answer.text = `data for ${String(value)}`
      })
    })
    session.patch(session.peer, modelChanged("m3", "value", 1))
    session.patch(session.peer, modelChanged("m3", "value", 9))
    expect(session.work.count).toBe(1)
    await endAll(session, session.work)
    expect(lastText(session.peer)).toBe("data for 9")
  })

  it("make timers, events and other callbacks wait, which then run in order", async () => {
    const order: string[] = []
    const session = sessionOf((doc, work) => {
      doc.on_message("slow", async () => {
        order.push("slow begins")
        await work.wait()
        order.push("slow ends")
      })
      doc.on_message("quick", () => void order.push("quick"))
      doc.add_timeout_callback(() => void order.push("timeout"), 100)
    })
    session.patch(session.peer, say("slow"))
    session.patch(session.peer, say("quick"))
    session.clock.advance(100)
    expect(order).toEqual(["slow begins"])
    await endAll(session, session.work)
    expect(order).toEqual(["slow begins", "slow ends", "quick", "timeout"])
  })

  it("run the callbacks of their own changes immediately, except asynchronous ones", async () => {
    const order: string[] = []
    const session = sessionOf((doc, work) => {
      const slider = new Slider({ start: 0, end: 9, value: 0 })
      doc.add_root(slider)
      slider.on_change("value", () => void order.push("told"))
      slider.on_change("value", async (_attr, _old, value) => {
        order.push(`query ${String(value)}`)
        await work.wait()
        order.push(`answer ${String(value)}`)
      })
      doc.on_message("slow", async () => {
        await work.wait()
        slider.value = 1
        slider.value = 2
        order.push("slow ends")
      })
    })
    session.patch(session.peer, say("slow"))
    await endAll(session, session.work)
    expect(order).toEqual([
      "told",
      "told",
      "slow ends",
      "query 1",
      "answer 1",
      "query 2",
      "answer 2",
    ])
  })

  it("are logged by name when they throw, and the next callback runs", async () => {
    const order: string[] = []
    const session = sessionOf((doc, work) => {
      doc.on_message("fails", async () => {
        await work.wait()
        throw new Error("no data")
      })
      doc.on_message("next", () => void order.push("next"))
    })
    session.patch(session.peer, say("fails"))
    session.patch(session.peer, say("next"))
    await endAll(session, session.work)
    expect([session.errors, order]).toEqual([["a callback failed: message fails"], ["next"]])
  })

  it("report an error to the client when they throw before their first await", async () => {
    const session = sessionOf((doc) => {
      doc.on_message("fails", async () => {
        for (let i = 0; i < 3; i++) await Promise.resolve() // oxlint-disable-line no-await-in-loop
        throw new Error("no data")
      })
      doc.on_message("fails too", () => Promise.reject(new Error("none")))
      doc.on_message("works", () => Promise.resolve())
    })
    for (const type of ["fails", "works", "fails too", "works"]) {
      session.patch(session.peer, say(type))
      // oxlint-disable-next-line no-await-in-loop -- one message after the other
      await session.settle()
    }
    expect(session.peer.takeTypes()).toEqual(["ERROR", "OK", "ERROR", "OK"])
    expect(session.errors).toEqual([
      "a callback failed: message fails",
      "a callback failed: message fails too",
    ])
  })

  it("delay the answer to a message whose own callbacks wait for them, so that the answer is true", async () => {
    const session = sessionOf((doc, work) => {
      doc.on_message("slow", () => work.wait())
      doc.on_message("fails", () => {
        throw new Error("too much")
      })
      doc.on_message("fails later", async () => {
        await Promise.resolve()
        throw new Error("too late")
      })
    })
    for (const type of ["slow", "fails", "fails later", "nobody hears it"]) {
      session.patch(session.peer, say(type))
    }
    await session.settle()
    expect(session.peer.takeTypes()).toEqual(["OK", "OK"]) // of the first, which has begun, and of the last
    await endAll(session, session.work)
    expect(session.peer.takeTypes()).toEqual(["ERROR", "ERROR"])
  })

  it("do not fail a later message when they throw after the answer was sent", async () => {
    const session = sessionOf((doc, work) => {
      doc.on_message("fails", async () => {
        await work.wait()
        throw new Error("no data")
      })
      doc.on_message("waits", () => undefined)
    })
    session.patch(session.peer, say("fails"))
    await session.settle()
    expect(session.peer.takeTypes()).toEqual(["OK"])
    session.work.end()
    session.patch(session.peer, say("waits"))
    await session.settle()
    expect(session.peer.takeTypes()).toEqual(["OK"])
    expect(session.errors).toEqual(["a callback failed: message fails"])
  })

  it("are named in the log when they never end, and other callbacks run after 30 s", async () => {
    const order: string[] = []
    const session = sessionOf((doc, work) => {
      doc.on_message("hangs", () => work.wait())
      doc.on_message("next", () => void order.push("next"))
    })
    session.patch(session.peer, say("hangs"))
    session.patch(session.peer, say("next"))
    session.clock.advance(29_999)
    expect(order).toEqual([])
    session.clock.advance(1)
    expect(order).toEqual(["next"])
    expect(session.warnings).toEqual([
      "a callback has not ended: those that wait for it run now message hangs",
    ])
  })

  it("do not wait for others, or delay them, when they run without the document's lock", async () => {
    const order: string[] = []
    const session = sessionOf((doc, work) => {
      doc.on_message(
        "free",
        without_document_lock(async () => {
          order.push("free begins")
          await work.wait()
          order.push("free ends")
        }),
      )
      doc.on_message("quick", () => void order.push("quick"))
    })
    session.patch(session.peer, say("free"))
    session.patch(session.peer, say("free"))
    session.patch(session.peer, say("quick"))
    expect(order).toEqual(["free begins", "free begins", "quick"])
    await endAll(session, session.work)
    expect(order).toHaveLength(5)
  })

  it("[S14] are still called once a period after the last window left during one and another came", async () => {
    let begun = 0
    const session = sessionOf((doc, work) => {
      const tick = without_document_lock(async () => {
        begun++
        await work.wait()
      })
      doc.add_periodic_callback(tick, 1000)
    })
    session.clock.advance(1000)
    session.session.close(session.peer)
    session.join()
    session.clock.advance(5000)
    expect(begun).toBe(1)
    await endAll(session, session.work)
    session.clock.advance(1000)
    expect(begun).toBe(2)
  })
})
