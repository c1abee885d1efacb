"""What every page of one language has around its own matter: navigation, footer, and the site's name and
notices.
"""

from __future__ import annotations

from typing import Any

from .base import Views
from .content import menu
from .lines import help_lines, local, site_data
from .words import N_

LOGO = 36
"""Height of the logo in pixels, as in `masthead.css`."""
NAVIGATION = (
    ("calendar/", N_("Calendar"), "calendar-days"),
    ("find/", N_("Find"), "search"),
    ("subscribe/", N_("Subscribe"), "bell"),
    ("naloxone/", N_("Get a kit"), "package"),
    ("volunteer/", N_("Volunteer"), "hand-heart"),
)
NEWS = (
    ("atom", "application/atom+xml", "feeds/all.atom"),
    ("json", "application/feed+json", "feeds/all.json"),
)
"""News feeds: the output that writes each, its type and address."""
EXPLORE = (
    ("programs/", N_("Programs")),
    ("towns/", N_("Towns")),
    ("venues/", N_("Places")),
    ("organizers/", N_("Hosts")),
    ("audiences/", N_("For whom")),
    ("archive/", N_("Past events")),
)


def shell_data(views: Views, lang: str, section: str) -> dict[str, Any]:
    """The variables of the constant parts; `section` is marked in the navigation."""
    language = views.language(lang)
    has_emergency = any(slug == "emergency" for slug, _ in views.catalog.pages)
    return {
        "navigation": [(address, language.gettext(text), icon, address == section) for address, text, icon in NAVIGATION],
        "explore": [(address, language.gettext(text)) for address, text in EXPLORE],
        "menu": menu(views, lang),
        "lines": help_lines(views, lang),
        "section": section,
        "news": [(kind, address) for output, kind, address in NEWS if views.site.has_output(output)],
        "feed": next(iter(views.feeds.all(lang)), None),
        "emergency": f"{views.site.folder(lang)}emergency/" if has_emergency else "",
    }


def site_variables(views: Views, lang: str) -> dict[str, Any]:
    """The variable `site`: name, who runs it, notices."""
    data = site_data(views)
    return {
        "name": views.site.name_in(lang),
        "owner": local(data, "name", lang) or views.site.name_in(lang),
        "url": views.site.url,
        "contact": data.get("contact", ""),
        "phone": data.get("phone", ""),
        "sample": str(data.get("sample", "no")).lower() in ("yes", "true", "1"),
        "notice": local(data, "notice", lang),
        "logo": data.get("logo", ""),
        "logo_width": logo_width(views, str(data.get("logo", ""))),
    }


def logo_width(views: Views, logo: str) -> int:
    """Return how wide the logo is at the height of the site's name, in pixels."""
    width, height = views.catalog.pictures.get(logo, (LOGO, LOGO))
    return max(1, round(LOGO * width / height))
