// The list of apps at `/`: a card for each.

import { type Html, html } from "../util/html.ts"
import { plainPage } from "./plain-page.ts"

export interface AppLink {
  readonly pattern: string
  readonly title: string
  readonly text: string | undefined
  /** All URLs are relative to the page, since a proxy may serve it below a path. Undefined without example parameters. */
  readonly url: string | undefined
  readonly picture: string | undefined
  readonly source: string | undefined
}

const STYLE = `
      ul { display: grid; gap: 1rem; padding: 0; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)) }
      li { display: flex; flex-direction: column; overflow: hidden; list-style: none;
        border: 1px solid light-dark(#d8dee6, #333c47); border-radius: .5rem }
      img { width: 100%; aspect-ratio: 8 / 5; object-fit: cover; object-position: top; background: #fff }
      li div { padding: .6rem .9rem .8rem }
      h2 { margin: 0; font-size: 1.05rem }
      p { margin: .2rem 0; font-size: .9rem }
      small { overflow-wrap: anywhere; color: light-dark(#5a6675, #9aa7b5) }`

/** For a picture whose title is the same link. */
const UNSEEN = html` tabindex="-1" aria-hidden="true"`

interface IndexParts {
  readonly title: string | undefined
  /** Texts, and the URLs that they lead to. */
  readonly links: readonly (readonly [string, string])[]
}

export function indexPage(apps: readonly AppLink[], { title, links }: IndexParts): Html {
  const also = links.map(([words, url]) => html`<a href="${url}">${words}</a> `)
  const body =
    apps.length === 0 ? html`<p>There is no app yet.</p>` : html`<ul>${apps.map(card)}</ul>`
  const top = also.length > 0 && html`<nav>${also}</nav>`
  return plainPage(title ?? "Bokeh apps", html`${top}${body}`, STYLE)
}

function card({ pattern, title, text, url, picture, source }: AppLink): Html {
  const image = html`${picture !== undefined && html`<img src="${picture}" alt="">`}`
  const words = text !== undefined && html`<p>${text}</p>`
  const link = source !== undefined && html` · <a href="${source}">source</a>`
  return html`
      <li>
        ${linked(url, image, UNSEEN)}
        <div><h2>${linked(url, title)}</h2>${words}<small><code>${pattern}</code>${link}</small></div>
      </li>`
}

function linked(url: string | undefined, content: Html | string, attributes = html``): Html {
  return url === undefined ? html`${content}` : html`<a href="${url}"${attributes}>${content}</a>`
}
