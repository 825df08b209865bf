import { type Timestamp, timestampFromDate } from "@bufbuild/protobuf/wkt";

/** The first moment of a day ("2026-03-01") in a time zone (IANA; undefined: the reader's own). Undefined for no day. */
export function officialMidnight(day: string, zone: string | undefined): Timestamp | undefined {
  const wall = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(wall)) return undefined;
  const first = wall - offsetMs(wall, zone);
  return timestampFromDate(new Date(wall - offsetMs(first, zone)));
}

/** The first moment after a day. */
export function afterOfficialDay(day: string, zone: string | undefined): Timestamp | undefined {
  const wall = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(wall)) return undefined;
  return officialMidnight(new Date(wall + DAY_MS).toISOString().slice(0, 10), zone);
}

/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetMs(time: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(time);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "00";
  const wall = Date.parse(
    `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`,
  );
  return wall - Math.floor(time / 1000) * 1000;
}

const DAY_MS = 86_400_000;
