// The finder's pure functions. Data comes from finder-data.mjs, small enough to count by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { matchFeed } from '../../theme/static/js/finder/feeds.js';
import { cleanZip, countsInMiles, miles, nearestZip, reaches, readZips, rounded } from '../../theme/static/js/finder/geo.js';
import { calendar, compact, endingAt, escapeText, fold as foldLine, startsOf, wallOf } from '../../theme/static/js/finder/ics.js';
import { alternatives, present, search, wallNow } from '../../theme/static/js/finder/query.js';
import { activeFilters, cleared, emptyState, parseState, toggled, without, writeState } from '../../theme/static/js/finder/state.js';
import { addShard, createStore, partOf, stampOf, weekdayOf } from '../../theme/static/js/finder/store.js';
import { fold, hasAll } from '../../theme/static/js/finder/text.js';
import { INDEX, SHARDS, WALL } from './finder-data.mjs';

const store = () => {
  const made = createStore(INDEX);
  for (const shard of SHARDS) addShard(made, shard);
  return made;
};
const at = (text) => Date.parse(`${text}Z`) / 60000;
const NOW = { now: at('2026-12-01T12:00'), today: at('2026-12-01T00:00') / 1440 };
const ids = (found) => found.dates.map(({ id }) => id);
const asked = (changes, more = {}) => search(store(), { ...emptyState(), ...changes }, { ...NOW, ...more });

test('text is folded: accents, capitals and punctuation do not matter', () => {
  assert.deepEqual(fold('Capacitación: ¿NARCAN® 2?'), ['capacitacion', 'narcan', '2']);
  assert.ok(hasAll(' capacitacion en narcan', fold('narc CAPA')));
  assert.ok(!hasAll(' capacitacion en narcan', fold('arcan')));
  assert.deepEqual(fold('💜 Straße ﬁn'), ['straße', 'fin']);
});

test('distances are those of a globe', () => {
  const [ithaca, rochester] = [{ latitude: 42.4406, longitude: -76.4966 }, { latitude: 43.1566, longitude: -77.6088 }];
  assert.equal(miles(ithaca, ithaca), 0);
  assert.ok(Math.abs(miles(ithaca, rochester) - 75) < 1);
  assert.ok(Math.abs(miles({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 }) - 13.8) < 0.1);
});

test('ZIP codes are read from steps, and cleaned as people type them', () => {
  const zips = readZips({ unit: 1000, zips: [501, 14349], latitudes: [40815, 1626], longitudes: [-73045, -3452] });
  assert.deepEqual(zips.get('00501'), { latitude: 40.815, longitude: -73.045 });
  assert.deepEqual(zips.get('14850'), { latitude: 42.441, longitude: -76.497 });
  assert.equal(nearestZip(zips, { latitude: 42, longitude: -76 }).zip, '14850');
  assert.deepEqual([' 14850 ', '14850-1234', '14850 1234', '1485', 'Ithaca', '148501'].map(cleanZip), ['14850', '14850', '14850', '', '', '']);
});

test('miles or kilometres go by the country of the locale', () => {
  assert.ok(countsInMiles(['en-US'], 'US'));
  assert.ok(!countsInMiles(['es-MX'], 'US'));
  assert.ok(countsInMiles(['es'], 'US'));
  assert.ok(!countsInMiles(['de', 'en-US'], 'DE'));
  assert.ok(countsInMiles([], 'US'));
  assert.equal(rounded(1, false), 1.6);
  assert.equal(rounded(9.96, true), 10);
  assert.equal(rounded(9.94, true), 9.9);
  assert.equal(rounded(reaches(false)[1], false), 20);
});

test('every state survives the address and comes back the same', () => {
  const state = {
    ...emptyState(), q: 'narcan & más, 50%', near: '14850', within: 25, from: '2026-12-01', to: '2027-01-31', day: ['tue', 'sat'], time: ['evening'],
    program: ['narcan-training', 'van'], language: ['es'], need: ['kit', 'step-free'], sort: 'near', view: 'month', month: '2027-01', through: '2027-03',
  };
  assert.deepEqual(parseState(writeState(state)), state);
  assert.equal(writeState(emptyState()), '');
  assert.deepEqual(parseState(''), emptyState());
});

test('an address that makes no sense gives the nearest state that does', () => {
  const state = parseState('q=+&near=abc&within=-3&from=2026-13-01&day=noday,sat&time=night&view=spin&sort=near&program=<script>,van&when=eon');
  assert.deepEqual(state, { ...emptyState(), day: ['sat'], program: ['van'] });
});

