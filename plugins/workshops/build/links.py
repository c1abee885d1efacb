"""What pages ask of the feeds: address, name, how many dates are coming, when the next is."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from ..feeds import Feed, FeedPlan, Group, feed_name
from ..language import Language
from ..views.base import FeedLink
from ..zones import load_zone


class FeedLinks:
    """The feeds of one plan as pages show them, in every language."""

    def __init__(self, plan: FeedPlan, languages: Mapping[str, Language]) -> None:
        self.plan, self.languages = plan, languages
        self.now = int(plan.now.astimezone(UTC).timestamp())
        self._coming: dict[int, tuple[int, int]] = {}
        self._links: dict[tuple[str, str], FeedLink] = {}
        self._by_facet = {feed.filters[0]: feed for feed in plan.feeds if feed.kind == "facet"}

    def _of_group(self, group: Group) -> tuple[int, int]:
        """Return how many dates of one uid are coming, and when the next begins."""
        found = self._coming.get(id(group))
        if found is None:
            schedule = group.entry.schedule
            begins = [o.begins for o in schedule.occurrences
                      if o.uid == group.uid and o.ends > self.now and schedule.details(o).status != "cancelled"]
            found = self._coming[id(group)] = (len(begins), min(begins, default=0))
        return found

    def link(self, feed: Feed, lang: str) -> FeedLink:
        """Return one feed in one language."""
        found = self._links.get((feed.address, lang))
        if found is None:
            coming = [self._of_group(group) for group in feed.groups if group.ends > self.now]
            count, first = sum(n for n, _ in coming), min((start for _, start in coming if start), default=0)
            facet, key = feed.filters[0] if feed.kind == "facet" else ("", "")
            found = self._links[(feed.address, lang)] = FeedLink(
                self.plan.catalog.site.folder(lang) + feed.address, feed_name(self.plan.catalog, feed, self.languages[lang]),
                count, self._day(first) if first else None, facet, key)
        return found

    def _day(self, seconds: int) -> date:
        return datetime.fromtimestamp(seconds, load_zone(self.plan.catalog.site.timezone)).date()

    def for_facet(self, facet: str, key: str, lang: str) -> FeedLink | None:
        """Return the feed of one program, town, venue, organizer, audience, language or mode."""
        feed = self._by_facet.get((facet, key))
        return self.link(feed, lang) if feed else None

    def all(self, lang: str) -> list[FeedLink]:
        """Return every feed, the one of everything first."""
        return [self.link(feed, lang) for feed in self.plan.feeds]

    def event(self, slug: str, lang: str) -> str:
        """Return the address of an event's own file."""
        return f"{self.plan.catalog.site.folder(lang)}events/{slug}/event.ics"
