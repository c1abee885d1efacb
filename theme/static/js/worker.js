// The service worker, below the lines that the build puts before it: VERSION, FILES, MISSING.
// Emergency steps and kit sites are kept from the first visit, other pages once they were opened. A page always
// comes from the network when there is one; a kept copy says since when it is kept, so that nobody takes it for news.
const KEPT = `kept-${VERSION}`;
const VISITED = "visited";
const MOST = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== KEPT && name !== VISITED).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(page(request));
  } else if (url.pathname.includes("/theme/")) {
    event.respondWith(asset(request));
  }
});

/** A page from the network, else the copy that is kept, marked as such. */
async function page(request) {
  try {
    // asked anew each time: what the browser remembers by itself could be of yesterday, and nobody would know
    const answer = await fetch(new Request(request.url, { cache: "no-cache", redirect: "manual" }));
    if (answer.ok && (answer.headers.get("content-type") ?? "").includes("text/html")) {
      const visited = await caches.open(VISITED);
      await visited.put(request.url, answer.clone());
      await trim(visited);
    }
    return answer;
  } catch {
    const kept = await caches.match(request, { ignoreSearch: true });
    return kept ? marked(kept, 200) : marked(await caches.match(MISSING), 503);
  }
}

/** Put the time of a kept page into its body, where the page's script reads it. */
async function marked(kept, status) {
  const saved = new Date(kept.headers.get("date") ?? Date.now()).toISOString();
  const html = (await kept.text()).replace("<body ", `<body data-saved="${saved}" `);
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Style, script or picture: their addresses change with them, so a kept one is as good as a new one. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) {
    return kept;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    (await caches.open(KEPT)).put(request, answer.clone());
  }
  return answer;
}

/** Let go of the pages that were visited longest ago. */
async function trim(cache) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
}
