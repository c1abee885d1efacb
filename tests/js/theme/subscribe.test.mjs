// Which calendar fits what somebody chose: exactly, or the nearest wider one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, filtersOf } from "../../../theme/static/js/subscribe.js";

const feed = (path, count) => ({ filters: filtersOf(`webcal://alder.test/es/feeds/${path}.ics`), count, path });
const feeds = [
  feed("all", Infinity), feed("discreet", 9), feed("archive/2026", 0), feed("shifts/town/alder", 2), feed("town/alder", 12), feed("audience/parents", 5),
  feed("program/narcan", 7), feed("program/narcan/town/alder", 3), feed("town/alder/audience/parents", 1),
];
const chosen = (wanted) => { const { feed, exact } = choose(feeds, wanted); return [feed.path, exact]; };

test("an address says what its feed filters by", () => {
  assert.deepEqual(filtersOf("webcal://x.test/feeds/all.ics"), {});
  assert.deepEqual(filtersOf("webcal://x.test/feeds/site/feeds/program/narcan/town/alder.ics"), { program: "narcan", town: "alder" });
  assert.equal(filtersOf("webcal://x.test/feeds/discreet.ics"), null);
});

test("nothing chosen is everything", () => assert.deepEqual(chosen({ town: "", program: "" }), ["all", true]));
test("one choice and a pair have feeds of their own", () => {
  assert.deepEqual(chosen({ town: "alder", program: "" }), ["town/alder", true]);
  assert.deepEqual(chosen({ town: "alder", program: "narcan" }), ["program/narcan/town/alder", true]);
});
test("where there is no feed for all that was chosen, the nearest wider one is offered", () => {
  assert.deepEqual(chosen({ program: "narcan", audience: "parents" }), ["audience/parents", false]);
  assert.deepEqual(chosen({ town: "alder", program: "narcan", audience: "parents" }), ["town/alder/audience/parents", false]);
  assert.deepEqual(chosen({ town: "millbrook" }), ["all", false]);
});
