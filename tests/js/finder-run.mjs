// Runs the finder's functions on data from a build: JSON on standard input, JSON on standard output.
// {index, shards, states, now, today, places} → for each state its ids in order and its counts;
// with `calendar` the calendar file of each state's dates; with `spans` how dates are said.

import { readFileSync } from 'node:fs';

import { Cards } from '../../theme/static/js/finder/card.js';
import { calendar } from '../../theme/static/js/finder/ics.js';
import { search } from '../../theme/static/js/finder/query.js';
import { parseState } from '../../theme/static/js/finder/state.js';
import { addShard, createStore } from '../../theme/static/js/finder/store.js';
import { Words } from '../../theme/static/js/finder/words.js';

const given = JSON.parse(readFileSync(0, 'utf8'));
const store = createStore(given.index);
for (const shard of given.shards) addShard(store, shard);
const words = new Words(given.index);

const texts = (date) => ({ summary: date.event.title, url: `https://example.org/events/${date.event.slug}/`, location: 'x' });

const answers = given.states.map((query) => {
  const state = parseState(query);
  const found = search(store, state, { now: given.now, today: given.today, place: given.places?.[state.near] ?? null });
  const answer = { ids: found.dates.map(({ id }) => id) };
  if (given.calendar) {
    answer.calendar = calendar({
      dates: found.dates, months: given.calendar, texts, zones: given.index.zones, name: 'Found', zone: given.index.zone,
    });
  } else {
    answer.counts = Object.fromEntries(Object.entries(found.counts).map(([facet, counts]) => [facet, Object.fromEntries(counts)]));
    answer.drops = Object.fromEntries(found.drops);
  }
  return answer;
});
const cards = new Cards({ index: given.index, words, locales: [] });
const said = (date) => { const { day, hours } = words.span(date); return { day, hours: hours + cards.zone(date) }; };
const spans = given.spans ? Object.fromEntries(store.dates.map((date) => [date.id, said(date)])) : {};
process.stdout.write(JSON.stringify({ answers, spans }));
