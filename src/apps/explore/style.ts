// The look of the explorer: styles for its page, and for the parts that BokehJS isolates from the page. They are strings,
// not models, because a model belongs to one session.

import { html } from "bokeh-edge"

export const FILL = { sizing_mode: "stretch_width" } as const

/** Every color is checked against its background: a contrast of 4.5 to 1 for text, in both color schemes. */
const QUIET = "light-dark(#556170, #9aa7b5)"
const LINE = "light-dark(#d8dee6, #333c47)"
const LINK = "light-dark(#2163ad, #7db7ff)"

export const PAGE_HEAD = html`<meta name="viewport" content="width=device-width, initial-scale=1" />
  <style>
    body { margin: 0 auto; max-width: 1240px; padding: 8px 16px 32px; background: light-dark(#eef1f5, #0f1216);
      font: 15px/1.45 system-ui, sans-serif; color: light-dark(#1d2733, #dde3ea); }
    @media (max-width: 700px) { body { padding: 4px 8px 24px; } }
    #said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  </style>
  <script src="../static/explore.js" defer></script>`

/** The look of cards on the page. */
export const PAPER = {
  background: "light-dark(white, #15191c)",
  border: `1px solid ${LINE}`,
  "border-radius": "10px",
  padding: "12px",
  "box-sizing": "border-box",
} as const

/** Cards side by side, as many as fit. */
export const GRID_STYLES = {
  display: "grid",
  "grid-template-columns": "repeat(auto-fill, minmax(min(250px, 100%), 1fr))",
  gap: "12px",
  "align-items": "start",
} as const

/** The choices are beside the graph. On a phone, the graph comes first, then the choices, then the rest. */
export const MAIN_STYLE = `:host { flex-wrap: wrap; gap: 12px; align-items: flex-start; }
  .side { flex: 1 1 260px; } .large { flex: 3 1 320px; }
  @media (max-width: 700px) { .large { display: contents !important; } }`

/** Fingers need more room than a mouse. */
const TOUCH = "@media (max-width: 700px), (pointer: coarse)"
/** BokehJS shows a field's focus by a shadow, which forced colors remove: they make the outline visible instead. */
export const TOUCH_STYLE = `${TOUCH} { .bk-btn, .bk-input { min-height: 42px; } }
  .bk-input:focus { outline: 2px solid transparent; }`

/** A phone has no room for all of them side by side. */
export const TABS_STYLE = `.bk-btn-group { flex-wrap: wrap; }
  ${TOUCH} { .bk-btn-group .bk-btn { padding-inline: 6px; } }`

/** For a widget as wide as its container, even if its label is longer. */
const WRAP_STYLE = ".bk-btn { white-space: normal; overflow-wrap: anywhere; }"
export const FIELD = { ...FILL, stylesheets: [TOUCH_STYLE, WRAP_STYLE] }

/** For the parts of the larger side. */
export const LARGE_STYLE = `:host { gap: 12px; }
  @media (max-width: 700px) { .graph { order: -1; } .panels { order: 1; flex-basis: 100%; } }`

export const HEADING_STYLE = `
    h1, p, li, code { overflow-wrap: anywhere; }
    h1 { font-size: 22px; line-height: 1.2; margin: 6px 0 0; }
    h2 { font-size: 16px; margin: 4px 0 0; }
    h2 b { font-size: 13px; padding: 1px 8px; border-radius: 10px; color: white; background: #2163ad; }
    p { margin: 2px 0 0; color: ${QUIET}; }
    ul { margin: 2px 0 0; padding-left: 18px; color: ${QUIET}; }
    a { color: ${LINK}; }`

export const PEOPLE_STYLE = `
    ul { margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px; list-style: none; }
    .person { display: flex; align-items: center; background: light-dark(white, #20262b); border: 1px solid ${LINE}; border-radius: 14px;
      padding: 2px 11px; overflow-wrap: anywhere; }
    .person::before { content: ""; flex: none; width: 8px; height: 8px; margin-right: 6px; border-radius: 4px;
      background: #3a9d5d; }
    .away { padding: 3px 6px; color: ${QUIET}; }
    .me { background: light-dark(#e3f2e8, #1d3a28); }`

export const STATUS_STYLE =
  "div { color: light-dark(#2d6a3e, #8fd6a3); font-weight: 500; overflow-wrap: anywhere; }"

export const CARD_STYLE = `
    img, svg { display: block; width: 100%; height: 160px; object-fit: contain; border-radius: 6px; }
    h3 { margin: 4px 0 0; font-size: 14px; }
    p { margin: 2px 0 0; color: ${QUIET}; font-size: 13px; overflow-wrap: anywhere; }
    ul { margin: 0; padding-left: 18px; font-size: 13px; }
    blockquote { margin: 4px 0; padding-left: 8px; border-left: 3px solid ${LINE}; overflow-wrap: anywhere; }
    .badge { font-size: 12px; padding: 0 7px; border-radius: 9px; color: white; background: #2163ad; }`

/** White text on BokehJS's own blue is hard to read. */
export const PRIMARY_STYLE = `:host { --primary: #2163ad; --primary-border: #1b528f; --primary-hover: #1b528f;
    --primary-hover-border: #164475; --primary-active: #164475; --primary-active-border: #10355c; }`

export const THREAD_STYLE = `
    h3 { margin: 0 0 4px; font-size: 13px; font-weight: 500; color: ${QUIET}; }
    h3 b { padding: 1px 7px; border-radius: 4px; color: white; background: #b3261e; }
    p { margin: 0 0 6px; overflow-wrap: anywhere; }
    p + p { padding-left: 12px; border-left: 3px solid ${LINE}; }
    time { color: ${QUIET}; font-size: 13px; }`
