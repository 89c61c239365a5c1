// The default Worker of tests and benchmarks.

import { createServer } from "bokeh-edge"

import { cards } from "./apps/cards.ts"
import { chat } from "./apps/chat.ts"
import { city } from "./apps/city.ts"
import { host } from "./apps/host.ts"
import { lesson } from "./apps/lesson.ts"
import { level } from "./apps/level.ts"
import { team } from "./apps/team.ts"
import { temperature } from "./apps/temperature.ts"

const server = createServer([temperature, city, host, chat, cards, lesson, level, team])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
