"""What the core must know of the site: its name, address, languages, time zone and switches.

The glue makes one `Site` from Pelican's settings; the core never sees a settings dictionary.
"""
from __future__ import annotations

from dataclasses import dataclass, field

AUDIENCES = ("everyone", "parents", "students", "educators", "community-leaders", "first-responders", "health-workers",
             "employers", "faith-communities", "seniors", "veterans", "volunteers")
ACCESSIBILITY = ("step-free", "asl", "cart", "captions", "hearing-loop", "quiet-room", "scent-free", "large-print",
                 "accessible-restroom", "accessible-parking", "service-animals", "seating")
SUPPORTS = ("childcare", "food", "transit-pass", "parking", "stipend", "handouts", "naloxone-kit")
FACETS = ("program", "town", "venue", "organizer", "audience", "language", "mode")
"""The order in which facets stand in the address of a pair."""
FEED_KINDS = ("all", *FACETS, "discreet", "archive")
PAGE_KINDS = ("home", "event", "events", "program", "town", "venue", "organizer", "audience", "month", "archive",
              "subscribe", "volunteer", "kits", "find", "search", "embed", "content", "missing", "styleguide")

OUTPUT_KINDS = ("index", "atom", "json", "digest", "shifts", "api", "csv", "finder", "qr", "aliases", "manifest", "sitemap", "robots",
                "status")


@dataclass(frozen=True, slots=True)
class Site:
    """Settings of the core; every field has a default that suits a county in the United States."""

    url: str = "https://example.org"
    """Address without a slash at the end; stands in feeds and other absolute links only."""
    name: str = "Community events"
    names: dict[str, str] = field(default_factory=dict)
    """The name in further languages."""
    lang: str = "en"
    languages: tuple[str, ...] = ("en",)
    """Languages of the site, the default one first."""
    timezone: str = "America/New_York"
    content: str = "content"
    """How the content folder is called in messages."""
    audiences: tuple[str, ...] = AUDIENCES
    accessibility: tuple[str, ...] = ACCESSIBILITY
    supports: tuple[str, ...] = SUPPORTS
    uid_domain: str = "events.invalid"
    """Ends provisional uids; set once, before the first build."""
    facet_pairs: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] | None = None
    """Which feeds are written: facets, `all`, `discreet`, `archive`; None for every one."""
    pages: tuple[str, ...] | None = None
    """Which pages are written, see `PAGE_KINDS`; None for every one."""
    outputs: tuple[str, ...] | None = None
    """Which outputs besides pages and calendar feeds are written (`OUTPUT_KINDS`); None for every one."""
    feed_bytes: int | None = 500_000
    """Most bytes of one feed; None for no bound."""
    feed_months_back: int = 12
    feed_bodies: bool = True
    show_cancelled: bool = False
    """Publish cancelled events as CONFIRMED with the prefix, since Google hides cancelled ones."""
    discreet_name: dict[str, str] = field(default_factory=lambda: {"en": "My calendar", "es": "Mi calendario"})
    discreet_title: dict[str, str] = field(default_factory=lambda: {"en": "Community event", "es": "Evento comunitario"})
    holidays: tuple[str, ...] = ()
    """Dates (2027-12-24) or names of holidays on which a series is probably not meant to meet."""
    kit_days: int = 120
    """A kit site whose last check is longer ago is marked, and reported to whoever keeps the site."""
    check_words: bool = True
    """Warn of stigmatizing words."""

    def name_in(self, lang: str) -> str:
        """Return the site's name in one language."""
        return self.names.get(lang, self.name)

    def has_feed(self, kind: str) -> bool:
        """Whether feeds of a kind (`all`, `discreet`, `archive`) or of a facet are written."""
        return self.feeds is None or kind in self.feeds

    def has_page(self, kind: str) -> bool:
        """Whether pages of a kind are written."""
        return self.pages is None or kind in self.pages

    def has_output(self, kind: str) -> bool:
        """Whether an output of a kind (`OUTPUT_KINDS`) is written."""
        return self.outputs is None or kind in self.outputs

    def folder(self, lang: str) -> str:
        """Return the folder of a language: "" for the default one, else `es/`."""
        return "" if lang == self.lang else f"{lang}/"
