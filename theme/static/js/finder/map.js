// The results as a map: county lines drawn at the build, markers for places, grouped where they would touch.
//
// The list beside the map says the same. Markers are buttons, so they are reached by keyboard and named for screen
// readers; zoom and position are changed by buttons, arrow keys, the wheel with Ctrl, and dragging.

import { button, h, svg } from './dom.js';

const REACH = 34; // pixels within which markers become one
const MOST = 64; // closest zoom

const mercator = (latitude) => ((Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI);

/** Where a place stands in the picture (see workshops.finder.basemap). */
export function spot(map, latitude, longitude) {
  return { x: (longitude - map.west) * map.scale, y: (map.north - mercator(latitude)) * map.scale };
}

/** Places with their dates: [{key, x, y, dates}] in order of the dates; the rest has no known place. */
export function placesOf(dates, index, map) {
  const places = new Map();
  let rest = 0;
  for (const date of dates) {
    const [key] = date.event.venue;
    const venue = index.venues[key];
    if (!venue || venue.length < 6) {
      rest += 1;
      continue;
    }
    if (!places.has(key)) places.set(key, { key, ...spot(map, venue[4], venue[5]), dates: 0 });
    places.get(key).dates += 1;
  }
  return { places: [...places.values()], rest };
}

/** Join places that are nearer to each other than `reach` in picture units; the greatest first. */
export function grouped(places, reach) {
  const groups = [];
  for (const place of [...places].sort((a, b) => b.dates - a.dates || (a.key < b.key ? -1 : 1))) {
    const near = groups.find((group) => Math.hypot(group.x - place.x, group.y - place.y) < reach);
    if (near) {
      near.places.push(place);
      near.dates += place.dates;
    } else groups.push({ x: place.x, y: place.y, dates: place.dates, places: [place] });
  }
  return groups;
}

/** The part of the picture that holds some points, in the picture's shape; `least` units wide at least. */
export function around(points, map, least) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const shape = map.height / map.width;
  const width = Math.min(map.width, Math.max(least, (Math.max(...xs) - Math.min(...xs)) * 1.5, ((Math.max(...ys) - Math.min(...ys)) * 1.5) / shape));
  return inside({ x: (Math.max(...xs) + Math.min(...xs) - width) / 2, y: (Math.max(...ys) + Math.min(...ys) - width * shape) / 2, width }, map);
}

/** A part of the picture moved so that it does not leave it. */
export function inside(part, map) {
  const height = (part.width * map.height) / map.width;
  return {
    x: Math.max(0, Math.min(map.width - part.width, part.x)),
    y: Math.max(0, Math.min(map.height - height, part.y)),
    width: part.width,
  };
}

/** The map of one page; it is made once and shown new dates. */
export class MapView {
  constructor({ map, cards, choose }) {
    Object.assign(this, { map, cards, choose, part: { x: 0, y: 0, width: map.width }, found: { places: [], rest: 0 }, you: null });
    const { words, icon } = cards;
    this.drawing = svg('svg', { class: 'map__land', 'aria-hidden': 'true', focusable: 'false', preserveAspectRatio: 'xMidYMid slice' },
      ...map.counties.map(({ path }) => svg('path', { d: path })));
    this.names = h('div', { class: 'map__names', 'aria-hidden': 'true' });
    this.markers = h('ul', { class: 'map__markers', 'aria-label': words.say('mapLabel') });
    this.box = h('div', { class: 'map__box', tabindex: '0', role: 'group', 'aria-label': words.say('mapLabel'), onKeydown: (event) => this.key(event), onWheel: (event) => this.wheel(event) },
      this.drawing, this.names, this.markers);
    this.note = h('p', { class: 'muted' });
    const tool = (name, symbol, act) => button('', 'map__tool', act, icon(symbol), { 'aria-label': words.say(name), title: words.say(name) });
    this.element = h('div', { class: 'map' },
      h('div', { class: 'map__frame' }, this.box,
        h('div', { class: 'map__tools' }, tool('zoomIn', 'plus', () => this.zoom(0.5)), tool('zoomOut', 'minus', () => this.zoom(2)), tool('zoomAll', 'maximize', () => this.whole()))),
      this.note, h('p', { class: 'muted' }, words.say('mapSource')));
    this.drag();
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  /** Show dates; `you` is where the visitor is, or null. The part that is shown stays as it is. */
  show(dates, you) {
    const { words } = this.cards;
    this.found = placesOf(dates, this.cards.index, this.map);
    this.you = you ? spot(this.map, you.latitude, you.longitude) : null;
    this.note.textContent = this.found.rest ? words.plural('mapNot', this.found.rest) : '';
    this.note.hidden = !this.found.rest;
    this.draw();
  }

  zoom(factor, at = null) {
    const { part, map } = this;
    const width = Math.max(map.width / MOST, Math.min(map.width, part.width * factor));
    const shape = map.height / map.width;
    const centre = at ?? { x: part.x + part.width / 2, y: part.y + (part.width * shape) / 2 };
    const [left, top] = [(centre.x - part.x) / part.width, (centre.y - part.y) / part.width];
    this.part = inside({ x: centre.x - left * width, y: centre.y - top * width, width }, map);
    this.draw();
  }

  whole() {
    this.part = { x: 0, y: 0, width: this.map.width };
    this.draw();
  }

  move(x, y) {
    this.part = inside({ ...this.part, x: this.part.x + x, y: this.part.y + y }, this.map);
    this.draw();
  }

  key(event) {
    const step = this.part.width / 6;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) this.move(...moves[event.key]);
    else if (event.key === '+' || event.key === '=') this.zoom(0.5);
    else if (event.key === '-') this.zoom(2);
    else if (event.key === '0') this.whole();
    else return;
    event.preventDefault();
  }

