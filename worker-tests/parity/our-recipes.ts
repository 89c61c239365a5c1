// The recipes: one document each, in Python (recipes/TOPIC.py) and in TypeScript (recipes/TOPIC.ts), under one name. The
// same for the programs of tutorials and galleries, ported line by line (programs/TOPIC.py and .ts).

import { Document, type Figure, figure } from "bokeh-edge"

import { HasProps } from "../../src/model/has-props.ts"

/**
 * A recipe receives a small figure to draw on. The document is its return value, or else the figure.
 * Every exported function of recipes/TOPIC.ts is one.
 */
type Recipe = (plot: Figure) => HasProps | readonly HasProps[] | Document | void

export type Folder = "recipes" | "programs"
type Topic = () => Promise<Readonly<Record<string, Recipe>>>

/** Each module is named, so that `npm run check` knows its dependents. */
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

/** All TypeScript recipes: "TOPIC.NAME" and a function that builds it. */
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
