// A section of the documents, in the site's search index.

export interface SearchEntry {
  /** The title of the page. */
  readonly title: string
  /** The heading of the section. */
  readonly section: string
  /** Relative to the site's root. */
  readonly url: string
  readonly text: string
}
