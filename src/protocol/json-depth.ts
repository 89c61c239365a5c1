// JSON before it is parsed: how deep it is nested, and where a value ends. A megabyte of "[" takes V8 a second, while
// everything else in the isolate waits.

const QUOTE = 0x22
const BACKSLASH = 0x5c
const [LIST, END_OF_LIST, OBJECT, END_OF_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** How deep lists and objects are nested. */
export function depthOf(json: string): number {
  let [depth, most] = [0, 0]
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) i = endOfString(json, i)
    else if (code === LIST || code === OBJECT) most = Math.max(most, ++depth)
    else if (code === END_OF_LIST || code === END_OF_OBJECT) depth--
  }
  return most
}

/** The end of the list or object that begins at `start`; the JSON's length if it does not end. */
export function endOfValue(json: string, start: number): number {
  let depth = 0
  for (let i = start; i < json.length; i++) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) i = endOfString(json, i)
    else if (code === LIST || code === OBJECT) depth++
    else if ((code === END_OF_LIST || code === END_OF_OBJECT) && --depth === 0) return i
  }
  return json.length
}

/** The end of the string that begins there. Strings may be long. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let escapes = 0
    while (json.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
  return json.length
}
