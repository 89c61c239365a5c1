/** wrangler's Text rule: a CSV file imports as its text. */
declare module "*.csv" {
  const text: string
  export default text
}
