// The service worker, below the lines that the build puts before it: VERSION, FILES, MISSING.
// Emergency steps and kit sites are kept from the first visit, other pages and the finder's dates once they were opened.
// A page always comes from the network when there is one; a kept copy says since when it is kept, so that nobody takes
// it for news. Addresses are kept without what was asked (`?near=…`): nobody who borrows the device learns of a search.
const KEPT = `kept-${VERSION}`;
const VISITED = "visited";
const DATES = "dates";
const MOST = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => ![KEPT, VISITED, DATES].includes(name)).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET") {
    const answer = request.mode === "navigate" ? page(request.url) : keeper(request.url)?.(request);
    if (answer) {
      event.respondWith(answer);
    }
  }
});

// A page that was there before the worker tells what it has loaded, so that one visit is enough.
self.addEventListener("message", (event) => {
  const { page: address, files = [] } = event.data ?? {};
  const wanted = [...new Set(files)].filter((file) => keeper(file)).map((file) => keeper(file)(new Request(file)));
  if (address && new URL(address).origin === self.location.origin) {
    wanted.push(page(address));
  }
  event.waitUntil(Promise.allSettled(wanted));
});

/** What answers for a file: `asset`, `dates`, or nothing where it is none of ours. */
function keeper(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== self.location.origin) {
    return null;
  }
  return pathname.includes("/theme/") ? asset : pathname.includes("/find/data/") ? dates : null;
}

/** A page from the network, else the copy that is kept, marked as such. */
async function page(address) {
  let answer;
  try {
    // asked anew each time: what the browser remembers by itself could be of yesterday, and nobody would know
    answer = await fetch(new Request(address, { cache: "no-cache", redirect: "manual" }));
  } catch {
    const kept = await caches.match(address, { ignoreSearch: true });
    return kept ? marked(kept, 200) : marked(await caches.match(MISSING), 503);
  }
  if (answer.ok && (answer.headers.get("content-type") ?? "").includes("text/html")) {
    await put(VISITED, address.split(/[?#]/)[0], answer, trim);
  }
  return answer;
}

/** Keep a copy; where there is no room, or it is not allowed, the answer is as good as before. */
async function put(name, key, answer, then = () => {}) {
  try {
    const cache = await caches.open(name);
    await cache.put(key, answer.clone());
    await then(cache);
  } catch {
    // nothing is kept
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
  const kept = await match(request.url);
  if (kept) {
    return kept;
  }
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await put(KEPT, request.url, answer);
    }
    return answer;
  } catch (error) {
    const newer = await successor(request.url); // a page that was kept before the site changed its looks
    if (newer) {
      return newer;
    }
    throw error;
  }
}

/** The finder's data: what has a version is as good as new; the rest comes from the network when there is one. */
async function dates(request) {
  const { search, pathname } = new URL(request.url);
  const kept = search ? await match(request.url) : null;
  if (kept) {
    return kept;
  }
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await put(DATES, request.url, answer, (cache) => older(cache, pathname, request.url));
    }
    return answer;
  } catch (error) {
    const copy = await match(request.url, { ignoreSearch: true });
    if (!copy) {
      throw error;
    }
    const headers = new Headers(copy.headers);
    headers.set("x-kept", "yes"); // the finder says so
    return new Response(await copy.blob(), { headers });
  }
}

/** A kept file, undefined where there is none or nothing may be kept. */
async function match(address, options) {
  try {
    return await caches.match(address, options);
  } catch {
    return undefined;
  }
}

/** Let go of other versions of one file. */
async function older(cache, pathname, address) {
  const keys = (await cache.keys()).filter(({ url }) => url !== address && new URL(url).pathname === pathname);
  await Promise.all(keys.map((key) => cache.delete(key)));
}

/** The kept file that took the place of one: the same name but for its digest. */
async function successor(address) {
  const bare = (url) => new URL(url).pathname.replace(/\.[0-9a-f]{8}\./, ".");
  const cache = await caches.open(KEPT);
  const key = (await cache.keys()).find(({ url }) => bare(url) === bare(address));
  return key && cache.match(key);
}

/** Let go of the pages that were visited longest ago. */
async function trim(cache) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
}
