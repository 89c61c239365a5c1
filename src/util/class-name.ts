/** The name of an object's class, for example `Promise` if somebody forgot an await. */
export function classNameOf({ constructor }: object): string {
  return typeof constructor === "function" ? constructor.name : "no class"
}
