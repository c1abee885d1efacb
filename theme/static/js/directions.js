// A link to the way there: on a phone it opens the phone's own map app, elsewhere a map on the web.

/** Return the address for one kind of device: `maps:` for Apple, `geo:` for Android, else the link as it is. */
export function wayFor(userAgent, geo, fallback) {
  const place = geo.split("?q=")[1] ?? "";
  if (/iPhone|iPad|iPod|Macintosh/.test(userAgent)) {
    return `maps:?daddr=${place}`;
  }
  return /Android/.test(userAgent) ? geo : fallback;
}

/** Point one link to the map app of this device. */
export default function directions(link) {
  link.href = wayFor(navigator.userAgent, link.dataset.geo, link.href);
}
