// How filters are called, for chips, advice and the reasons of a wider feed.

import { rounded } from './geo.js';
import { WEEKDAYS } from './state.js';
import { capital } from './words.js';

/** The name of one filter of a state, as `activeFilters` has it. */
export function nameOf({ group, key }, state, cards) {
  const { words, index } = cards;
  const tables = { town: index.towns, organizer: index.organizers, audience: index.audiences, language: index.languages, mode: index.modes, need: index.needs };
  if (group === 'q') return `“${state.q}”`;
  if (group === 'within') return words.plural(cards.inMiles ? 'milesLong' : 'kilometresLong', rounded(state.within, cards.inMiles));
  if (group === 'when') return whenOf(state, words);
  if (group === 'day') return capital(words.tables.weekdays[WEEKDAYS.indexOf(key)]);
  if (group === 'time') return words.say(key);
  if (group === 'program') return index.programs[key]?.[0] ?? key;
  if (group === 'venue') return index.venues[key]?.[0] ?? key;
  return tables[group]?.[key] ?? key;
}

function whenOf(state, words) {
  if (state.when) return words.say(state.when);
  const day = (iso) => words.day('short', Date.parse(`${iso}T00:00:00Z`) / 86400000);
  if (state.from && state.to) return `${day(state.from)} – ${day(state.to)}`;
  return state.from ? `${words.say('from')} ${day(state.from)}` : `${words.say('to')} ${day(state.to)}`;
}
