// Options of a whole server: wrong ones are reported when it is created.

import { createServer } from "bokeh-edge"
import { expect, it } from "vitest"

it("says how to write a group endpoint that is only a path", () => {
  const options = JSON.parse('{"groupEndpoint": "/groups"}') as object
  expect(() => createServer([], options)).toThrow(
    'groupEndpoint must be made by groupEndpoint() of bokeh-edge: groupEndpoint("/groups"), got "/groups"',
  )
})
