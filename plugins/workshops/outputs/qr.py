"""QR codes for the subscribe page and for posters: one small picture for each calendar feed.

A code leads to the feed's place on the subscribe page, not to the feed: a phone's camera opens every web address, but
only iPhones know what to do with a calendar's, and people see what they would subscribe to before they do.
"""

from __future__ import annotations

import re
from functools import partial

from ..feeds import feed_id
from ..job import Job
from .base import Context, Jobs
from .qrcode import rows_of

QUIET = 4
"""Width of the empty border in modules (ISO/IEC 18004 asks for 4)."""
_RUNS = re.compile("1+|0+")
_DASHES = {digit * length: f"h{length}" if digit == "1" else f"m{length} 0" for digit in "01" for length in range(1, 178)}
"""`h7` is a line of seven dark modules, `m2 0` a gap of two light ones."""


def qr_jobs(context: Context) -> Jobs:
    """Give `subscribe/qr/<address of the feed>.svg` of every feed in every language, where there is a subscribe page."""
    if not context.site.has_page("subscribe"):
        return
    addresses = [feed.address for feed in context.plan.feeds] + [feed.address for feed in context.shift_feeds]
    for lang in context.languages:
        folder = context.site.folder(lang.tag)
        for address in addresses:
            target = f"{context.root(lang)}subscribe/#{feed_id(folder + address)}"
            name = f"{folder}subscribe/qr/{address.removesuffix('.ics')}.svg"
            yield Job(name, target.encode(), partial(picture, target))


def picture(text: str) -> bytes:
    """Draw a QR code as SVG, one unit a module: dark on light with its quiet zone, whatever colours the page has."""
    rows = rows_of(text)
    size = len(rows) + 2 * QUIET
    path = "".join([f"M{QUIET} {y + QUIET}.5{''.join([_DASHES[run] for run in _RUNS.findall(row)])}" for y, row in enumerate(rows)])
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
            f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>\n').encode()
