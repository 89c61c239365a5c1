// The stock Python client, which shares only the key with the server.

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { python } from "../support/python.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

let worker: RunningWorker
beforeAll(async () => {
  worker = await startWorker({ vars: { BOKEH_SECRET_KEY } })
})
afterAll(() => worker.stop())

describe("the Python client", () => {
  it("pulls an app's document, and runs the server's callback by moving a slider", async () => {
    const url = `${worker.url}/temperature`
    expect(await python("pull.py", [url], { BOKEH_SECRET_KEY })).toEqual({
      title: "Temperature",
      plot: "Daily maximum temperature in Seattle",
      glyph: true,
      rows: 1461,
      dtypes: ["float64", "float64"],
      version: "3.10.0",
    })
  })

  it("pushes plots, widgets and arrays of every kind, and another client pulls the same", async () => {
    expect(await python("push.py", [`${worker.url}/host`], { BOKEH_SECRET_KEY })).toEqual({
      title: "pushed <&> by Python",
      models: 93,
      different: [],
    })
  })

  it("exchanges properties, streams, patches and roots with another client, both ways", async () => {
    const steps = ["property", "stream", "patch", "data", "root", "root removed"]
    const done = await python("both_ways.py", [`${worker.url}/host`], { BOKEH_SECRET_KEY })
    expect(done).toEqual([...steps, ...steps])
  })

  it("pulls columns and options with integer-like names in the order in which they were pushed", async () => {
    const years = ["fruit", "2017", "2015", "2016"]
    const orders = await python("order.py", [`${worker.url}/host`], { BOKEH_SECRET_KEY })
    expect(orders).toEqual([[...years, "1999"], years])
  })

  it("feeds a session from a notebook's event loop, as documented", async () => {
    expect(await python("fed.py", [`${worker.url}/host`], { BOKEH_SECRET_KEY })).toEqual([0, 1, 2])
  })

  it("is rejected if its key is not the server's", async () => {
    const url = `${worker.url}/temperature`
    expect(await python("refused.py", [url], { BOKEH_SECRET_KEY: "another" })).toBeTypeOf("string")
    expect(await python("refused.py", [url], { BOKEH_SECRET_KEY })).toBeNull()
  })
})