  wheel(event) {
    if (!event.ctrlKey) return; // without Ctrl the page scrolls, as everywhere
    event.preventDefault();
    const box = this.box.getBoundingClientRect();
    const unit = this.part.width / box.width;
    this.zoom(event.deltaY < 0 ? 0.8 : 1.25, { x: this.part.x + (event.clientX - box.left) * unit, y: this.part.y + (event.clientY - box.top) * unit });
  }

  drag() {
    let last = null;
    this.box.addEventListener('pointerdown', (event) => {
      const whole = this.part.width === this.map.width;
      if ((event.pointerType === 'touch' && whole) || event.target.closest('button')) return; // a finger scrolls the page
      last = { x: event.clientX, y: event.clientY };
      this.box.setPointerCapture(event.pointerId);
    });
    this.box.addEventListener('pointermove', (event) => {
      if (!last) return;
      const unit = this.part.width / this.box.clientWidth;
      this.move((last.x - event.clientX) * unit, (last.y - event.clientY) * unit);
      last = { x: event.clientX, y: event.clientY };
    });
    this.box.addEventListener('pointerup', () => { last = null; });
  }

  draw() {
    const { part, map } = this;
    const pixels = this.box.clientWidth || 600;
    const unit = part.width / pixels;
    this.box.classList.toggle('map__box--near', part.width < map.width);
    this.drawing.setAttribute('viewBox', `${part.x} ${part.y} ${part.width} ${(part.width * map.height) / map.width}`);
    const at = (element, { x, y }) => {
      element.style.left = `${(x - part.x) / unit}px`;
      element.style.top = `${(y - part.y) / unit}px`;
      return element;
    };
    const visible = ({ x, y }) => x >= part.x && x <= part.x + part.width && y >= part.y && y <= part.y + (part.width * map.height) / map.width;
    this.names.replaceChildren(...map.counties.filter(({ at: middle }) => middle && visible({ x: middle[0], y: middle[1] }))
      .map(({ name, at: middle }) => at(h('span', {}, name), { x: middle[0], y: middle[1] })));
    const focused = this.markers.contains(document.activeElement) ? document.activeElement.dataset.keys : null;
    const items = grouped(this.found.places, REACH * unit).filter(visible).map((group) => at(this.marker(group, unit), group));
    if (this.you && visible(this.you)) items.push(at(h('li', { class: 'map__you' }, h('span', { class: 'hidden' }, this.cards.words.say('you'))), this.you));
    this.markers.replaceChildren(...items);
    if (focused) ([...this.markers.querySelectorAll('button')].find(({ dataset }) => dataset.keys === focused) ?? this.box).focus({ preventScroll: true });
  }

  marker(group, unit) {
    const { words, index } = this.cards;
    const keys = group.places.map(({ key }) => key);
    const names = keys.map((key) => index.venues[key][0]);
    const label = words.plural('mapMarker', group.dates, { place: words.list(names) });
    const apart = keys.length > 1 && around(group.places, this.map, this.map.width / MOST).width < this.part.width * 0.9;
    const act = () => {
      if (!apart) this.choose(keys);
      else {
        this.part = around(group.places, this.map, Math.max(this.map.width / MOST, unit * 60));
        this.draw();
      }
    };
    return h('li', { class: 'map__marker' },
      h('button', { type: 'button', 'data-keys': keys.join(' '), 'aria-label': label, title: names.join(', '), class: keys.length > 1 ? 'map__pin map__pin--many' : 'map__pin', onClick: act }, String(group.dates)));
  }
}
