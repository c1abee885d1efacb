"""An event as Pelican content, so that other plugins find it where they look."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from pelican import signals
from pelican.contents import Content

from ..catalog import Entry
from ..markup import shorten
from ..site import Site
from ..zones import load_zone


class Event(Content):  # type: ignore[misc]
    """One event of the catalog.

    Made light on purpose: Pelican's own constructor costs more than the rest of an event's build. `status` is
    Pelican's and always `published`; the event's own state is `event_status`.
    """

    default_template = "event"
    mandatory_properties = ("title",)

    def __init__(self, entry: Entry, site: Site, settings: Any, context: Any, source_path: str) -> None:
        self.entry, self.settings, self._context = entry, settings, context
        first = entry.schedule.occurrences[0].span
        begins = datetime.fromtimestamp(entry.begins, load_zone(first.zone))
        self.metadata = {"title": entry.event.title, "date": begins, "slug": entry.slug}
        self.title, self.slug, self.lang, self.date = entry.event.title, entry.slug, entry.lang, begins
        self.in_default_lang = entry.lang == site.lang
        self.translations: list[Any] = []
        self.status, self.event_status = "published", entry.event.status
        self.template = self.default_template
        self.override_url = f"events/{entry.slug}/"
        self.override_save_as = f"events/{entry.slug}/index.html"
        self.source_path = source_path
        self.relative_source_path = self.get_relative_source_path()
        self.date_format = settings["DEFAULT_DATE_FORMAT"]
        self.timezone = first.zone
        self.tags: list[Any] = []
        self.authors: list[Any] = []
        self._content = entry.html.get(entry.lang, "").replace("{root}", f"{settings.get('SITEURL', '')}/")
        self._summary = entry.event.summary or shorten(entry.text.get(entry.lang, ""))
        signals.content_object_init.send(self)

    @property
    def locale_date(self) -> str:
        """The first date as Pelican's themes print it."""
        return self.date.strftime("%Y-%m-%d %H:%M")
