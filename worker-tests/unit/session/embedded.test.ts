// Other sites' pages may have no content policy: visitors' HTML is sent to them as text, whatever the order of changes.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { type Document, internalsOf } from "../../../src/document/document.ts"
import {
  Button,
  CategoricalSlider,
  Column,
  Div,
  MultiChoice,
  Paragraph,
  Slider,
  SVGIcon,
} from "../../../src/model/generated/models.ts"
import { stateOf } from "../../../src/model/has-props.ts"
import { isRecord } from "../../../src/util/record.ts"
import type { FakePeer } from "../../support/fake-peer.ts"
import { holdsLater } from "../../support/random-test.ts"
import { Replica } from "../../support/replica.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const BROWSER = { mayBringCode: false, isBokehJs: true, bokehVersion: "3.10.0" }
const EMBEDDED = { ...BROWSER, isEmbedded: true }
const HTML = "<img src=x onerror=visitor>"
const TEX = "$$\\href{javascript:visitor}{x}$$"
const OWN = "<b>the app's & own</b>"

function page() {
  const div = new Div({ text: OWN })
  const paragraph = new Paragraph({ text: "words" })
  const slider = new Slider({ start: 0, end: 9, value: 1, title: "T" })
  const sizes = new CategoricalSlider({ categories: ["s", "m"], value: "s" })
  const choice = new MultiChoice({ options: ["a", "b"] })
  const icon = new SVGIcon({ svg: "<svg>own</svg>" })
  const made = createSession((doc) => {
    for (const root of [div, paragraph, slider, sizes, choice, new Button({ icon })])
      doc.add_root(root)
  })
  return { ...made, div, paragraph, slider, sizes, choice, icon }
}

/** A visitor's strings in the document that would run in a page without a policy. */
function acting(document: Document): readonly string[] {
  return [...internalsOf(document).graph.all()].flatMap((model) => {
    const { schema, values } = stateOf(model)
    const isText = values.get("render_as_text") === true
    const isMathOff = values.get("disable_math") === true
    return [...values].flatMap(([attr, value]) => {
      if (attr === "text" && isText) return []
      const labels =
        attr === "options" && Array.isArray(value)
          ? value.map((one: unknown): unknown => (Array.isArray(one) ? one[1] : one))
          : value
      const text = JSON.stringify(labels) ?? ""
      if (schema.isA("CategoricalSlider") && attr === "value") return []
      const isHtml = /<[^>]*visitor/.test(text)
      const isTex = !isMathOff && ["text", "title"].includes(attr) && /\$\$[^>]*visitor/.test(text)
      return isHtml || isTex ? [`${model.type}.${attr} = ${text}`] : []
    })
  })
}

/** Another site's page as BokehJS keeps it: one event after the other. */
function follow(replica: Replica, peer: FakePeer): readonly string[] {
  return peer.take().flatMap((message) => {
    if (message.msgtype === "PULL-DOC-REPLY") replica.load(message)
    const { content, buffers } = message
    const events: unknown[] =
      isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
    const found = events.flatMap((event) => {
      replica.receive({ ...message, content: { events: [event] }, buffers })
      return acting(replica.document)
    })
    return [...acting(replica.document), ...found]
  })
}

function textIn(replica: Replica, id: string): unknown {
  const model = replica.document.get_model_by_id(id)
  return model instanceof Div ? [model.text, model.render_as_text] : undefined
}

