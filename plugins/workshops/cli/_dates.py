"""Days on the command line: with or without a year, and `today`."""
from __future__ import annotations

from datetime import date

from ._app import App


def today(app: App) -> date:
    """Return the day it is at the site."""
    from ..zones import load_zone

    return app.now.astimezone(load_zone(app.site.timezone)).date()


def day_option(app: App, text: str | None, option: str) -> date | None:
    """Read the day that an option names; a missing year is the one nearest to today. A usage error if it is none."""
    if text is None:
        return None
    from ..revise import read_day_near
    from ..when import WhenError
    from ._edit import when_problem

    now = today(app)
    try:
        return read_day_near(text, now, today=now)
    except WhenError as error:
        raise when_problem(error, option) from None
