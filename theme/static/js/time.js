// Small pure functions about time, tested under Node.

/** Whether a moment such as `2026-12-08T24:00Z` is past. */
export function isOver(ends, now) {
  return Boolean(ends) && Date.parse(ends) <= now;
}

/** The wall clock of a zone: the day as `2026-12-08`, the weekday (Monday 0) and minutes since midnight. */
export function wallClock(now, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(now).map(({ type, value }) => [type, value]));
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  return { day, weekday: weekdayOf(day), minutes: Number(parts.hour) * 60 + Number(parts.minute) };
}

/** The weekday of a day such as `2026-12-08`, Monday 0. */
export function weekdayOf(day) {
  return (new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7;
}

/** The day some days later. */
export function addDays(day, count) {
  const date = new Date(`${day}T12:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Minutes since midnight as people say them: `4 pm`, `noon`, `16:30` where they count to 24. */
export function clock(minutes, lang) {
  if (lang.startsWith("en") && minutes % 720 === 0) return minutes % 1440 ? "noon" : "midnight";
  const date = new Date(Date.UTC(2026, 0, 1, Math.floor(minutes / 60) % 24, minutes % 60));
  const region = lang.includes("-") ? lang : `${lang}-US`;
  const text = new Intl.DateTimeFormat(region, { timeZone: "UTC", hour: "numeric", minute: "2-digit" }).format(date);
  const plain = text.replace(/[\u202f\u00a0]/g, " ").replace(/:00(?= )/, "");
  return lang.startsWith("en") ? plain.toLowerCase() : plain;
}
