// Distances and ZIP codes, worked out on the visitor's own device.

const EARTH = 3958.7613; // mean radius in miles (IUGG)
const KILOMETRES = 1.609344; // of a mile
const radians = (degrees) => (degrees * Math.PI) / 180;

/** Great-circle distance in miles of two places {latitude, longitude} (haversine formula). */
export function miles(a, b) {
  const half =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Unpack find/data/zips.json: three columns of steps → Map of ZIP code to place. */
export function readZips(data) {
  const found = new Map();
  let [zip, latitude, longitude] = [0, 0, 0];
  data.zips.forEach((step, i) => {
    zip += step;
    latitude += data.latitudes[i];
    longitude += data.longitudes[i];
    found.set(String(zip).padStart(5, '0'), { latitude: latitude / data.unit, longitude: longitude / data.unit });
  });
  return found;
}

/** The five digits of a ZIP code as people type it (`14850-1234`), or "" if it is none. */
export function cleanZip(text) {
  const found = /^\s*(\d{5})(?:[-\s]?\d{4})?\s*$/.exec(text);
  return found ? found[1] : '';
}

/** The ZIP code whose middle is nearest to a place, with its distance in miles; null without ZIP codes. */
export function nearestZip(zips, place) {
  let best = null;
  for (const [zip, there] of zips) {
    const distance = miles(place, there);
    if (!best || distance < best.distance) best = { zip, distance };
  }
  return best;
}

/** Whether people who use these locales (`navigator.languages`) count in miles; a locale without a country is the site's. */
export function countsInMiles(locales, territory) {
  const country = /-([A-Z]{2})\b/i.exec(locales[0] ?? '')?.[1]?.toUpperCase() ?? territory;
  return ['US', 'GB', 'LR', 'MM'].includes(country);
}

/** Choices of "within", always in miles: round in the unit that people see. */
export function reaches(inMiles) {
  return inMiles ? [5, 10, 25, 50] : [10, 20, 40, 80].map((km) => Math.round((km / KILOMETRES) * 100) / 100);
}

/** A distance as a number to show: one decimal below 10, else whole. */
export function rounded(distance, inMiles) {
  const value = inMiles ? distance : distance * KILOMETRES;
  return value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
}
