/** The name of an object's class, like `Promise`, where somebody forgot to await. */
export function classNameOf({ constructor }: object): string {
  return typeof constructor === "function" ? constructor.name : "no class"
}