describe("[S31] another site's page", () => {
  it("is sent visitors' HTML as text, and the app's as HTML, in pulls, in patches and after a reconnect", () => {
    const { join, send, patch, div } = page()
    const [visitor, first, ours] = [join(BROWSER), join(EMBEDDED), join(BROWSER)]
    const [replica, own] = [new Replica(), new Replica()]
    send(first, "PULL-DOC-REQ", {})
    send(ours, "PULL-DOC-REQ", {})
    expect(follow(replica, first)).toEqual([])
    follow(own, ours)
    expect(textIn(replica, div.id)).toEqual([OWN, false])
    patch(visitor, modelChanged(div.id, "text", HTML))
    expect(follow(replica, first)).toEqual([])
    expect(textIn(replica, div.id)).toEqual([HTML, true])
    expect(follow(own, ours)).not.toEqual([]) // there the page's policy prevents it from running
    patch(visitor, modelChanged(div.id, "render_as_text", false))
    expect(follow(replica, first)).toEqual([])
    const again = join(EMBEDDED)
    send(again, "PULL-DOC-REQ", {})
    const anew = new Replica()
    expect(follow(anew, again)).toEqual([])
    expect(textIn(anew, div.id)).toEqual([HTML, true])
  })

  it("is sent what the app sets afterwards as HTML again", async () => {
    const { join, send, patch, settle, div } = page()
    const [visitor, peer] = [join(BROWSER), join(EMBEDDED)]
    const replica = new Replica()
    send(peer, "PULL-DOC-REQ", {})
    patch(visitor, modelChanged(div.id, "text", HTML))
    follow(replica, peer)
    div.text = "<i>again</i>"
    await settle()
    expect(follow(replica, peer)).toEqual([])
    expect(textIn(replica, div.id)).toEqual(["<i>again</i>", false])
  })

  it("is sent visitors' HTML as text to a viewer, too, and in properties that otherwise only programs read", () => {
    for (const how of [{ isViewer: true }, { isBokehJs: false }]) {
      const { join, send, patch, document, div } = page()
      document.add_root(new Column({ tags: ["bokeh-edge-owner-only"] }))
      const [visitor, peer] = [join(BROWSER), join({ ...EMBEDDED, ...how })]
      const replica = new Replica()
      send(peer, "PULL-DOC-REQ", {})
      patch(visitor, modelChanged(div.id, "text", HTML))
      patch(visitor, {
        kind: "RootAdded",
        model: { type: "object", name: "Div", id: "new", attributes: { text: HTML } },
      })
      expect(follow(replica, peer)).toEqual([])
      expect(textIn(replica, "new")).toEqual([HTML, true])
    }
  })

  it("is not sent the HTML again after the app sets a property beside it, or after a patch that fails", async () => {
    const { join, send, patch, settle, slider, div } = page()
    const [visitor, peer] = [join(BROWSER), join(EMBEDDED)]
    const replica = new Replica()
    send(peer, "PULL-DOC-REQ", {})
    patch(visitor, modelChanged(slider.id, "title", TEX))
    slider.format = "0.0"
    await settle()
    const stream = { kind: "ColumnsStreamed", model: { id: div.id }, attr: "text", data: {} }
    patch(visitor, modelChanged(div.id, "text", HTML), { ...stream, rollover: null })
    expect(follow(replica, peer)).toEqual([])
    expect(textIn(replica, div.id)).not.toEqual([HTML, false])
  })

  it("never holds a visitor's HTML that runs, in whatever order visitors and the app set it", async () => {
    const string = fc.constantFrom("words", HTML, TEX, `${HTML} & ${TEX}`)
    const sets = fc.oneof(
      fc.tuple(fc.constantFrom("div" as const, "paragraph" as const), fc.constant("text"), string),
      fc.tuple(
        fc.constantFrom("div" as const, "paragraph" as const),
        fc.constantFrom("render_as_text", "disable_math"),
        fc.boolean(),
      ),
      fc.tuple(fc.constant("slider" as const), fc.constantFrom("title", "format"), string),
      fc.tuple(
        fc.constantFrom("slider" as const, "sizes" as const),
        fc.constant("tooltips"),
        fc.boolean(),
      ),
      fc.tuple(
        fc.constant("sizes" as const),
        fc.constant("categories"),
        fc.tuple(string, fc.constant("s")),
      ),
      fc.tuple(fc.constant("choice" as const), fc.constant("options"), fc.tuple(string, string)),
      fc.tuple(fc.constant("icon" as const), fc.constant("svg"), string),
      fc.tuple(
        fc.constantFrom(...(["div", "slider", "sizes", "choice", "icon"] as const)),
        fc.constant("css_classes"),
        fc.constantFrom([], ["own"], ["bokeh-edge-from-visitor"]),
      ),
    )
    const step = fc.record({
      given: fc.array(sets, { minLength: 1, maxLength: 4 }),
      by: fc.constantFrom("visitor", "visitor", "app", "a page that comes later"),
    })
    const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const { join, send, patch, settle, ...made } = page()
      const visitor = join(BROWSER)
      const come = () => {
        const peer = join(EMBEDDED)
        send(peer, "PULL-DOC-REQ", {})
        return { peer, replica: new Replica() }
      }
      let reader = come()
      for (const { given, by } of steps) {
        const events = given
          .map(([name, attr, value]) => ({ model: made[name], attr, value }))
          .filter(({ model, attr }) => stateOf(model).schema.property(attr) !== undefined)
        if (by === "a page that comes later") reader = come()
        if (by === "app") {
          made.div.text = OWN
          made.slider.format = "0.0"
          for (const { model } of events) model.css_classes = ["app"]
        } else {
          patch(
            visitor,
            ...events.map(({ model, attr, value }) => modelChanged(model.id, attr, value)),
          )
        }
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await settle()
        expect(follow(reader.replica, reader.peer)).toEqual([])
        if (by === "app")
          expect(textIn(reader.replica, made.div.id)).toEqual([OWN, made.div.render_as_text])
      }
    })
    await holdsLater(property, 40)
  })
})
