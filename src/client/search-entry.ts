// A section of the documents, as the site's search has it.

export interface SearchEntry {
  /** The page's. */
  readonly title: string
  /** Its heading. */
  readonly section: string
  /** From the site's root. */
  readonly url: string
  readonly text: string
}
