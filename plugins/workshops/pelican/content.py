"""An event as Pelican content, so that other plugins find it where they look."""
from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any

from pelican import signals
from pelican.contents import Content

from ..catalog import Entry
from ..escape import html
from ..links import place
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

    def __init__(self, entry: Entry, site: Site, settings: Any, context: Any, source_path: str, relative: str) -> None:
        self.entry, self.site, self.settings, self._context = entry, site, settings, context
        first = entry.schedule.occurrences[0].span
        zone = load_zone(first.zone)
        begins = datetime.fromtimestamp(entry.begins, zone)
        self._tell(entry.event.title, entry.event.summary or shorten(entry.text.get(entry.lang, "")))
        self.metadata |= {"date": begins, "slug": entry.slug}
        self.slug, self.lang, self.date = entry.slug, entry.lang, begins
        self.in_default_lang = entry.lang == site.lang
        self.modified = datetime.fromisoformat(entry.stamp)
        if not entry.public:
            self.private = "True"  # by which other plugins' sitemaps and lists know what is not for everybody
        self.status, self.event_status = "published", entry.event.status
        self.page_lang = site.lang  # the page at its first address is in the site's language, whatever the file's is
        self.template = self.default_template
        self.override_url = f"events/{entry.slug}/"
        self.override_save_as = f"events/{entry.slug}/index.html"
        self.source_path = source_path
        self.relative_source_path = relative
        self.date_format = settings["DEFAULT_DATE_FORMAT"]
        self.timezone = zone
        self.tags: list[Any] = []
        self.authors: list[Any] = []
        self._content = place(entry.html.get(entry.lang, ""), f"{settings.get('SITEURL', '')}/")
        signals.content_object_init.send(self)

    def _tell(self, title: str, summary: str) -> None:
        """Set title and summary. Pelican's themes print both as HTML, and organizers' texts are not trusted."""
        self.title, self._summary = html(title), html(summary)
        self.metadata = {**getattr(self, "metadata", {}), "title": self.title, "summary": self._summary}

    @property
    def translations(self) -> list[Event]:
        """The same event as its pages in the site's other languages tell it; asked for seldom, so made when asked for."""
        return [self.in_language(tag) for tag in self.site.languages if tag != self.page_lang]

    def in_language(self, tag: str) -> Event:
        """Return the event of the page in one language of the site."""
        other = copy(self)
        texts = self.entry.event.translations.get(tag, {})
        other.page_lang = other.lang = tag
        other.in_default_lang = tag == self.site.lang
        other._tell(
            texts.get("title") or self.entry.event.title,
            texts.get("summary")
            or self.entry.event.summary
            or shorten(self.entry.text.get(tag) or self.entry.text.get(self.entry.lang, "")),
        )
        other.override_url = f"{self.site.folder(tag)}events/{self.slug}/"
        other.override_save_as = f"{other.override_url}index.html"
        body = self.entry.html.get(tag)
        if body is not None:
            other._content = place(body, f"{self.settings.get('SITEURL', '')}/")
        return other

    @property
    def locale_date(self) -> str:
        """The first date as Pelican's themes print it."""
        return self.date.strftime("%Y-%m-%d %H:%M")
