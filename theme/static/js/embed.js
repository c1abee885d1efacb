// The script of a frame in somebody else's page: takes out what has ended, and keeps nothing on the visitor's device.
import next from "./next.js";

for (const list of document.querySelectorAll("[data-module=next]")) {
  next(list);
}
