/* The preview's own script; it is in no published page. Reloads the page after a build, shows what is wrong. */
(() => {
  "use strict";
  const shown = document.currentScript.dataset.build;
  const root = "/.workshops/";
  let source;
  let banner;

  /* A mistake stands at the foot of the window until it is mended; the page above is the last good one. */
  const tell = (problem) => {
    if (!problem) {
      banner?.remove();
      banner = undefined;
      return;
    }
    if (!banner) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = `${root}reload.css`;
      banner = document.createElement("section");
      banner.id = "workshops-preview-problem";
      banner.setAttribute("role", "alert");
      banner.append(style, document.createElement("h2"), document.createElement("pre"));
      banner.querySelector("h2").textContent = "The last edit has a mistake. This is the last good page.";
      document.body.append(banner);
    }
    banner.querySelector("pre").textContent = problem;
  };

  /* A hidden tab lets go of its connection: browsers allow only six to one server. */
  const listen = () => {
    if (source) return;
    source = new EventSource(`${root}events`);
    source.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      if (state.build === shown) tell(state.problem);
      else location.reload();
    });
  };
  const rest = () => {
    source?.close();
    source = undefined;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => event.persisted && listen());
  if (!document.hidden) listen();
  navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
})();
