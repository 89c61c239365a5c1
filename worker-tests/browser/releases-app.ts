// The app of releases.test.ts. The variable SPEC, which describes its document, stands for the code of a version.

import { app, createServer } from "bokeh-edge"

import { buildSpec, type Spec } from "../support/releases.ts"

const releases = app("/releases", (doc, { env }) => {
  doc.title = `Version ${String(env["BOKEH_EDGE_VERSION"])}`
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test's own
  buildSpec(JSON.parse(String(env["SPEC"])) as Spec)(doc)
})

const server = createServer([releases])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
