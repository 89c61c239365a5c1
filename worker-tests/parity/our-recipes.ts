// The recipes: one document each, in Python's words (recipes/TOPIC.py) and in ours (recipes/TOPIC.ts), under one name.
// So are the programs: what tutorials and galleries have, line by line (programs/TOPIC.py and .ts).

import { Document, type Figure, figure } from "bokeh-edge"

import { HasProps } from "../../src/model/has-props.ts"

/**
 * A recipe is handed a small figure, which it may draw on; what it returns is the document, else the figure is.
 * Every exported function of recipes/TOPIC.ts is one.
 */
type Recipe = (plot: Figure) => HasProps | readonly HasProps[] | Document | void

export type Folder = "recipes" | "programs"
type Topic = () => Promise<Readonly<Record<string, Recipe>>>

/** Each is named, so that `npm run check` knows what depends on it. */
const TOPICS: Readonly<Record<Folder, Readonly<Record<string, Topic>>>> = {
  recipes: {
    annotations: () => import("./recipes/annotations.ts"),
    axes: () => import("./recipes/axes.ts"),
    callbacks: () => import("./recipes/callbacks.ts"),
    compound: () => import("./recipes/compound.ts"),
    figures: () => import("./recipes/figures.ts"),
    glyphs: () => import("./recipes/glyphs.ts"),
    layouts: () => import("./recipes/layouts.ts"),
    parts: () => import("./recipes/parts.ts"),
    tables: () => import("./recipes/tables.ts"),
    tools: () => import("./recipes/tools.ts"),
    transforms: () => import("./recipes/transforms.ts"),
    widgets: () => import("./recipes/widgets.ts"),
  },
  programs: {
    annotated: () => import("./programs/annotated.ts"),
    apps: () => import("./programs/apps.ts"),
    basics: () => import("./programs/basics.ts"),
    gallery: () => import("./programs/gallery.ts"),
    guide: () => import("./programs/guide.ts"),
    interaction: () => import("./programs/interaction.ts"),
    shorthand: () => import("./programs/shorthand.ts"),
    topics: () => import("./programs/topics.ts"),
  },
}

/** All of ours: "TOPIC.NAME" and how to build it. */
export async function ourRecipes(
  folder: Folder = "recipes",
): Promise<ReadonlyMap<string, () => Document>> {
  const recipes = await Promise.all(
    Object.entries(TOPICS[folder]).map(async ([topic, load]) =>
      Object.entries(await load()).map(
        ([name, recipe]) => [`${topic}.${name}`, () => build(recipe)] as const,
      ),
    ),
  )
  return new Map(recipes.flat())
}

function build(recipe: Recipe): Document {
  const plot = figure({ width: 300, height: 200 })
  const made = recipe(plot) ?? plot
  if (made instanceof Document) return made
  const document = new Document()
  for (const root of made instanceof HasProps ? [made] : made) document.add_root(root)
  return document
}
