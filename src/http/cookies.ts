import { type Cookies, parseCookie } from "cookie"

/** The cookies of a request, as they were sent; of two with one name the first, which is the longer path's. */
export function cookiesOf(request: Request): Readonly<Cookies> {
  return parseCookie(request.headers.get("Cookie") ?? "", { decode: (text) => text })
}
