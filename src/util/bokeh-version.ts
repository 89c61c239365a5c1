// Made by scripts/generate-integrity.ts: npm run generate.

/** The version of Bokeh whose models and wire these are, and of the BokehJS that pages load. */
export const BOKEH_VERSION = "3.10.0"
