"""The Atom feed of coming dates (RFC 4287), ordered by the date of the event and not by that of a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from ..escape import ical_uri, xml
from ..job import Job
from ..language import Language
from .base import Context, Jobs, stamp_iso, tag_uri
from .items import Item, items

ADDRESS = "feeds/all.atom"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the entries: names, the page it tells of, its identity and its last change."""

    title: str
    subtitle: str
    address: str
    page: str
    id: str
    updated: str


def atom_jobs(context: Context) -> Jobs:
    """Give `feeds/all.atom` in every language."""
    for lang in context.languages:
        yield Job(
            context.site.folder(lang.tag) + ADDRESS,
            context.key(context.ahead),
            partial(atom_file, context, lang),
        )


def atom_file(context: Context, lang: Language) -> bytes:
    """Write the feed in one language."""
    name = context.site.name_in(lang.tag)
    identity = tag_uri(context.site, context.site.folder(lang.tag).rstrip("/"), "feeds", "all")
    head = Head(
        name,
        lang.gettext("Coming dates, the next one first"),
        ADDRESS,
        "",
        identity,
        stamp_iso(context.newest),
    )
    return document(context, lang, head, (entry_xml(item, lang) for item in items(context, lang)))


def document(context: Context, lang: Language, head: Head, entries: Iterable[str]) -> bytes:
    """Write a whole Atom feed of written entries."""
    root = context.root(lang)
    others = "".join(
        _link("alternate", context.root(other) + head.address, "application/atom+xml", other.tag)
        for other in context.languages
        if other.tag != lang.tag
    )
    return "".join(
        (
            f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(lang.tag)}">\n',
            f"<id>{xml(head.id)}</id>\n<title>{xml(head.title)}</title>\n<subtitle>{xml(head.subtitle)}</subtitle>\n",
            f"<updated>{head.updated}</updated>\n<author><name>{xml(context.site.name_in(lang.tag))}</name></author>\n",
            _link("self", root + head.address, "application/atom+xml"),
            _link("alternate", root + head.page, "text/html"),
            others,
            *entries,
            "</feed>\n",
        )
    ).encode()


def _link(rel: str, address: str, kind: str, lang: str = "") -> str:
    hreflang = f' hreflang="{xml(lang)}"' if lang else ""
    return f'<link rel="{rel}" type="{kind}"{hreflang} href="{xml(ical_uri(address))}"/>\n'


def entry_xml(item: Item, lang: Language) -> str:
    """Write one entry."""
    published = f"<published>{item.published}</published>\n" if item.published else ""
    tags = "".join(f'<category term="{xml(tag)}"/>\n' for tag in item.tags)
    tongue = f' xml:lang="{xml(item.body_lang)}"' if item.body_lang != lang.tag else ""
    return (
        f"<entry>\n<id>{xml(item.id)}</id>\n<title>{xml(item.title)}</title>\n{_link('alternate', item.url, 'text/html')}"
        f"<updated>{item.updated}</updated>\n{published}{tags}<summary>{xml(item.summary)}</summary>\n"
        f'<content type="html"{tongue}>{xml(item.body)}</content>\n</entry>\n'
    )
