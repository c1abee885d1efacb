// Dates, times and numbers in words, as the pages say them; all tables come from the index (`calendar`).

const DAY = 1440;

/** Put values into a sentence: `{n} dates`. */
export const put = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

/** A text with a capital first letter; weekdays and months are small in Spanish. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** What says dates and times in one language. */
export class Words {
  constructor(index) {
    this.tables = index.calendar;
    this.words = index.words;
    this.tag = index.language;
  }

  /** A sentence of the interface with its values; "" where kept data of an older build do not have it yet. */
  say(name, values = {}) {
    return put(this.words[name] ?? '', values);
  }

  /** A whole number with separators. */
  number(n) {
    return n < 1000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, this.tables.thousands);
  }

  /** A sentence in the form that a number takes. */
  plural(name, n, values = {}) {
    const { plural } = this.tables;
    const forms = this.words[name] ?? ['{n}'];
    const form = Number(plural[n < 200 ? Math.floor(n) : 100 + (Math.floor(n) % 100)]);
    return put(forms[Math.min(form, forms.length - 1)], { n: this.number(n), ...values });
  }

  /** A day counted from 1970, in one of the language's patterns: long, day, short, medium. */
  day(pattern, day) {
    const date = new Date(day * 86400000);
    const weekday = (date.getUTCDay() + 6) % 7;
    const month = date.getUTCMonth();
    const { weekdays, weekdaysShort, months, monthsShort, monthsAlone, patterns } = this.tables;
    return put(patterns[pattern], {
      weekday: weekdays[weekday],
      weekday_short: weekdaysShort[weekday],
      day: String(date.getUTCDate()),
      month: months[month],
      month_short: monthsShort[month],
      month_alone: monthsAlone[month],
      number: String(month + 1),
      year: String(date.getUTCFullYear()),
    });
  }

  /** `2026-12` → December 2026. */
  month(iso) {
    return this.day('month', Date.parse(`${iso}-01T00:00:00Z`) / 86400000);
  }

  /** A wall time in minutes: 6 pm, 6:30 pm, noon. */
  time(wall) {
    const minutes = ((wall % DAY) + DAY) % DAY;
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
    const { halves, midnight, noon } = this.tables;
    if (!halves.length) return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    if (minute === 0 && hour === 0 && midnight) return midnight;
    if (minute === 0 && hour === 12 && noon) return noon;
    return put(halves[hour < 12 ? 0 : 1], { clock: clockOf(hour, minute) });
  }

  /** Two wall times: 6 to 7 pm, 11 am to 1 pm. */
  times(start, end) {
    let first = this.time(start);
    const { halves } = this.tables;
    const [hour, minute] = hourOf(start);
    const onOneDay = start < end && Math.floor(start / DAY) === Math.floor(end / DAY);
    if (halves.length && onOneDay && (hour < 12) === (hourOf(end)[0] < 12) && first.includes(clockOf(hour, minute))) first = clockOf(hour, minute);
    return put(this.tables.times, { start: first, end: this.time(end) });
  }

  /** From one day to another, both included; the year stands once where it is the same. */
  days(first, last) {
    if (first === last) return this.day('long', first);
    const year = (day) => new Date(day * 86400000).getUTCFullYear();
    const start = this.day(year(first) === year(last) ? 'day' : 'long', first);
    return put(this.tables.dates, { start, end: this.day('long', last) });
  }

  /** The words for the day (or days) and for the hours of a date, as cards show them. */
  span(date) {
    const short = date.ends - date.begins <= DAY + 60;
    if (date.allDay) return { day: capital(short ? this.day('medium', date.first) : this.days(date.first, date.last)), hours: this.say('allDay') };
    const end = Math.floor(date.wallEnd / DAY);
    const hours = this.times(date.wall, date.wallEnd);
    const untilMidnight = date.wallEnd % DAY === 0 && date.wallEnd - date.wall < DAY;
    const morning = hourOf(date.wallEnd)[0] < 12;
    const overnight = end - date.first === 1 && (morning || date.wallEnd - date.wall < DAY) && !untilMidnight;
    const day = short ? this.day('medium', date.first) : overnight ? this.day('long', date.first) : this.days(date.first, end);
    return { day: capital(day), hours: overnight ? this.say(morning ? 'nextMorning' : 'nextDay', { hours }) : hours };
  }

  /** A list in words: A, B and C. */
  list(parts) {
    if (parts.length < 2) return parts[0] ?? '';
    this.lists ??= new Intl.ListFormat(this.tag);
    return this.lists.format(parts);
  }
}

function hourOf(wall) {
  const minutes = ((wall % DAY) + DAY) % DAY;
  return [Math.floor(minutes / 60), minutes % 60];
}

function clockOf(hour, minute) {
  const shown = String(hour % 12 || 12);
  return minute ? `${shown}:${String(minute).padStart(2, '0')}` : shown;
}
