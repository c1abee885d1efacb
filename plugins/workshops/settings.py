"""Pelican's settings → what the core needs to know of the site. Pure: a dictionary in, a `Site` out."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .errors import SettingsError
from .site import ACCESSIBILITY, AUDIENCES, FACETS, FEED_KINDS, OUTPUT_KINDS, PAGE_KINDS, SUPPORTS, Site
from .zones import UnknownZone, load_zone

PREFIX = "WORKSHOPS_"
KNOWN = {
    "LANGUAGES",
    "NAMES",
    "AUDIENCES",
    "ACCESSIBILITY",
    "SUPPORTS",
    "UID_DOMAIN",
    "FACET_PAIRS",
    "FEEDS",
    "OUTPUTS",
    "FEED_BYTES",
    "FEED_MONTHS_BACK",
    "FEED_BODIES",
    "SHOW_CANCELLED",
    "DISCREET_NAME",
    "DISCREET_TITLE",
    "HOLIDAYS",
    "KIT_DAYS",
    "CHECK_WORDS",
    "STRICT",
    "FULL_SITE",
    "PAGES",
    "TIMINGS",
}


def site_from(settings: Mapping[str, Any], content: str = "content") -> Site:
    """Make the core's settings of Pelican's; raises `SettingsError` naming the setting that makes no sense."""
    def own(name: str, default: Any) -> Any:
        return settings.get(PREFIX + name, default)

    for name in settings:
        if isinstance(name, str) and name.startswith(PREFIX) and name[len(PREFIX):] not in KNOWN:
            raise SettingsError(f"{name} is not a setting; known are {', '.join(PREFIX + n for n in sorted(KNOWN))}")
    zone = settings.get("TIMEZONE") or "UTC"
    try:
        load_zone(zone)
    except UnknownZone as error:
        raise SettingsError(f"TIMEZONE: {error}") from None
    lang = settings.get("DEFAULT_LANG") or "en"
    languages = tuple(dict.fromkeys((lang, *own("LANGUAGES", ()))))
    pairs = tuple((a, b) for a, b in own("FACET_PAIRS", ()))
    for pair in pairs:
        if not set(pair) <= set(FACETS) or FACETS.index(pair[0]) >= FACETS.index(pair[1]):
            raise SettingsError(f"{PREFIX}FACET_PAIRS: {pair!r} is not a pair of facets in the order {', '.join(FACETS)}")
    feeds, shown = _kinds("FEEDS", own("FEEDS", None), FEED_KINDS), own("PAGES", None)
    shown = _kinds("PAGES", shown if isinstance(shown, (list, tuple)) else None, PAGE_KINDS)
    outputs = _kinds("OUTPUTS", own("OUTPUTS", None), OUTPUT_KINDS)
    url = (settings.get("SITEURL") or "").rstrip("/") or "https://example.org"
    defaults = Site()
    return Site(
        url=url,
        name=settings.get("SITENAME") or defaults.name,
        names=dict(own("NAMES", {})),
        lang=lang,
        languages=languages,
        timezone=zone,
        content=content,
        audiences=tuple(own("AUDIENCES", AUDIENCES)),
        accessibility=tuple(own("ACCESSIBILITY", ACCESSIBILITY)),
        supports=tuple(own("SUPPORTS", SUPPORTS)),
        uid_domain=own("UID_DOMAIN", urlsplit(url).hostname or "events.invalid"),
        facet_pairs=pairs,
        feeds=feeds,
        pages=shown,
        outputs=outputs,
        feed_bytes=own("FEED_BYTES", defaults.feed_bytes),
        feed_months_back=own("FEED_MONTHS_BACK", defaults.feed_months_back),
        feed_bodies=own("FEED_BODIES", True),
        show_cancelled=bool(own("SHOW_CANCELLED", False)),
        discreet_name=own("DISCREET_NAME", defaults.discreet_name),
        discreet_title=own("DISCREET_TITLE", defaults.discreet_title),
        holidays=tuple(own("HOLIDAYS", ())),
        kit_days=_days("KIT_DAYS", own("KIT_DAYS", defaults.kit_days)),
        check_words=bool(own("CHECK_WORDS", True)),
    )


def _days(name: str, wanted: Any) -> int:
    """Check a number of days."""
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
        raise SettingsError(f"{PREFIX}{name}: {wanted!r} is not a number of days; write for example 120")
    return wanted


def _kinds(name: str, wanted: Any, known: tuple[str, ...]) -> tuple[str, ...] | None:
    """Check a list of kinds; None, as it is by default, means all of them."""
    for kind in wanted or ():
        if kind not in known:
            raise SettingsError(f"{PREFIX}{name}: {kind!r} is not known; known are {', '.join(known)}")
    return None if wanted is None else tuple(wanted)
