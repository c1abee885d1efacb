// The finder's parts beside the search itself: fetching, the month, the map's groups, advice, kits, letters, roles.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Cards } from '../../theme/static/js/finder/card.js';
import { Data } from '../../theme/static/js/finder/data.js';
import { advice } from '../../theme/static/js/finder/empty.js';
import { around, grouped, inside, placesOf, spot } from '../../theme/static/js/finder/map.js';
import { addMonths, byDay, weeksOf } from '../../theme/static/js/finder/month.js';
import { emptyState } from '../../theme/static/js/finder/state.js';
import { Words } from '../../theme/static/js/finder/words.js';
import { byDistance, placeOf } from '../../theme/static/js/kits.js';
import { issue, letter, mailto } from '../../theme/static/js/request.js';
import { marked, plain } from '../../theme/static/js/search.js';
import { fits, valuesOf } from '../../theme/static/js/volunteer.js';
import { INDEX, SHARDS, WALL } from './finder-data.mjs';

const index = (months) => ({ ...INDEX, version: 1, months, shared: { zips: 'aa' } });
const answer = (data) => ({ ok: true, json: async () => structuredClone(data) });

test('only as many months are fetched as are needed, and more when somebody looks further', async () => {
  const months = [['2026-12', 900, 'a'], ['2027-01', 200, 'b'], ['2027-02', 50, 'c'], ['2027-03', 1, 'd']];
  const asked = [];
  const data = new Data('x/', '/', async (address) => {
    asked.push(address);
    if (address.includes('index')) return answer(index(months));
    return answer({ ...SHARDS[0], month: /(\d{4}-\d\d)/.exec(address)[1] });
  });
  await data.open();
  await data.need();
  assert.deepEqual(asked, ['x/index.json', 'x/2026-12.json?v=a', 'x/2027-01.json?v=b']);
  assert.equal(data.through, '2027-01');
  await data.need('2027-02');
  assert.equal(data.through, '2027-02');
  assert.ok(await data.later());
  assert.ok(!(await data.later()));
  assert.equal(asked.length, 5);
});

test('without a network the kept index is used and said to be old; a wrong one is an error', async () => {
  const offline = new Data('x/', '/', async (address, options) => {
    if (options?.cache === 'no-cache') throw new TypeError('offline');
    return answer(index([]));
  });
  await offline.open();
  assert.ok(offline.stale);
  await assert.rejects(new Data('x/', '/', async () => ({ ok: false, status: 500 })).open());
  await assert.rejects(new Data('x/', '/', async () => answer({ ...index([]), version: 99 })).open(), /version/);
});

test('an old index is replaced once, also when the new one does not help', async () => {
  let asked = 0;
  const data = new Data('x/', '/', async (address) => {
    if (address.includes('index')) {
      asked += 1;
      return answer(index([['2026-12', 5, 'old'], ['2027-01', 5, 'old']]));
    }
    if (address.includes('2027-01')) return { ok: false, status: 404 };
    return answer(SHARDS[0]);
  });
  await data.open();
  await assert.rejects(data.need());
  assert.equal(asked, 2);
});

test('what all languages share is fetched once, and again after a failure', async () => {
  let fail = true;
  let asked = 0;
  const data = new Data('x/', '/y/', async (address) => {
    if (address.includes('index')) return answer(index([]));
    asked += 1;
    assert.equal(address, '/y/zips.json?v=aa');
    return fail ? { ok: false, status: 503 } : answer({ zips: [] });
  });
  await data.open();
  await assert.rejects(data.other('zips'));
  fail = false;
  await Promise.all([data.other('zips'), data.other('zips')]);
  assert.equal(asked, 2);
  assert.equal(await data.other('map'), null);
});

test('months: steps over the year, whole weeks, leap days', () => {
  assert.deepEqual([addMonths('2026-12', 1), addMonths('2027-01', -1), addMonths('2026-12', 14)], ['2027-01', '2026-12', '2028-02']);
  const weeks = weeksOf('2028-02', 6);
  assert.equal(weeks.flat().filter(({ inside: here }) => here).length, 29);
  assert.ok(weeks.every((week) => week.length === 7));
  assert.equal(new Date(weeks[0][0].day * 86400000).getUTCDay(), 0, 'the week begins on Sunday');
  assert.equal(weeksOf('2027-02', 0).length, 4, 'a February of four whole weeks');
});

test('a night belongs to its evening, whole days to each of them', () => {
  const date = (start, end, allDay = false) => {
    const [wall, wallEnd] = [WALL(start), WALL(end)];
    return { wall, wallEnd, allDay, first: Math.floor(wall / 1440), last: Math.floor((wallEnd - 1) / 1440) };
  };
  const days = (one) => [...byDay([one]).keys()].map((day) => new Date(day * 86400000).toISOString().slice(5, 10));
  assert.deepEqual(days(date('2026-12-31T22:00', '2027-01-01T01:00')), ['12-31']);
  assert.deepEqual(days(date('2026-12-31T22:00', '2027-01-01T08:00')), ['12-31', '01-01']);
  assert.deepEqual(days(date('2027-02-27T00:00', '2027-03-02T00:00', true)), ['02-27', '02-28', '03-01']);
});

const MAP = { west: -77.5, north: 46, scale: 1000, width: 1000, height: 750, counties: [] };

