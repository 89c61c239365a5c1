// Tabs, and a dialog that a button opens without the server.

import {
  Button,
  column,
  type Column,
  Dialog,
  Div,
  OpenDialog,
  TabPanel,
  Tabs,
  TextInput,
} from "bokeh-edge"

import { card, echo } from "./card.ts"

export function windows(): Column {
  const tabs = ["One", "Two", "Three"].map(
    (title) => new TabPanel({ title, child: new Div({ text: `This is tab ${title}.` }) }),
  )
  const input = new TextInput({ title: "Asked in a dialog" })
  const dialog = new Dialog({ title: "A dialog", content: input, close_action: "hide" })
  const open = new Button({ label: "Open the dialog" })
  open.js_on_click(new OpenDialog({ dialog }))
  const { ui, say } = card(open, "Dialog")
  input.on_change("value", () => say("value", input.value))
  dialog.on_change("visible", () => say("visible", dialog.visible))
  return column(echo(new Tabs({ tabs }), ["active"]), ui)
}
