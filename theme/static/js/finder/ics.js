// A one-time calendar file of exactly the dates that are shown (RFC 5545), with the uids of the published feeds.
//
// A series of which several dates are shown keeps its rule, from the first shown date to the last, and what is not
// shown in between is skipped by EXDATE: calendar programs agree on that, and not on lone RECURRENCE-IDs or RDATEs.

const encoder = new TextEncoder();
const STATUS = { scheduled: 'CONFIRMED', moved: 'CONFIRMED', postponed: 'TENTATIVE', cancelled: 'CANCELLED' };
const DAY = 1440;

/** Fold one line at 75 octets without splitting a character, with CRLF at its end. */
export function fold(line) {
  const pieces = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = character.charCodeAt(0) < 128 ? 1 : encoder.encode(character).length;
    if (octets + size > 75) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return `${[...pieces, piece].join('\r\n')}\r\n`;
}

/** Escape a text value; control characters go. */
export function escapeText(text) {
  return text
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')
    .replace(/\t/g, ' ');
}

/** A wall time in minutes as iCalendar writes it: 20261208T180000, or 20261208 for a whole day. */
export function compact(wall, allDay) {
  const text = new Date(wall * 60000).toISOString().replace(/[-:]/g, '');
  return allDay ? text.slice(0, 8) : text.slice(0, 15);
}

const stamped = (name, wall, allDay, zone) => (allDay ? `${name};VALUE=DATE:${compact(wall, true)}` : `${name};TZID=${zone}:${compact(wall, false)}`);

/** The wall minutes of a start that an id has: `20261208T1800` or `20270831`. */
export function wallOf(original) {
  const [year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?/.exec(original).slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute) / 60000;
}

/** All starts that a rule gives, skipped ones too, in wall minutes: the first and the days from each to the next. */
export function startsOf(first, steps) {
  const found = [wallOf(first)];
  for (const step of steps) found.push(found[found.length - 1] + step * DAY);
  return found;
}

/** The rule without its own end, up to `until` (as iCalendar writes it). */
export function endingAt(rule, until) {
  return `${rule.split(';').filter((part) => !/^(UNTIL|COUNT)=/.test(part)).join(';')};UNTIL=${until}`;
}

/** Texts of a date: what the caller knows and the writer does not (title with prefix, place, address of the page). */
function said(date, texts, shownCancelled) {
  const { summary, location, description, url, geo } = texts(date);
  const status = date.event.status === 'cancelled' && shownCancelled ? 'CONFIRMED' : STATUS[date.event.status];
  return [
    `SUMMARY:${escapeText(summary)}`,
    `STATUS:${status}`,
    ...(location ? [`LOCATION:${escapeText(location)}`] : []),
    ...(geo ? [`GEO:${geo[0]};${geo[1]}`] : []),
    `URL:${encodeURI(decodeURI(url))}`,
    'TRANSP:TRANSPARENT',
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
  ];
}

function vevent(uid, sequence, stamp, times, words) {
  return ['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${stamp}`, `LAST-MODIFIED:${stamp}`, `SEQUENCE:${sequence}`, ...times, ...words, 'END:VEVENT'];
}

const spanOf = (date) => [stamped('DTSTART', date.wall, date.allDay, date.zone), stamped('DTEND', date.wallEnd, date.allDay, date.zone)];

/** The events of one uid. `rows` are its shown dates with `override` ([uid number, sequence, stamp]) or null. */
function eventsOf(row, rows, say) {
  const [uid, sequence, stamp, rule, first, steps] = row;
  const own = ({ date, override }, times) => vevent(uid, override?.[1] ?? sequence, override?.[2] ?? stamp, [...times, ...spanOf(date)], say(date));
  if (!rule || rows.length === 1) return rows.flatMap((shown) => own(shown, []));
  const allDay = !first.includes('T');
  const pattern = (rows.find(({ override }) => !override) ?? rows[0]).date;
  const at = (name, wall) => stamped(name, wall, allDay, pattern.zone);
  const shown = new Set(rows.map(({ date }) => wallOf(date.original)));
  const [begin, end] = [Math.min(...shown), Math.max(...shown)];
  const skipped = startsOf(first, steps).filter((wall) => wall > begin && wall < end && !shown.has(wall));
  const times = [
    at('DTSTART', begin),
    at('DTEND', begin + pattern.wallEnd - pattern.wall),
    `RRULE:${endingAt(rule, untilOf(end, rows, allDay))}`,
    ...skipped.map((wall) => at('EXDATE', wall)),
  ];
  // Where the rule begins on a changed date, which may be a night through a clock change, programs that copy its exact
  // length and those that copy its wall time would disagree on all others: then every date says its own times.
  const odd = rows.some(({ date, override }) => override && wallOf(date.original) === begin);
  const changed = rows.filter(({ override }) => odd || override);
  return [
    ...vevent(uid, sequence, stamp, times, say(pattern)),
    ...changed.flatMap((one) => own(one, [at('RECURRENCE-ID', wallOf(one.date.original))])),
  ];
}

/** UNTIL: in UTC for times, a date for whole days (RFC 5545 section 3.3.10). */
function untilOf(wall, rows, allDay) {
  if (allDay) return compact(wall, true);
  const last = rows.find(({ date }) => date.wall === wall);
  if (last) return `${compact(last.date.begins, false)}Z`;
  // The last date was moved, perhaps over a clock change: an hour more does no harm, an hour less would lose it.
  const offsets = rows.map(({ date }) => date.wall - date.begins);
  return `${compact(wall - Math.min(...offsets) + 60, false)}Z`;
}

/**
 * Write a calendar. `dates` are dates of a store; `months` are the data of find/data/calendar-*.json for all their
 * months; `texts(date)` gives {summary, location, description, url, geo}; `zones` are VTIMEZONE texts by name.
 */
export function calendar({ dates, months, texts, zones, name, zone, shownCancelled = false }) {
  const byUid = new Map();
  for (const date of dates) {
    const month = months.find((data) => date.id in data.dates);
    if (!month) throw new Error(`no calendar data for ${date.id}`);
    const found = month.dates[date.id];
    const row = month.uids[Array.isArray(found) ? found[0] : found];
    if (!byUid.has(row[0])) byUid.set(row[0], { row, rows: [] });
    byUid.get(row[0]).rows.push({ date, override: Array.isArray(found) ? found : null });
  }
  const say = (date) => said(date, texts, shownCancelled);
  const events = [...byUid.values()].flatMap(({ row, rows }) => eventsOf(row, rows, say));
  const used = [...new Set(dates.filter((date) => !date.allDay).map((date) => date.zone))].sort();
  const head = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//pelican-workshops//finder 1//EN', 'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`, `X-WR-CALNAME:${escapeText(name)}`, `X-WR-TIMEZONE:${zone}`,
  ];
  const timezones = (used.length ? used : [zone]).map((key) => zones[key]).join('');
  return head.map(fold).join('') + timezones + events.map(fold).join('') + fold('END:VCALENDAR');
}
