// Buttons, switches, and groups of them.

import {
  Button,
  ButtonClick,
  Checkbox,
  CheckboxButtonGroup,
  CheckboxGroup,
  column,
  type Column,
  Dropdown,
  HelpButton,
  MenuItemClick,
  RadioButtonGroup,
  RadioGroup,
  type Row,
  Switch,
  Toggle,
  Tooltip,
} from "bokeh-edge"

import { card, echo } from "./card.ts"

const LABELS = ["Earth", "Water", "Air"]

export function buttons(): Column {
  return column(
    clicks(new Button({ label: "Click me", button_type: "primary" })),
    echo(new Toggle({ label: "Toggle me", button_type: "success" }), ["active"]),
    clicks(new Dropdown({ label: "Choose", menu: menu() })),
    clicks(
      new Dropdown({ label: "Click or choose", split: true, menu: menu() }),
      "Dropdown, split",
    ),
    help(),
    echo(new Checkbox({ label: "Check me" }), ["active"]),
    echo(new Switch({ label: "Switch me" }), ["active"]),
    echo(new CheckboxGroup({ labels: LABELS, active: [0] }), ["active"]),
    echo(new RadioGroup({ labels: LABELS, active: 0 }), ["active"]),
    echo(new CheckboxButtonGroup({ labels: LABELS, active: [0] }), ["active"]),
    echo(new RadioButtonGroup({ labels: LABELS, active: 0 }), ["active"]),
  )
}

function clicks(button: Button | Dropdown, label?: string): Row {
  const { ui, say } = card(button, label)
  button.on_event(ButtonClick, () => say("clicked at", new Date().toISOString().slice(11, 23)))
  button.on_event(MenuItemClick, ({ item }) => say("item", item))
  return ui
}

/** This button only shows its tooltip. */
function help(): Row {
  const tooltip = new Tooltip({ content: "Buttons tell the server of clicks.", position: "right" })
  const { ui, say } = card(new HelpButton({ tooltip }))
  tooltip.on_change("visible", () => say("visible", tooltip.visible))
  return ui
}

function menu(): Dropdown["menu"] {
  return [["Tea", "tea"], ["Coffee", "coffee"], null, ["Nothing", "none"]]
}
