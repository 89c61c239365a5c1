// How the explorer looks: styles for its page, and for the parts that BokehJS keeps apart from the page. Texts, not
// models: a model belongs to one session.

import { html } from "../../api.ts"

export const PAGE_STYLE = html`<meta name="viewport" content="width=device-width, initial-scale=1" />
  <style>
    body { margin: 0 auto; max-width: 1240px; padding: 8px 16px 32px; background: #f6f7f9;
      font: 15px/1.45 system-ui, sans-serif; color: #1d2733; }
  </style>`

export const TITLE_STYLE = `
    h1 { font-size: 24px; margin: 8px 0 0; }
    p { margin: 2px 0 6px; color: #5a6675; }
    .person { display: inline-block; background: #e3ecf7; border-radius: 12px; padding: 2px 10px; margin: 2px 4px 2px 0; }
    .me { background: #cfe8d5; }`

export const STATUS_STYLE = "div { color: #2d6a3e; min-height: 22px; }"

export const CARD_STYLE = `
    .card { display: flex; gap: 10px; background: white; border: 1px solid #d8dee6; border-radius: 8px; padding: 10px; }
    .card.kept { border-color: #3b7ddd; }
    .card p { margin: 2px 0; font-weight: 500; }
    .card span { color: #5a6675; font-size: 12px; }
    .card img { flex: none; width: 160px; height: auto; }
    .card svg { flex: none; background: #f6f7f9; border-radius: 4px; }`
