// Nothing found: which filter to drop, what is nearest, and how to ask for a training of one's own.

import { button, h } from './dom.js';
import { nameOf } from './names.js';
import { activeFilters, without } from './state.js';

/** The filters to drop, best first: [{group, key, count}]; a whole facet where its choices fail together. */
export function advice(state, drops) {
  const found = [];
  for (const [group, count] of drops) {
    const [name, key] = group.split(/:(.*)/s);
    const filter = activeFilters(state).find((one) => one.group === name && (key === undefined || one.key === key));
    if (filter) found.push({ ...filter, whole: key === undefined, count });
  }
  return found.sort((a, b) => b.count - a.count);
}

/** The advice as an element; `go(state)` shows another state. */
export function emptyView({ state, drops, near, cards, root, go, distances }) {
  const { words, icon, index } = cards;
  const best = advice(state, drops).slice(0, 4);
  const label = (filter) => {
    const same = filter.whole ? activeFilters(state).filter(({ group }) => group === filter.group) : [filter];
    return words.say('drop', { name: words.list(same.map((one) => nameOf(one, state, cards))) });
  };
  return h('div', { class: 'finder__empty' },
    h('p', { class: 'empty' }, icon('search'), words.say('none')),
    best.length > 0 && h('section', { 'aria-labelledby': 'finder-drop' }, h('h2', { id: 'finder-drop' }, words.say('dropTitle')),
      h('ul', { class: 'chips' }, best.map((filter) => h('li', {}, button([label(filter), ' ', h('span', { class: 'chip__count' }, words.plural('results', filter.count))], 'chip chip--button',
        () => go(without(state, filter.group, filter.whole ? undefined : filter.key))))))),
    near.length > 0 && h('section', { 'aria-labelledby': 'finder-near' }, h('h2', { id: 'finder-near' }, words.say('closest')),
      h('ul', { class: 'cards' }, near.map((date) => cards.card(date, { miles: distances?.get(date.event.venue[0]), near: Boolean(distances) })))),
    h('section', { class: 'panel', 'aria-labelledby': 'finder-host' }, h('h2', { id: 'finder-host' }, icon('megaphone'), words.say('hostTitle')),
      h('p', {}, words.say('hostText')),
      h('p', { class: 'feedbox__links' }, h('a', { class: 'button button--quiet', href: `${root}volunteer/#host` }, words.say('hostAction')),
        index.request && h('a', { class: 'action', href: `mailto:${index.request}` }, icon('mail'), words.say('write', { address: index.request })))));
}
