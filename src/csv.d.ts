/** wrangler's Text rule: importing a CSV file gives its text. */
declare module "*.csv" {
  const text: string
  export default text
}
