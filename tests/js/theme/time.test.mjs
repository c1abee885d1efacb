// Moments, wall clocks of other zones, and the way people say a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wayFor } from "../../../theme/static/js/directions.js";
import { addDays, clock, isOver, wallClock, weekdayOf } from "../../../theme/static/js/time.js";

test("an event is over when its end is reached, and one without an end never is", () => {
  const end = Date.parse("2026-12-09T00:00Z");
  assert.equal(isOver("2026-12-09T00:00Z", end - 1), false);
  assert.equal(isOver("2026-12-09T00:00Z", end), true);
  assert.equal(isOver("", end), false);
});

test("the wall clock of a zone, through midnight and through the change to summer time", () => {
  assert.deepEqual(wallClock(new Date("2026-12-09T04:30Z"), "America/New_York"),
    { day: "2026-12-08", weekday: 1, minutes: 23 * 60 + 30 });
  assert.deepEqual(wallClock(new Date("2026-12-09T05:00Z"), "America/New_York"),
    { day: "2026-12-09", weekday: 2, minutes: 0 });
  assert.equal(wallClock(new Date("2027-03-14T07:00Z"), "America/New_York").minutes, 180);
});

test("days across a month, a year and a leap day", () => {
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2027-03-01", -1), "2027-02-28");
  assert.equal(weekdayOf("2026-12-07"), 0);
});

test("times as people say them", () => {
  assert.equal(clock(16 * 60, "en"), "4 pm");
  assert.equal(clock(9 * 60 + 30, "en"), "9:30 am");
  assert.equal(clock(0, "en"), "midnight");
  assert.equal(clock(720, "en"), "noon");
  assert.equal(clock(750, "en"), "12:30 pm");
  assert.match(clock(16 * 60 + 30, "es"), /^4:30 p\.\s?m\.$/);
});

test("directions open the phone's own map, and a web map elsewhere", () => {
  const geo = "geo:42.6,-77.0?q=120%20Elm%20Street";
  assert.equal(wayFor("Mozilla/5.0 (iPhone; CPU)", geo, "https://x"), "maps:?daddr=120%20Elm%20Street");
  assert.equal(wayFor("Mozilla/5.0 (Linux; Android 14)", geo, "https://x"), geo);
  assert.equal(wayFor("Mozilla/5.0 (X11; Linux x86_64)", geo, "https://x"), "https://x");
});
