/** The scale of random tests: 0.2 in `npm run check`, 10 in `npm test`, and TEST_SCALE in longer runs. */
const SCALE = Number(process.env["TEST_SCALE"] ?? 1)

export function scaled(count: number): number {
  return Math.ceil(count * SCALE)
}
