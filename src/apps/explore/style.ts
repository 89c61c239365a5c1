// How the explorer looks: styles for its page, and for the parts that BokehJS keeps apart from the page. Texts, not
// models: a model belongs to one session.

import { html } from "bokeh-edge"

export const PAGE_STYLE = html`<meta name="viewport" content="width=device-width, initial-scale=1" />
  <style>
    body { margin: 0 auto; max-width: 1240px; padding: 8px 16px 32px; background: light-dark(#eef1f5, #0f1216);
      font: 15px/1.45 system-ui, sans-serif; color: light-dark(#1d2733, #dde3ea); }
  </style>`

/** What lies on the page. */
export const PAPER = {
  background: "light-dark(white, #15191c)",
  border: "1px solid light-dark(#d8dee6, #333c47)",
  "border-radius": "10px",
  padding: "12px",
  "box-sizing": "border-box",
} as const

/** On a phone the graph comes first. */
export const MAIN_STYLE = "@media (max-width: 700px) { .graph { order: -1; } }"

export const TITLE_STYLE = `
    h1 { font-size: 22px; line-height: 1.2; margin: 6px 0 0; }
    h2 { font-size: 16px; margin: 4px 0 0; }
    p { margin: 2px 0 0; color: light-dark(#5a6675, #9aa7b5); }
    .person { display: inline-block; background: light-dark(white, #20262b); border: 1px solid light-dark(#d8dee6, #333c47); border-radius: 14px;
      padding: 2px 11px; margin: 2px 6px 2px 0; }
    .person::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px;
      border-radius: 4px; background: #3a9d5d; }
    .me { background: light-dark(#e3f2e8, #1d3a28); }`

export const STATUS_STYLE = "div { color: light-dark(#2d6a3e, #8fd6a3); font-weight: 500; }"

export const LINK_STYLE = "a { color: light-dark(#2368b5, #7db7ff); }"

export const CARD_STYLE = `
    img, svg { display: block; width: 100%; height: 160px; object-fit: contain; }
    p { margin: 4px 0 0; font-weight: 600; }
    span { color: light-dark(#5a6675, #9aa7b5); font-size: 13px; }`
