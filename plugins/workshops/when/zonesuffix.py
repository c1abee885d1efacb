"""What may stand behind a time: a time zone (`America/Chicago`), `Z`, or a distance from it (`-05:00`).

Abbreviations are refused: `CST` is Chicago to one reader and Shanghai to another, and it hides daylight
saving time. The name of a zone is only recognized here; whether there is one of that name, `zones` knows.
"""

import re
from datetime import timedelta

from .error import WhenError
from .lazy import Lazy
from .text import shown

ABBREVIATIONS: dict[str, str] = {
    **dict.fromkeys(("est", "edt", "et", "eastern", "eastern time", "hora del este"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct", "central", "central time", "hora central"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt", "mountain time", "hora de la montana"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt", "pacific", "pacific time", "hora del pacifico"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt", "akt", "alaska time"), "America/Anchorage"),
    **dict.fromkeys(("hst", "hawaii time"), "Pacific/Honolulu"),
    **dict.fromkeys(("ast", "adt", "atlantic time"), "America/Puerto_Rico"),
    **dict.fromkeys(("cet", "cest"), "Europe/Madrid"),
}
"""Zone names by the folded abbreviation that people write for them."""

_NAME = Lazy(r"[ (\[]{1,2}(?P<zone>[A-Za-z][A-Za-z_]+(?:/[A-Za-z][A-Za-z0-9_+\-]*)+)[)\]]?$")
_ZERO = Lazy(r"(?:(?<=\d)Z|[ (]+(?:Z|UTC|GMT)\)?)$", re.IGNORECASE)
_OFFSET = Lazy(
    r"(?P<t>T)?(?P<h>\d{1,2}):(?P<m>\d{2})(?P<s>:\d{2}(?:\.\d+)?)?"
    r"(?P<off> ?(?P<sign>[+-])(?P<oh>\d{2}):?(?P<om>\d{2})?)$",
    re.IGNORECASE,
)
_SHORTS = "|".join(sorted(ABBREVIATIONS, key=len, reverse=True)).replace("montana", "monta[nñ]a")
_SHORT = Lazy(rf"[ (\d](?P<zone>{_SHORTS})\)?$", re.IGNORECASE)


def take_zone(text: str, given: str) -> tuple[str, str | None, timedelta | None]:
    """Cut what stands behind the time off clean `text`: (the rest, zone name, distance from UTC)."""
    if name := _NAME.search(text):
        before, _, offset = take_zone(text[: name.start()], given)  # `18:00-05:00[America/New_York]`
        return before, name["zone"], offset
    if zero := _ZERO.search(text):
        return text[: zero.start()], None, timedelta(0)
    if short := _SHORT.search(text):
        zone = ABBREVIATIONS[short["zone"].lower().replace("ñ", "n")]
        raise WhenError(
            f"{shown(given)}: the time zone '{short['zone']}' can mean several zones",
            f"Leave it out to use the event's own time zone, or write {zone}",
        )
    written = _OFFSET.search(text)
    if written is None or not _is_offset(written):
        return text, None, None
    length = timedelta(hours=int(written["oh"]), minutes=int(written["om"] or 0))
    return text[: written.start("off")], None, -length if written["sign"] == "-" else length


def _is_offset(match: re.Match[str]) -> bool:
    """Whether `18:00-05:00` is a distance from UTC; `18:00-19:00` is two times."""
    hours, minutes = int(match["oh"]), int(match["om"] or 0)
    if hours > 14 or minutes > 59 or (hours == 14 and minutes):
        return False
    exact = match["t"] or match["s"] or match["sign"] == "+"
    return bool(exact) or (hours, minutes) <= (int(match["h"]), int(match["m"]))
