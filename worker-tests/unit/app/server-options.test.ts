// Options of a whole server: wrong options throw when the server is created.

import { createServer } from "bokeh-edge"
import { expect, it } from "vitest"

it("the error for a group endpoint that is only a path shows how to write it", () => {
  const options = JSON.parse('{"groupEndpoint": "/groups"}') as object
  expect(() => createServer([], options)).toThrow(
    'groupEndpoint must be groupEndpoint("/groups"), got "/groups"',
  )
})