test('filters are taken away one by one', () => {
  const state = { ...emptyState(), q: 'van', near: '14850', within: 5, program: ['a', 'b'], need: ['kit'], from: '2026-12-01' };
  assert.deepEqual(activeFilters(state).map(({ group, key }) => `${group}:${key}`), ['q:van', 'within:5', 'when:', 'program:a', 'program:b', 'need:kit']);
  assert.deepEqual(without(state, 'program', 'a').program, ['b']);
  assert.equal(without(state, 'within').near, '14850');
  assert.equal(without(state, 'when').from, '');
  assert.deepEqual(toggled(toggled(state, 'need', 'free'), 'need', 'kit').need, ['free']);
  assert.deepEqual(activeFilters(cleared(state)), []);
});

test('without a filter everything that is not over is there, in order', () => {
  assert.deepEqual(ids(asked({})), ['van#20261203T1300', 'class#20261208T1800', 'van#20261210T1300', 'online#20261212T1200', 'vigil#20261231', 'class#20270112T1800', 'nowhere#20270113T0900']);
  assert.deepEqual(ids(asked({}, { now: at('2026-12-03T18:30') })).slice(0, 1), ['van#20261203T1300'], 'what is running is not over');
  assert.deepEqual(ids(asked({}, { now: at('2026-12-03T19:15') })).slice(0, 1), ['class#20261208T1800'], 'it is over at its end');
});

test('choices of one facet are alternatives, facets hold together, needs hold together', () => {
  assert.equal(asked({ program: ['van', 'narcan'] }).dates.length, 6);
  assert.deepEqual(ids(asked({ program: ['narcan'], mode: ['online'] })), ['online#20261212T1200']);
  assert.deepEqual(ids(asked({ need: ['kit', 'childcare'] })), ['class#20261208T1800', 'class#20270112T1800']);
  assert.deepEqual(ids(asked({ language: ['es'] })), ['class#20261208T1800', 'class#20270112T1800'], 'interpretation that one asks for counts');
});

test('a choice counts what one would see with it', () => {
  const { counts } = asked({ program: ['van'] });
  assert.deepEqual(Object.fromEntries(counts.program), { van: 2, narcan: 4, remembrance: 1 }, 'its own facet does not count');
  assert.deepEqual(Object.fromEntries(counts.town), { alder: 2 });
  const needs = asked({ need: ['kit'] }).counts.need;
  assert.equal(needs.get('childcare'), asked({ need: ['kit', 'childcare'] }).dates.length);
  const evening = asked({ time: ['evening'] }).counts;
  assert.deepEqual(Object.fromEntries(evening.time), { morning: 2, afternoon: 4, evening: 3 }, 'a whole day counts in each part');
});

test('dates: the next days, a range, weekdays', () => {
  assert.deepEqual(ids(asked({ when: 'week' })), ['van#20261203T1300']);
  assert.deepEqual(ids(asked({ from: '2026-12-31', to: '2026-12-31' })), ['vigil#20261231']);
  assert.deepEqual(ids(asked({ day: ['sat'] })), ['online#20261212T1200']);
});

test('distance: what is too far goes, what lies nobody knows where stays, what is only online goes', () => {
  const place = { latitude: 42.65, longitude: -77.05 };
  assert.deepEqual(ids(asked({ near: '14527', within: 5 }, { place })), ['van#20261203T1300', 'van#20261210T1300', 'vigil#20261231', 'nowhere#20270113T0900']);
  const near = asked({ near: '14527', sort: 'near' }, { place });
  assert.deepEqual(ids(near).slice(-1), ['nowhere#20270113T0900']);
  assert.ok(near.dates[0].event.venue[0] === 'depot');
  assert.equal(asked({ near: '14527', within: 5 }).dates.length, 7, 'an unknown ZIP code leaves nothing out');
});

test('nothing found: which filter keeps how much out, and what is nearest', () => {
  const state = { program: ['remembrance'], need: ['childcare'] };
  const found = asked(state);
  assert.equal(found.dates.length, 0);
  assert.deepEqual(Object.fromEntries(found.drops), { program: 2, 'need:childcare': 1 });
  const near = alternatives(store(), { ...emptyState(), ...state }, NOW);
  assert.deepEqual(near.map(({ id }) => id), ['class#20261208T1800', 'vigil#20261231', 'van#20261203T1300']);
});

test('months that share a date have it once, and an unknown format is refused', () => {
  const made = createStore(INDEX);
  assert.ok(addShard(made, SHARDS[0]));
  assert.ok(!addShard(made, SHARDS[0]));
  assert.throws(() => addShard(made, { ...SHARDS[1], version: 99 }));
});

