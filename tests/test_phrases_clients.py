"""Calendar programs show the same dates for every rule that a phrase may give and that is published as a rule."""

from __future__ import annotations

from datetime import date, datetime

import clients
import pytest
from clients import CLIENTS, Missing
from hardcases import NEW_YORK, WINDOW, Case, each, vevent
from test_phrases import ROWS
from workshops.phrases import expand, first_on_or_after, parse_repeat, written_out
from workshops.zones import load_zone, to_utc

LAST = date(2030, 12, 31)


def feeds() -> dict[str, tuple[bytes, tuple[clients.Instance, ...]]]:
    """Rule → a feed with a series of it from the winter of 2026 on, and its dates as we work them out."""
    found = {}
    for rule in sorted({row[2] for row in ROWS}):
        read = parse_repeat(f"RRULE:{rule}").rule
        if read.needs_singles:
            continue
        start = first_on_or_after(read, datetime(2026, 12, 1, 18), date(2026, 12, 1))
        assert isinstance(start, datetime)
        days = expand(read, start, until=LAST)
        until = to_utc(datetime.combine(days[-1], start.time()), load_zone(NEW_YORK))
        text = written_out(read, start).to_rrule(until=until)
        event = vevent(NEW_YORK, f"{start:%Y%m%dT180000}", f"{start:%Y%m%dT190000}", f"RRULE:{text}")
        means = tuple(each(NEW_YORK, [f"{day:%Y-%m-%d}" for day in days], "18:00", "19:00"))
        found[rule] = (Case(rule, event, means).feed(), means)
    return found


@pytest.mark.parametrize("client", [name for name in CLIENTS if name != "vdirsyncer"])
def test_every_client_shows_the_dates_of_every_phrase(client: str) -> None:
    try:
        differences = clients.compare(client, feeds(), WINDOW)
    except Missing as part:
        pytest.skip(f"missing part: {part}")
    assert {rule: f"lacks {lacking[:2]}, shows {surplus[:2]}" for rule, (lacking, surplus) in differences.items()} == {}
