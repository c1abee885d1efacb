// The results as a list of cards. A card that was made once is used again, since filters come and go; what stands
// below the first screen is put in after the paint, before anybody can scroll to it.

import { button, h } from './dom.js';
import { distanceOf } from './query.js';

/** How many dates are shown at first, and how many more at a time. */
export const PAGE = 20;
const AT_ONCE = 4;

/** Do something after the next paint; where nothing is painted (a page in the background) soon. */
export function afterPaint(act) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 200);
}

/** The list of one page; it is made once and shown new dates. `more()` asks for a longer list. */
export class ListView {
  constructor({ cards, more }) {
    Object.assign(this, { cards, made: new WeakMap(), run: 0 });
    this.list = h('ol', { class: 'cards' });
    this.more = h('p', { class: 'finder__more' }, button(cards.words.say('moreResults'), 'button button--quiet', more));
    this.element = h('div', {}, this.list, this.more);
    this.list.addEventListener('click', ({ target }) => this.left(target));
  }

  /** Show the first dates that were found; `number` is how many, by the address. */
  show({ dates, distances }, number) {
    const wanted = dates.slice(0, number);
    const item = (date) => this.card(date, distances);
    const run = (this.run += 1);
    this.more.hidden = dates.length <= number;
    if (number > PAGE) this.put(wanted.map(item));
    else {
      this.put(wanted.slice(0, AT_ONCE).map(item));
      if (wanted.length > AT_ONCE) afterPaint(() => run === this.run && this.list.append(...wanted.slice(AT_ONCE).map(item)));
    }
    return this.element;
  }

  /** Put elements into the list; where it begins with them already, only the others go. */
  put(items) {
    const { children } = this.list;
    if (items.length && items.every((one, i) => children[i] === one)) while (children.length > items.length) this.list.lastChild.remove();
    else this.list.replaceChildren(...items);
  }

  card(date, distances) {
    const miles = distanceOf(date, distances);
    const near = Boolean(distances);
    const found = this.made.get(date);
    if (found && found.miles === miles && found.near === near) return found.item;
    const item = this.cards.card(date, { miles, near });
    this.made.set(date, { miles, near, item });
    return item;
  }

  /** Somebody follows a link: its place is kept with this step of the history, and there alone. */
  left(target) {
    const card = [...this.list.children].indexOf(target.closest('.cards > li'));
    if (card < 0 || !target.closest('a')) return;
    history.scrollRestoration = 'manual'; // of this step: the list is not there yet when a browser would scroll
    history.replaceState({ card }, '');
  }

  /** Give the focus to the title of the date with a number, and bring it into view. */
  focus(number, block = 'nearest') {
    const card = this.list.children[number];
    card?.querySelector('.card__title a')?.focus({ preventScroll: true });
    card?.scrollIntoView({ block });
  }
}
