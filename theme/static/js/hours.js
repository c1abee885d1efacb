// Opening hours: from the week that a page carries to "open now until 4", tested under Node.
import { addDays, weekdayOf } from "./time.js";

const DAY = 1440;

/** Read `540-1020;…`: for each weekday from Monday on, ranges in minutes; an end before its start is the next day. */
export function unpack(packed) {
  return packed.split(";").map((day) => day.split(",").filter(Boolean).map((range) => {
    const [from, to] = range.split("-").map(Number);
    return { from, to: to <= from ? to + DAY : to };
  }));
}

/** The ranges of one day, none where it is closed on that date. */
function rangesOf(week, closed, day) {
  return closed.has(day) ? [] : week[weekdayOf(day)] ?? [];
}

/**
 * Whether it is open at `{day, minutes}` on the wall clock there.
 * Returns `{open: true, until}`, `{open: false, days, opens}` with the days to wait, or `{open: false}` when it
 * opens on none of the next 14 days.
 */
export function stateAt(week, closed, { day, minutes }) {
  const yesterday = rangesOf(week, closed, addDays(day, -1)).find((range) => range.to - DAY > minutes);
  const now = rangesOf(week, closed, day).find((range) => range.from <= minutes && minutes < range.to);
  if (yesterday || now) {
    return { open: true, until: closing(week, closed, day, now ? now.to : yesterday.to - DAY) };
  }
  for (let days = 0; days <= 14; days += 1) {
    const next = rangesOf(week, closed, addDays(day, days)).find((range) => days > 0 || range.from > minutes);
    if (next) {
      return { open: false, days, opens: next.from };
    }
  }
  return { open: false };
}

/** The end of a range, and of the one that goes on from it after midnight. */
function closing(week, closed, day, end) {
  const tomorrow = end === DAY ? rangesOf(week, closed, addDays(day, 1)).find((range) => range.from === 0) : null;
  return tomorrow && tomorrow.to < DAY ? tomorrow.to : end % DAY;
}
