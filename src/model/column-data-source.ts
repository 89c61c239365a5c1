// Where most look for it. What it can do beside having properties is in column-methods.ts.

export { ColumnDataSource } from "./generated/models.ts"
