// A small finder: six events, eight dates, in the form in which the build writes them.

export const WALL = (text) => Date.parse(`${text}Z`) / 60000;

export const INDEX = {
  language: 'en',
  venues: {
    depot: ['Depot', 'alder', '2 Railroad Place', '', 42.66, -77.05],
    library: ['Library', 'millbrook', '31 Union Street', '', 42.52, -76.97],
    hall: ['Hall', '', 'Somewhere', ''],
  },
  towns: { alder: 'Alder', millbrook: 'Millbrook' },
  programs: { van: ['Van', 'green', 'truck'], narcan: ['Narcan', 'teal', 'x'], remembrance: ['Remembrance', 'plum', 'y'] },
  organizers: { health: 'Health Department' },
  audiences: { everyone: 'Everyone', parents: 'Parents' },
};

const TABLES = {
  program: ['van', 'narcan', 'remembrance'], venue: ['depot', 'library', 'hall'], zone: ['America/New_York'], organizer: ['health'],
  audience: ['everyone', 'parents'], language: ['en', 'es'], need: ['places', 'kit', 'childcare'],
};

function shard(month, events, dates) {
  const columns = { count: events.length };
  for (const name of ['slug', 'title', 'program', 'venue', 'mode', 'status', 'organizer', 'audience', 'language', 'asked', 'need']) {
    columns[name] = events.map((event) => event[name]);
  }
  let last = 0;
  const rows = { event: [], at: [], length: [], offset: -300, zone: 0, day: [] };
  dates.forEach(([event, start, length], row) => {
    const wall = WALL(start.length > 10 ? start : `${start}T00:00`);
    rows.event.push(event);
    rows.at.push(wall - last);
    rows.length.push(length);
    if (start.length === 10) rows.day.push(row);
    last = wall;
  });
  return { version: 1, month, tables: TABLES, events: columns, dates: rows };
}

const event = (slug, program, venue, more = {}) => ({
  slug, title: slug, program, venue, mode: 0, status: 0, organizer: [0], audience: [0], language: [0], asked: [], need: [0, 1], ...more,
});
const van = event('van', 0, 0);
const course = event('class', 1, 1, { need: [0, 1, 2], asked: [1], audience: [0, 1] });

export const SHARDS = [
  shard('2026-12', [van, course, event('online', 1, -1, { mode: 1 }), event('vigil', 2, 0, { need: [0] })], [
    [0, '2026-11-26T13:00', 75], [0, '2026-12-03T13:00', 75], [1, '2026-12-08T18:00', 60], [0, '2026-12-10T13:00', 75], [2, '2026-12-12T12:00', 60],
    [3, '2026-12-31', 1440],
  ]),
  shard('2027-01', [course, event('nowhere', 1, 2, { need: [0] })], [[0, '2027-01-12T18:00', 60], [1, '2027-01-13T09:00', 60]]),
];
