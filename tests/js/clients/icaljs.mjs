// Expands the events of calendar files with ical.js (Thunderbird's parser), as its documentation shows.
//
// node icaljs.mjs UNTIL FILE...   UNTIL: 2028-01-01T00:00:00Z, no later start is printed
// Prints JSON: one list of instances a file.
import {readFileSync} from 'node:fs';
import ICAL from 'ical.js';

const [until, ...files] = process.argv.slice(2);
const limit = Date.parse(until) / 1000;

function stamp(time) {
  if (time.isDate) return time.toString();
  return new Date(time.toUnixTime() * 1000).toISOString().replace('.000', '');
}

function seconds(time) {
  return time.isDate ? Date.parse(`${time.toString()}T00:00:00Z`) / 1000 : time.toUnixTime();
}

function instance(component, start, end) {
  return {
    uid: component.getFirstPropertyValue('uid'),
    start: stamp(start),
    end: stamp(end),
    all_day: start.isDate,
    cancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
    summary: component.getFirstPropertyValue('summary') ?? '',
  };
}

// The library's own way of finding overrides takes those of other events too, so they are matched by UID here.
function expand(components) {
  const found = [];
  const isOverride = (component) => component.hasProperty('recurrence-id');
  const overrides = new Map();
  for (const component of components.filter(isOverride)) {
    const uid = component.getFirstPropertyValue('uid');
    overrides.set(uid, [...(overrides.get(uid) ?? []), component]);
  }
  for (const component of components.filter((c) => !isOverride(c))) {
    const uid = component.getFirstPropertyValue('uid');
    const event = new ICAL.Event(component, {exceptions: overrides.get(uid) ?? []});
    overrides.delete(uid);
    if (!event.isRecurring()) {
      found.push(instance(component, event.startDate, event.endDate));
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next && seconds(next) < limit; next = iterator.next()) {
      const {item, startDate, endDate} = event.getOccurrenceDetails(next);
      found.push(instance(item.component, startDate, endDate));
    }
  }
  for (const component of [...overrides.values()].flat()) {
    const event = new ICAL.Event(component);
    found.push(instance(component, event.startDate, event.endDate));
  }
  return found;
}

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return expand(calendar.getAllSubcomponents('vevent'));
}

console.log(JSON.stringify(files.map(read)));