test('what is online in another time zone says so, in a room and on whole days nobody needs it', () => {
  const cards = new Cards({ index: { ...INDEX, zone: 'America/Phoenix' }, words: { tag: 'en' }, locales: [] });
  const at = (zone, mode, allDay = false) => cards.zone({ event: { mode }, zone, allDay, begins: WALL('2026-12-08T17:00') });
  assert.equal(at('Europe/Madrid', ['online']), ' (Central European Time)');
  assert.equal(at('America/Chicago', ['in-person', 'online', 'hybrid']), ' (Central Time)');
  assert.deepEqual([at('America/Phoenix', ['online']), at('Europe/Madrid', ['in-person']), at('Europe/Madrid', ['online'], true)], ['', '', '']);
});

test('markers join where they would touch, and part when one looks closer', () => {
  const places = [{ key: 'a', x: 100, y: 100, dates: 3 }, { key: 'b', x: 110, y: 100, dates: 5 }, { key: 'c', x: 500, y: 100, dates: 1 }];
  const far = grouped(places, 34);
  assert.deepEqual(far.map(({ dates, places: inside }) => [dates, inside.map(({ key }) => key).join()]), [[8, 'b,a'], [1, 'c']]);
  assert.equal(grouped(places, 5).length, 3);
  const part = around(far[0].places, MAP, 15);
  assert.ok(part.width < 30 && part.x < 100 && part.x + part.width > 110);
});

test('the part of the map that is shown never leaves it', () => {
  assert.deepEqual(inside({ x: -50, y: 900, width: 500 }, MAP), { x: 0, y: 375, width: 500 });
  assert.deepEqual(inside({ x: 3, y: 3, width: 1000 }, MAP), { x: 0, y: 0, width: 1000 });
});

test('places of dates: counted once each, those without coordinates told', () => {
  const dates = ['depot', 'depot', 'hall', undefined].map((key) => ({ event: { venue: key ? [key] : [] } }));
  const { places, rest } = placesOf(dates, INDEX, MAP);
  assert.deepEqual(places.map(({ key, dates: n }) => [key, n]), [['depot', 2]]);
  assert.equal(rest, 2);
  assert.equal(Math.round(spot(MAP, 0, -77.5).y), 46000);
});

test('advice: what keeps most out first, a whole facet at once, a need by itself', () => {
  const state = { ...emptyState(), program: ['van', 'narcan'], need: ['kit', 'free'], q: 'x' };
  const found = advice(state, new Map([['program', 2], ['need:kit', 7], ['q', 3]]));
  assert.deepEqual(found.map(({ group, key, whole }) => [group, whole ? '' : key]), [['need', 'kit'], ['q', ''], ['program', '']]);
});

test('numbers take the form of their language', () => {
  const words = new Words({ language: 'xx', words: { n: ['{n} one', '{n} few', '{n} many'] }, calendar: { plural: '2012'.padEnd(200, '2'), thousands: '.' } });
  assert.deepEqual([0, 1, 2, 3, 1234567].map((n) => words.plural('n', n)), ['0 many', '1 one', '2 few', '3 many', '1.234.567 many']);
});

test('kit sites: the place from the link, the nearest first, unknown places last', () => {
  assert.deepEqual(placeOf('geo:42.66,-77.05?q=x'), { latitude: 42.66, longitude: -77.05 });
  assert.equal(placeOf('geo:0,0?q=x'), null);
  assert.equal(placeOf(undefined), null);
  const sites = [{ number: 0, place: null }, { number: 1, place: { latitude: 43, longitude: -77 } }, { number: 2, place: { latitude: 42, longitude: -77 } }];
  assert.deepEqual(byDistance(sites, { latitude: 42.1, longitude: -77 }).map(({ site }) => site.number), [2, 1, 0]);
});

test('the letter has what was answered and nothing else', () => {
  const text = letter({ opening: 'Hello', closing: 'Thanks' }, [{ question: 'Where?', answer: 'Here & there' }, { question: 'Who?', answer: '' }]);
  assert.equal(text, 'Hello\n\nWhere? Here & there\n\nThanks');
  assert.equal(mailto('a@b.example', 'Hi & ho', 'é\nü'), 'mailto:a@b.example?subject=Hi%20%26%20ho&body=%C3%A9%0D%0A%C3%BC');
});

test('a request becomes an issue where the site has a repository instead of an address', () => {
  assert.equal(issue('https://git.example/o/r/issues/new', 'Hi & ho', 'é\n#1'), 'https://git.example/o/r/issues/new?title=Hi+%26+ho&body=%C3%A9%0A%231');
  assert.equal(issue('https://git.example/o/r/issues/new?template=ask.yml', 'a', 'b'), 'https://git.example/o/r/issues/new?template=ask.yml&title=a&body=b');
  const there = new URL(issue('https://lab.example/o/r/-/issues/new', 'a', 'b')).searchParams;
  assert.deepEqual([there.get('issue[title]'), there.get('issue[description]')], ['a', 'b']);
});

test('roles: the choices that there are, and what fits', () => {
  const rows = [{ role: ['Driver'], town: ['Alder'], language: ['Spanish', 'English'] }, { role: ['Cook'], town: [''], language: [''] }];
  assert.deepEqual(valuesOf(rows, 'language'), ['English', 'Spanish']);
  assert.deepEqual(valuesOf(rows, 'town'), ['Alder']);
  assert.ok(fits(rows[0], { role: 'Driver', language: 'Spanish', town: '' }) && !fits(rows[1], { language: 'Spanish' }));
});

test('what the search engine says becomes text and marks, and nothing else', () => {
  const doc = { createElement: (name) => ({ name }) };
  assert.deepEqual(marked('a &lt;b&gt; <mark>c &amp; d</mark> <img src=x>', doc), ['a <b> ', { name: 'mark', textContent: 'c & d' }, ' <img src=x>']);
  assert.equal(plain('&quot;&#39;&amp;lt;'), '"\'&lt;');
});
