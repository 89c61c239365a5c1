// The next version of the explorer, which its test deploys, with another title and one more widget above all others.

import { Column, createServer, Div } from "bokeh-edge"

import { explore } from "../../explore/explore.ts"

const next: typeof explore = {
  ...explore,
  options: { ...explore.options, title: "Explore again" },
  handler: async (doc, context) => {
    await explore.handler(doc, context)
    doc.get_model_by_name("title")?.update({ text: "<h1>Explore the weather, again</h1>" })
    const [root] = doc.roots
    const news = new Div({ text: "New: there is one more widget." })
    if (root instanceof Column) root.children = [news, ...root.children]
  },
}

const server = createServer([next])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
