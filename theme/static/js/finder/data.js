// Fetching: the index, months as they are needed, ZIP codes, the map, calendar data. What fails is told to the caller.

import { addShard, createStore, VERSION } from './store.js';

/** With fewer dates than this on the site, all of them are fetched at once, and every count is of everything. */
const ENOUGH = 1000;

/** The data are of another build than this page, which only a new page can read. */
export class OtherVersion extends Error {}

/** The finder's files: `folder` is the language's data folder, `shared` the one that all languages share. */
export class Data {
  constructor(folder, shared, fetcher = (...given) => fetch(...given)) {
    Object.assign(this, { folder, shared, fetcher, store: null, stale: false, fresh: false, pending: new Map() });
  }

  async json(address, options) {
    const answer = await this.fetcher(address, options);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    if (answer.headers?.get('x-kept')) this.stale = true; // a copy of the service worker's
    return answer.json();
  }

  /** Fetch the index; without a connection the browser's own copy will do, and `stale` says so. */
  async open() {
    let index;
    try {
      index = await this.json(`${this.folder}index.json`, { cache: 'no-cache' });
    } catch (error) {
      index = await this.json(`${this.folder}index.json`, { cache: 'force-cache' });
      this.stale = true;
    }
    if (index.version !== VERSION) throw new OtherVersion(`index of version ${index.version}`);
    this.store = createStore(index);
  }

  get index() {
    return this.store.index;
  }

  /** Months that are not fetched yet, in order. */
  get missing() {
    return this.index.months.filter(([month]) => !this.store.months.has(month));
  }

  /** The last month up to which everything is here, "" if there is none. */
  get through() {
    let last = '';
    for (const [month] of this.index.months) {
      if (!this.store.months.has(month)) break;
      last = month;
    }
    return last;
  }

  /** Fetch what a state looks at: the first months up to enough dates, and all up to the month that it asks for. */
  async need(until = '') {
    let sum = 0;
    const wanted = [];
    for (const [month, count] of this.index.months) {
      if (sum < ENOUGH || month <= until) wanted.push(month);
      sum += count;
    }
    await this.months(wanted);
  }

  /** Fetch the next month that is not here; false if there is none. */
  async later() {
    const [next] = this.missing;
    if (next) await this.months([next[0]]);
    return Boolean(next);
  }

  async months(names) {
    const todo = names.filter((name) => !this.store.months.has(name));
    const shards = await Promise.all(todo.map((name) => this.shard(name)));
    if (shards.some((shard) => this.unknown(shard)) && (await this.refresh())) {
      await this.months(names);
      return;
    }
    for (const shard of shards) addShard(this.store, shard);
  }

  async shard(name) {
    const [, , version] = this.index.months.find(([month]) => month === name);
    try {
      return await this.json(`${this.folder}${name}.json?v=${version}`);
    } catch (error) {
      if (await this.refresh()) {
        if (this.index.months.some(([month]) => month === name)) return this.shard(name);
        return { version: VERSION, month: name, tables: {}, events: { count: 0 }, dates: { event: [] } };
      }
      throw error;
    }
  }

  /** Whether a month names what the index does not know: the index is older than the month. */
  unknown(shard) {
    const { programs, venues, organizers } = this.index;
    const { program = [], venue = [], organizer = [] } = shard.tables;
    return program.some((key) => !(key in programs)) || venue.some((key) => !(key in venues)) || organizer.some((key) => !(key in organizers));
  }

  /** Fetch a new index past all caches, once; what was fetched stays. Returns whether there is a new one. */
  async refresh() {
    if (this.fresh) return false;
    this.fresh = true;
    try {
      const index = await this.json(`${this.folder}index.json`, { cache: 'reload' });
      if (index.version !== VERSION) return false;
      const { months } = this.store;
      this.store = createStore(index);
      await this.months([...months].filter((month) => index.months.some(([name]) => name === month)));
      return true;
    } catch (error) {
      return false;
    }
  }

  /** One of the files that all languages share, fetched once; null where the site has none. */
  async other(name) {
    const version = this.index.shared[name];
    if (!version) return null;
    if (!this.pending.has(name)) {
      const promise = this.json(`${this.shared}${name}.json?v=${version}`);
      promise.catch(() => this.pending.delete(name));
      this.pending.set(name, promise);
    }
    return this.pending.get(name);
  }
}
