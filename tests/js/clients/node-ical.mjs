// Expands the events of calendar files with node-ical, as its documentation shows.
//
// node node-ical.mjs FROM UNTIL FILE...   FROM, UNTIL: 2026-11-01T00:00:00Z, the range of starts
// Prints JSON: one list of instances a file.  Run it with TZ=UTC, since the library gives dates as local midnights.
import {readFileSync} from 'node:fs';
import ical from 'node-ical';

const [from, until, ...files] = process.argv.slice(2);
const range = {from: new Date(from), to: new Date(until)};

function text(value) {
  return (typeof value === 'object' ? value?.val : value) ?? '';
}

function stamp(time, allDay) {
  const iso = time.toISOString().replace('.000', '');
  return allDay ? iso.slice(0, 10) : iso;
}

function read(file) {
  const events = Object.values(ical.sync.parseICS(readFileSync(file, 'utf8'))).filter((e) => e.type === 'VEVENT');
  return events.flatMap((event) =>
    ical.expandRecurringEvent(event, range).map(({start, end, isFullDay, summary, event: source}) => ({
      uid: source.uid ?? event.uid,
      start: stamp(start, isFullDay),
      end: stamp(end, isFullDay),
      all_day: isFullDay,
      cancelled: source.status === 'CANCELLED',
      summary: text(summary),
    })),
  );
}

console.log(JSON.stringify(files.map(read)));
