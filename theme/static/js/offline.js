// Keeps what one may need without a network, and says so when a page is a kept copy.

/** Start the service worker; `root` is the address of the site's first folder. */
export function keep(root) {
  if ("serviceWorker" in navigator && globalThis.isSecureContext) {
    const alone = !navigator.serviceWorker.controller;
    navigator.serviceWorker.register(new URL("sw.js", root)).then(() => navigator.serviceWorker.ready).then(({ active }) => alone && report(active)).catch(() => {
      // a host may forbid it: the site works without
    });
  }
}

/** Tell the worker what this page had loaded before it was in charge, so that one visit is enough to come back offline. */
function report(worker) {
  worker.postMessage({ page: location.href.split(/[?#]/)[0] });
  new PerformanceObserver((list) => {
    const files = list.getEntries().filter(({ workerStart }) => workerStart === 0).map(({ name }) => name);
    if (files.length) worker.postMessage({ files });
  }).observe({ type: "resource", buffered: true });
}

/** Say on a kept copy since when it is kept. */
export function tell(body = document.body) {
  const { saved, offline } = body.dataset;
  if (!saved) {
    return;
  }
  const notice = document.createElement("p");
  notice.className = "offline";
  notice.setAttribute("role", "status");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(saved));
  notice.textContent = offline.replace("{when}", when);
  document.querySelector("main").prepend(notice);
}
