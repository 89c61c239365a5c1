/** How much is tried at random: `npm run check` takes 0.2, `npm test` 10, and TEST_SCALE says how long a longer run is. */
const SCALE = Number(process.env["TEST_SCALE"] ?? 1)

export function scaled(count: number): number {
  return Math.ceil(count * SCALE)
}
