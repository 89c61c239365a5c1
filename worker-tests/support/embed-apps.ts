// A Worker with apps for the tests of pages and of embedding, besides the examples.

import { app, createServer, Div, figure, html, PreText, Slider } from "bokeh-edge"

import { city } from "./apps/city.ts"
import { host } from "./apps/host.ts"
import { temperature } from "./apps/temperature.ts"

/** Three roots: a named plot, a named text, and one without a name. */
const named = app(
  "/named/:who",
  (doc, { params, request }) => {
    const plot = figure({ name: "plot", width: 300, height: 200 })
    plot.line([1, 2, 3], [3, 1, 2], { line_width: 6 })
    const text = new Div({ name: "text", text: `hello ${params.who}` })
    text.on_change("text", () => {
      other.text = `the text is ${text.text}`
    })
    const other = new Div({ text: (request.arguments["extra"] ?? ["no extra"]).join() })
    doc.title = `About ${params.who}`
    doc.template_variables["initial"] = params.who.slice(0, 1)
    doc.add_root(plot)
    doc.add_root(text)
    doc.add_root(other)
  },
  {
    title: "Named",
    template: async ({ title, resources, embed, nonce, params, outline }) => {
      const { title: heading, roots, template_variables } = await outline()
      return html`<!DOCTYPE html>
        <html lang="en">
          <head>
            <title>${title}</title>
            <link rel="icon" href="data:," />
            ${resources}
            <script nonce="${nonce}">
              document.documentElement.dataset.own = "ran"
            </script>
          </head>
          <body>
            <h1>${heading}</h1><b>${String(template_variables["initial"])}</b>
            <p id="who">${String(params["who"])}</p>
            <ul>
              ${roots.map(({ name, type }) => html`<li>${type} ${name}</li>`)}
            </ul>
            <aside>${embed("text")}</aside>
            <main>${embed("plot")}</main>
            <div id="missing">${embed("missing")}</div>
            <footer>${embed()}</footer>
          </body>
        </html>`
    },
  },
)

/** Shows its path and arguments. Its socket has another path, and exchanges messages. */
const deep = app(
  "/deep/:n<int>/:name/:rest<path>",
  (doc, context) => {
    const { params, request } = context
    const text = new PreText({ text: JSON.stringify([params, request.arguments]) })
    doc.on_message("say", (data) => {
      text.text = `said: ${JSON.stringify(data)}`
      doc.send_message("said", data)
      for (const connection of context.connections) {
        connection.send_message("you are", connection.data)
      }
    })
    doc.add_root(text)
  },
  {
    ws: "sockets/live",
    connection: {
      connect: (connection, { connections }) => {
        if (connection.request.arguments["who"]?.includes("nobody")) {
          connection.close(4403, "access denied")
        }
        connection.attach(connections.length + 1)
      },
      receive: (_connection, { content }) =>
        JSON.stringify(content).includes("unspeakable") ? "that is not said here" : true,
    },
  },
)

/** A slider that visitors can only view. */
const exhibit = app(
  "/exhibit",
  (doc) => {
    doc.add_root(new Slider({ start: 0, end: 10, value: 3 }))
  },
  {
    connection: {
      receive: (_connection, { msgtype }) => (msgtype === "PATCH-DOC" ? "you may only look" : true),
    },
  },
)

/** Shows its arguments, headers and cookies. */
const given = app(
  "/given",
  (doc, { request }) => {
    const text = JSON.stringify([request.arguments, request.headers, request.cookies])
    doc.add_root(new PreText({ text }))
  },
  { cookies: ["visitor"], headers: ["X-Visitor"] },
)

const server = createServer([named, deep, exhibit, given, temperature, city, host])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
