"""QR codes for the subscribe page and for posters: one small picture for each calendar feed.

A code leads to the feed's place on the subscribe page, not to the feed: a phone's camera opens every web address, but
only iPhones know what to do with a calendar's, and people see what they would subscribe to before they do.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby

import segno

from ..feeds import feed_id
from ..job import Job
from .base import Context, Jobs

QUIET = 4
"""Width of the empty border in modules (ISO/IEC 18004 asks for 4)."""
MASK = 2
"""One mask for all: readers know it from the code itself, and trying all eight costs three times the rest."""


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
    rows = segno.make_qr(text, error="m", mask=MASK, boost_error=False).matrix
    size = len(rows) + 2 * QUIET
    path = "".join(f"M{QUIET} {y + QUIET}.5{_dashes(row)}" for y, row in enumerate(rows))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
            f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>\n').encode()


def _dashes(row: bytes | bytearray) -> str:
    """Write one row as a line with gaps: `h7m2 0h1` is seven dark modules, two light ones, one dark one."""
    runs = [(dark, len(list(run))) for dark, run in groupby(row)]
    return "".join(f"h{length}" if dark else f"m{length} 0" for dark, length in runs)