test('times of day and weekdays', () => {
  assert.deepEqual([0, 299, 300, 719, 720, 1019, 1020, 1439].map(partOf), [2, 2, 0, 0, 1, 1, 2, 2]);
  assert.deepEqual(['2026-12-07', '2026-12-13', '1969-12-29'].map((day) => weekdayOf(Date.parse(day) / 86400000)), [0, 6, 0]);
  assert.equal(stampOf(WALL('2026-12-08T18:05'), false), '20261208T1805');
  const noon = Date.parse('2027-03-14T16:00:00Z');
  assert.equal(new Date(wallNow(noon, 'America/New_York') * 60000).toISOString(), '2027-03-14T12:00:00.000Z');
  assert.equal(present(Date.parse('2026-12-02T03:00:00Z'), 'America/New_York').today, NOW.today);
});

test('a calendar line is folded at 75 octets, never inside a character', () => {
  const line = `SUMMARY:${'💜é'.repeat(40)}`;
  const folded = foldLine(line);
  const pieces = folded.slice(0, -2).split('\r\n');
  assert.ok(pieces.every((piece) => new TextEncoder().encode(piece).length <= 75));
  assert.equal(pieces.map((piece, i) => (i ? piece.slice(1) : piece)).join(''), line);
  assert.equal(foldLine('A'.repeat(75)), `${'A'.repeat(75)}\r\n`);
  assert.equal(foldLine('A'.repeat(76)), `${'A'.repeat(75)}\r\n A\r\n`);
});

test('calendar text: escapes, times, rules', () => {
  assert.equal(escapeText('a;b,c\\d\ne\r\nf\u0007'), 'a\\;b\\,c\\\\d\\ne\\nf');
  assert.equal(compact(WALL('2026-12-08T18:00'), false), '20261208T180000');
  assert.equal(compact(wallOf('20270831'), true), '20270831');
  assert.deepEqual(startsOf('20261208T180000', [35, 28]).map((wall) => stampOf(wall, false)), ['20261208T1800', '20270112T1800', '20270209T1800']);
  assert.equal(endingAt('FREQ=WEEKLY;COUNT=9;BYDAY=TH', 'X'), 'FREQ=WEEKLY;BYDAY=TH;UNTIL=X');
});

test('a series keeps its rule from the first to the last date shown, and skips the rest', () => {
  const made = store();
  const dates = search(made, { ...emptyState(), program: ['narcan'], mode: ['in-person'], town: ['millbrook'] }, NOW).dates;
  const month = {
    uids: [['class@x', 2, '20261101T000000Z', 'FREQ=MONTHLY;COUNT=4;BYDAY=2TU', '20261110T180000', [28, 14, 21, 28]]],
    dates: { 'class#20261208T1800': 0, 'class#20270112T1800': 0 },
  };
  const text = calendar({
    dates, months: [month], texts: () => ({ summary: 'Class', url: 'https://x.example/é/' }), zones: { 'America/New_York': 'BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n' },
    name: 'Found', zone: 'America/New_York',
  });
  assert.match(text, /RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270112T230000Z\r\n/);
  assert.match(text, /EXDATE;TZID=America\/New_York:20261222T180000\r\n/);
  assert.equal(text.match(/BEGIN:VEVENT/g).length, 1);
  assert.match(text, /URL:https:\/\/x.example\/%C3%A9\/\r\n/);
  assert.throws(() => calendar({ dates, months: [], texts: () => ({}), zones: {}, name: '', zone: '' }), /no calendar data/);
});

test('the feed of a search: exact, wider, and why', () => {
  const feed = (address, filters, events, kind = 'facet') => ({ address, filters, events, kind });
  const feeds = [
    feed('all', {}, 90, 'all'), feed('p', { program: 'narcan' }, 40), feed('t', { town: 'alder' }, 30), feed('l', { language: 'es' }, 5),
    feed('pt', { program: 'narcan', town: 'alder' }, 12, 'pair'), feed('d', {}, 90, 'discreet'), feed('a', { year: '2026' }, 2, 'archive'),
  ];
  const match = (changes, closed) => matchFeed({ ...emptyState(), ...changes }, feeds, closed);
  assert.deepEqual([match({}).feed.address, match({}).exact], ['all', true]);
  assert.deepEqual([match({ program: ['narcan'], view: 'map' }).feed.address, match({ program: ['narcan'], view: 'map' }).exact], ['p', true]);
  const pair = match({ program: ['narcan'], town: ['alder'] });
  assert.deepEqual([pair.feed.address, pair.exact], ['pt', true]);
  const wider = match({ town: ['alder'], language: ['es'], day: ['sat'] });
  assert.equal(wider.feed.address, 'l', 'the smaller of two that fit');
  assert.ok(!wider.exact);
  assert.deepEqual(wider.ignored, [{ group: 'town', key: 'alder' }, { group: 'day', key: 'sat' }]);
  assert.equal(match({ program: ['narcan', 'van'] }).feed.address, 'all');
  assert.equal(match({ program: ['narcan'] }, ['program:narcan']).exact, false, 'a feed that also has closed dates is not exact');
  assert.equal(matchFeed(emptyState(), []), null);
});
