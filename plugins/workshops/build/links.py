"""What pages ask of the feeds: address, name, how many dates are coming, when the next is."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ..feeds import Feed, FeedPlan, feed_name
from ..language import Language
from ..shifts import ShiftFeed, listed_shifts, shift_feed_name, shift_feeds
from ..views.base import FeedLink
from ..zones import load_zone


class FeedLinks:
    """The feeds of one plan as pages show them, in every language."""

    def __init__(self, plan: FeedPlan, languages: Mapping[str, Language]) -> None:
        self.plan, self.languages = plan, languages
        self._shifts: list[ShiftFeed] | None = None
        self._links: dict[tuple[str, str], FeedLink] = {}
        self._by_facet = {feed.filters[0]: feed for feed in plan.feeds if feed.kind == "facet"}

    def _ahead(self, feed: Feed) -> tuple[int, date | None]:
        """Return how many dates of a feed are coming, and the day of the next; the same in every language."""
        count, first = feed.ahead
        return count, self._day(first) if first else None

    def link(self, feed: Feed, lang: str) -> FeedLink:
        """Return one feed in one language."""
        found = self._links.get((feed.address, lang))
        if found is None:
            facet, key = feed.filters[0] if feed.kind == "facet" else ("archive" if feed.kind == "archive" else "", "")
            found = self._links[(feed.address, lang)] = FeedLink(
                self.plan.catalog.site.folder(lang) + feed.address, feed_name(self.plan.catalog, feed, self.languages[lang]),
                *self._ahead(feed), facet, key)
        return found

    def _day(self, seconds: int) -> date:
        return datetime.fromtimestamp(seconds, load_zone(self.plan.catalog.site.timezone)).date()

    def for_facet(self, facet: str, key: str, lang: str) -> FeedLink | None:
        """Return the feed of one program, town, venue, organizer, audience, language or mode."""
        feed = self._by_facet.get((facet, key))
        return self.link(feed, lang) if feed else None

    def shifts(self, lang: str) -> list[FeedLink]:
        """Return the feeds of volunteer shifts, that of all shifts first; none where nobody was ever asked for."""
        catalog = self.plan.catalog
        if not catalog.site.has_output("shifts"):
            return []
        if self._shifts is None:
            self._shifts = shift_feeds(catalog, listed_shifts(catalog, self.plan.now))
        return [self._of_shifts(feed, lang) for feed in self._shifts] if len(self._shifts) > 1 else []

    def _of_shifts(self, feed: ShiftFeed, lang: str) -> FeedLink:
        site, (count, first) = self.plan.catalog.site, feed.coming
        return FeedLink(site.folder(lang) + feed.address, shift_feed_name(site, feed, self.languages[lang]), count,
                        self._day(first) if first else None, "shifts", next(iter(feed.filters.values()), ""))

    def all(self, lang: str) -> list[FeedLink]:
        """Return every feed, the one of everything first."""
        return [*(self.link(feed, lang) for feed in self.plan.feeds), *self.shifts(lang)]

    def event(self, slug: str, lang: str) -> str:
        """Return the address of an event's own file."""
        return f"{self.plan.catalog.site.folder(lang)}events/{slug}/event.ics"
