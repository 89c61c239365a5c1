// What tests of apps import, from "bokeh-edge/testing".

export {
  type Closed,
  type OwnMessage,
  RefusedError,
  type TestSession,
} from "./testing/test-session.ts"
export { createWorld, type OpenOptions, type World, type WorldOptions } from "./testing/world.ts"
export type { Visit } from "./testing/places.ts"
