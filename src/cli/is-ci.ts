/** Whether this runs in CI, where nobody reads along or fixes anything. */
export function isCi(): boolean {
  return !["", "0", "false", undefined].includes(process.env["CI"])
}
