// A page that lists apps or plots as cards with pictures.

import { Div } from "bokeh-edge"

const CARDS_STYLE = `
  :host { font: 14px system-ui, sans-serif; max-width: 1100px; margin: 0 auto; padding: 0 12px; }
  .bk-clearfix { width: 100%; }
  div.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 16px; }
  div.cards a { color: light-dark(#333, #dde3ea); text-decoration: none; border: 1px solid light-dark(#ddd, #3a434c);
    border-radius: 8px; overflow: hidden; }
  div.cards a:hover { border-color: #1f77b4; }
  img { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: contain; background: white; }
  b, span { display: block; padding: 0 12px 10px; }
  img + * { padding-top: 8px; border-top: 1px solid light-dark(#eee, #3a434c); }`

/** @param folder of the apps, and of their pictures @param cards each app's name, and the HTML below its picture */
export function cardsOf(
  folder: string,
  heading: string,
  cards: readonly (readonly [name: string, below: string])[],
  style = "",
): Div {
  const links = cards.map(
    ([name, below]) =>
      `<a href="${folder}/${name}"><img src="static/${folder}/${name}.png" alt="">${below}</a>`,
  )
  const text = `${heading}<div class="cards">${links.join("")}</div>`
  return new Div({ text, stylesheets: [CARDS_STYLE + style], sizing_mode: "stretch_width" })
}
