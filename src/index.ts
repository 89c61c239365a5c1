// The Worker that this repository deploys: the example apps.

import { createServer } from "bokeh-edge"

import { chat } from "./apps/chat.ts"
import { explore } from "./apps/explore/explore.ts"
import { gallery } from "./apps/gallery/gallery.ts"
import { host } from "./apps/host.ts"
import { shapes } from "./apps/shapes/shapes.ts"
import { stream } from "./apps/stream.ts"
import { temperature } from "./apps/temperature.ts"
import { weather } from "./apps/weather.ts"
import { widgets } from "./apps/widgets/widgets.ts"

const server = createServer([
  temperature,
  weather,
  host,
  chat,
  explore,
  ...gallery,
  shapes,
  stream,
  widgets,
])

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
