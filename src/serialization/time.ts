// Points in time and durations as Bokeh's numbers: milliseconds. Calendar days and clock times are read as UTC. Source:
// Python bokeh.util.serialization.convert_datetime_type (3.10)

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly microsecond: number
}

/** A Date or a Temporal object, recognized by its tag: it may come from another realm, and not every runtime has Temporal. */
export function isTime(value: unknown): value is object {
  return typeof value === "object" && value !== null && tagOf(value) in MILLISECONDS
}

/** The milliseconds of a Date or a Temporal object (since the epoch, since midnight, or of a duration); otherwise undefined. */
export function millisecondsOf(value: object): number | undefined {
  return MILLISECONDS[tagOf(value)]?.(value)
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1)
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- the tag says which class it is */
const MILLISECONDS: Readonly<Record<string, (value: object) => number>> = {
  Date: Number,
  "Temporal.Instant": epochMilliseconds,
  "Temporal.ZonedDateTime": epochMilliseconds,
  "Temporal.PlainDate": inUtc,
  "Temporal.PlainDateTime": inUtc,
  "Temporal.PlainTime": (value) => {
    const { hour, minute, second, millisecond, microsecond } = value as Clock
    return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond + microsecond / 1000
  },
  "Temporal.Duration": (value) => (value as { total(unit: string): number }).total("milliseconds"),
}

function epochMilliseconds(value: object): number {
  return (value as { readonly epochMilliseconds: number }).epochMilliseconds
}

function inUtc(value: object): number {
  return epochMilliseconds(
    (value as { toZonedDateTime(zone: string): object }).toZonedDateTime("UTC"),
  )
}
/* oxlint-enable */
