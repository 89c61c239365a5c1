// Options of a whole server: wrong options throw when the server is created.

import { app, createServer } from "bokeh-edge"
import { expect, it } from "vitest"

it("the error for a group endpoint that is only a path shows how to write it", () => {
  const options = JSON.parse('{"groupEndpoint": "/groups"}') as object
  expect(() => createServer([], options)).toThrow(
    'groupEndpoint must be groupEndpoint("/groups"), got "/groups"',
  )
})

it.each<readonly [routes: unknown, message: string]>([
  [app("/", () => undefined), "createServer expects a list of routes, got an object"],
  [() => undefined, "createServer expects a list of routes, got a function"],
  [undefined, "createServer expects a list of routes, got undefined"],
  [[() => undefined], "route 1 of createServer is a function, not app(...): is it exported?"],
])("the error for %s in place of the routes says what is expected", (routes, message) => {
  expect(() => createServer(routes as never)).toThrow(message)
})
