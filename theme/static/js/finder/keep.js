// What one takes along from a search: the feed that fits it, a file of its dates, a link to it.

import { button, h } from './dom.js';
import { matchFeed } from './feeds.js';
import { calendar } from './ics.js';
import { nameOf } from './names.js';
import { capital } from './words.js';

/** The box below the results. `current()` gives {state, dates}. */
export class Keep {
  constructor({ data, cards, root, current }) {
    Object.assign(this, { data, cards, root, current, feeds: null });
    const { words, icon } = cards;
    this.answer = h('div', { class: 'keep__answer', 'aria-live': 'polite' });
    this.open = button(words.say('subscribe'), 'button', () => this.subscribe(), icon('bell'), { 'aria-expanded': 'false' });
    this.save = button(words.say('download'), 'action', () => this.download(), icon('download'), { 'aria-describedby': 'keep-hint' });
    this.link = button(words.say('link'), 'action', () => this.copy(this.link, location.href, words.say('link')), icon('link'));
    this.element = h('section', { class: 'feedbox keep', 'aria-labelledby': 'keep-title' },
      h('h2', { class: 'feedbox__title', id: 'keep-title' }, icon('calendar-plus'), words.say('keep')),
      h('div', { class: 'feedbox__links' }, this.open, this.save, this.link),
      h('p', { class: 'finder__hint', id: 'keep-hint' }, words.say('downloadHint')), this.answer);
  }

  /** A new search: what was said about the old one goes. What is said stays when more dates of the same one come. */
  reset(number, search) {
    this.save.disabled = !number;
    if (search !== this.search) this.close();
    this.search = search;
  }

  close() {
    this.answer.replaceChildren();
    this.open.setAttribute('aria-expanded', 'false');
  }

  async subscribe() {
    const { words } = this.cards;
    if (this.open.getAttribute('aria-expanded') === 'true') {
      this.close();
      return;
    }
    this.open.setAttribute('aria-expanded', 'true');
    try {
      this.feeds ??= (await this.data.json(`${this.root}feeds/index.json`)).feeds;
      this.tell(matchFeed(this.current().state, this.feeds, this.data.index.closed));
    } catch (error) {
      this.answer.replaceChildren(h('p', { class: 'note note--warn' }, words.say('failed')));
    }
  }

  tell(match) {
    const { words, icon } = this.cards;
    if (!match) {
      this.answer.replaceChildren(h('p', {}, h('a', { href: `${this.root}subscribe/` }, words.say('otherWays'))));
      return;
    }
    const { state } = this.current();
    const { feed, exact, ignored, invited } = match;
    const name = feed.kind === 'all' ? words.say('everything') : feed.name.replace(` · ${this.data.index.name}`, '');
    const said = exact ? words.say('exact') : invited && !ignored.length ? words.say('invited') : feed.kind === 'all' ? words.say('widerAll') : words.say('wider', { name });
    const why = ignored.length && words.say('widerWhy', { filters: words.list(ignored.map((filter) => nameOf(filter, state, this.cards))) });
    const bare = feed.address.split('://')[1];
    const anchor = feed.address.slice(this.data.index.url.length, -'.ics'.length).replaceAll('/', '-');
    const copy = button(words.say('copyAddress'), 'action', () => this.copy(copy, feed.address, words.say('copyAddress')), icon('copy'));
    this.answer.replaceChildren(
      h('p', { class: 'keep__name' }, h('strong', {}, capital(name))), h('p', {}, said), why && h('p', { class: 'muted' }, why),
      h('div', { class: 'feedbox__links' }, h('a', { class: 'button', href: `webcal://${bare}` }, icon('calendar-plus'), words.say('addCalendar')), copy,
        h('a', { class: 'action', href: `${this.root}subscribe/#${anchor}` }, words.say('otherWays'))),
      h('p', { class: 'copy' }, h('code', { class: 'copy__text', translate: 'no' }, feed.address)),
      h('p', { class: 'finder__hint' }, words.say('google')));
  }

  async download() {
    const { words } = this.cards;
    const { dates } = this.current();
    try {
      const names = Object.keys(this.data.index.shared).filter((name) => name.startsWith('calendar-'));
      const first = Math.min(...dates.map(({ wall }) => wall));
      const last = Math.max(...dates.map(({ wallEnd }) => wallEnd));
      const month = (wall, days) => new Date((wall + days * 1440) * 60000).toISOString().slice(0, 7);
      const wanted = names.filter((name) => name.slice(9) >= month(first, -2) && name.slice(9) <= month(last, 2));
      const months = await Promise.all(wanted.map((name) => this.data.other(name)));
      save(this.file(dates, months), 'text/calendar', `${location.host}-${new Date().toISOString().slice(0, 10)}.ics`);
    } catch (error) {
      this.answer.replaceChildren(h('p', { class: 'note note--warn' }, words.say('failed')));
    }
  }

  /** The calendar file of some dates, with texts as the cards have them. */
  file(dates, months) {
    const { index } = this.data;
    return calendar({
      dates, months, texts: (date) => this.texts(date), zones: index.zones, name: index.name, zone: index.zone, shownCancelled: index.shown,
    });
  }

  texts(date) {
    const { index, words } = { index: this.data.index, words: this.cards.words };
    const { event } = date;
    const [name, , address, usual, ...geo] = index.venues[event.venue[0]] ?? [];
    const room = event.room || usual;
    const url = `${index.url}events/${event.slug}/`;
    const prefix = index.prefixes[event.status] ?? '{title}';
    const badges = this.cards.badges(date).map(([, text]) => text).join(', ');
    const needs = ['cancelled', 'postponed'].includes(event.status) ? '' : event.need.map((key) => index.needs[key]).filter(Boolean).join(', ');
    return {
      summary: prefix.replace('{title}', event.title),
      location: name ? `${room ? `${name}, ${room}` : name}${address ? `\n${address}` : ''}` : words.say('online'),
      description: [event.note, badges, needs, url].filter(Boolean).join('\n'),
      url,
      geo: geo.length === 2 ? geo : null,
    };
  }

  async copy(target, text, label) {
    const { words } = this.cards;
    const shown = target.lastChild;
    try {
      await navigator.clipboard.writeText(text);
      shown.textContent = words.say('copied');
      setTimeout(() => { shown.textContent = label; }, 3000);
    } catch (error) {
      this.answer.replaceChildren(h('p', { class: 'copy' }, h('code', { class: 'copy__text', translate: 'no' }, text)));
      getSelection().selectAllChildren(this.answer.querySelector('code'));
    }
  }
}

function save(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
