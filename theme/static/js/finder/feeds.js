// "Subscribe to this search": the published feed that has exactly what was asked for, else the nearest wider one.

import { activeFilters, FACETS } from './state.js';

/** The facets that the state narrows to one key: [[facet, key]]. */
export function singles(state) {
  return FACETS.filter((facet) => state[facet].length === 1).map((facet) => [facet, state[facet][0]]);
}

/**
 * Choose among `feeds` (the rows of feeds/index.json). Returns {feed, exact, ignored}, or null where there is none:
 * `ignored` are the filters that the feed does not know, as `activeFilters` has them. `closed` are facet keys
 * (`program:narcan-training`) whose feed also has dates by invitation, which the finder does not show.
 */
export function matchFeed(state, feeds, closed = []) {
  const wanted = new Map(singles(state));
  const fits = (feed) =>
    (feed.kind === 'all' || feed.kind === 'facet' || feed.kind === 'pair') &&
    Object.entries(feed.filters).every(([facet, key]) => wanted.get(facet) === key);
  const size = (feed) => Object.keys(feed.filters).length;
  const candidates = feeds.filter(fits).sort((a, b) => size(b) - size(a) || a.events - b.events || (a.address < b.address ? -1 : 1));
  if (!candidates.length) return null;
  const [feed] = candidates;
  const ignored = activeFilters(state).filter(({ group, key }) => feed.filters[group] !== key);
  const invited = Object.entries(feed.filters).some(([facet, key]) => feed.kind === 'facet' && closed.includes(`${facet}:${key}`));
  return { feed, exact: !ignored.length && !invited, ignored, invited };
}
