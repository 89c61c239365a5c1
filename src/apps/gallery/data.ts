// The plots' data: files of the vega-datasets package, which are served as assets beside BokehJS's files.

import { dsvFormat } from "d3-dsv"

export type Row = Readonly<Record<string, string | number | null>>

/** The data that the gallery's plots read, by file name. */
export interface Data {
  /** A list of records. */
  rows(file: string): Promise<readonly Row[]>
  /** The lines of a table below its header. */
  table(file: string, separator?: string): Promise<readonly Readonly<Record<string, string>>[]>
  json<T>(file: string): Promise<T>
}

/** @param env the Worker's bindings */
export function dataFrom(env: Readonly<Record<string, unknown>>): Data {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- wrangler.toml binds it
  const { ASSETS } = env as { ASSETS: { fetch(url: string): Promise<Response> } }
  const text = async (file: string): Promise<string> => {
    const response = await ASSETS.fetch(`https://assets/static/data/${file}`)
    if (!response.ok) throw new Error(`there is no /static/data/${file}: run npm install`)
    return response.text()
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shapes of files that are installed with the code
  const json = async <T>(file: string): Promise<T> => JSON.parse(await text(file)) as T
  return {
    json,
    rows: (file) => json<Row[]>(file),
    table: async (file, separator = ",") => {
      // parse() would compile a function from a string, which Workers do not allow.
      const [names = [], ...lines] = dsvFormat(separator).parseRows(await text(file))
      return lines.map((cells) =>
        Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""])),
      )
    },
  }
}

export function numbers(rows: readonly Row[], name: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(rows, (row) => Number(row[name] ?? NaN))
}

export function texts(rows: readonly Row[], name: string): readonly string[] {
  return rows.map((row) => String(row[name] ?? ""))
}

export function times(rows: readonly Row[], name: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(rows, (row) => Date.parse(String(row[name])))
}

export function unique<T>(values: Iterable<T>): readonly T[] {
  return [...new Set(values)]
}
