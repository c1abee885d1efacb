// Opening hours as the kit page says them: breaks, nights, closed days, weeks that begin on any day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateAt, unpack } from "../../../theme/static/js/hours.js";

const at = (day, clock) => ({ day, minutes: Number(clock.split(":")[0]) * 60 + Number(clock.split(":")[1]) });
// Monday 9-12 and 13-17, Tuesday closed, Wednesday 20-2, Thursday to Saturday closed, Sunday 9-13
const week = unpack("540-720,780-1020;;1200-120;;;;540-780");
const none = new Set();

test("open in the morning, closed at noon, open again", () => {
  assert.deepEqual(stateAt(week, none, at("2026-12-07", "9:00")), { open: true, until: 720 });
  assert.deepEqual(stateAt(week, none, at("2026-12-07", "12:00")), { open: false, days: 0, opens: 780 });
  assert.deepEqual(stateAt(week, none, at("2026-12-07", "16:59")), { open: true, until: 1020 });
});

test("after closing, the next opening is days away", () => {
  assert.deepEqual(stateAt(week, none, at("2026-12-07", "17:00")), { open: false, days: 2, opens: 1200 });
  assert.deepEqual(stateAt(week, none, at("2026-12-11", "8:00")), { open: false, days: 2, opens: 540 });
});

test("a night that goes past midnight", () => {
  assert.deepEqual(stateAt(week, none, at("2026-12-09", "23:30")), { open: true, until: 120 });
  assert.deepEqual(stateAt(week, none, at("2026-12-10", "1:59")), { open: true, until: 120 });
  assert.deepEqual(stateAt(week, none, at("2026-12-10", "2:00")).open, false);
});

test("a closed day is skipped, and so is the night that would begin on it", () => {
  const closed = new Set(["2026-12-07", "2026-12-09"]);
  assert.deepEqual(stateAt(week, closed, at("2026-12-07", "10:00")), { open: false, days: 6, opens: 540 });
  assert.equal(stateAt(week, closed, at("2026-12-10", "1:00")).open, false);
});

test("hours that run on over midnight as two ranges end with the second", () => {
  const late = unpack("600-1440;0-180,600-1440;;;;;");
  assert.deepEqual(stateAt(late, none, at("2026-12-07", "23:00")), { open: true, until: 180 });
});

test("never open", () => {
  assert.deepEqual(stateAt(unpack(";;;;;;"), none, at("2026-12-07", "10:00")), { open: false });
});
