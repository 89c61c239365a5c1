// All examples, in the order in which the front page shows them.

import type { Route } from "bokeh-edge"

import { board } from "./board.ts"
import { chat } from "./chat.ts"
import { classroom } from "./classroom.ts"
import { explore } from "./explore/explore.ts"
import { gallery } from "./gallery/gallery.ts"
import { host } from "./host.ts"
import { operations } from "./operations.ts"
import { ported } from "./ported/ported.ts"
import { shapes } from "./shapes/shapes.ts"
import { stream } from "./stream.ts"
import { temperature } from "./temperature.ts"
import { weather } from "./weather.ts"
import { widgets } from "./widgets/widgets.ts"

export const examples: readonly Route[] = [
  temperature,
  weather,
  host,
  chat,
  explore,
  board,
  ...classroom,
  operations,
  ...gallery,
  ...ported,
  shapes,
  stream,
  widgets,
]
