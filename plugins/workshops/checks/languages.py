"""Translations: what stands on the site in one language and is missing in another."""

from __future__ import annotations

from ..catalog import Entry
from ..model import TRANSLATABLE
from ..reader import split_name
from .look import Look

NAMES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "ht": "Haitian Creole",
    "pt": "Portuguese",
    "ar": "Arabic",
    "ru": "Russian",
    "ko": "Korean",
    "so": "Somali",
    "ne": "Nepali",
}


def check(look: Look) -> None:
    """Report coming events and pages that lack one of the site's languages, and files in a language the site does not have."""
    languages = look.catalog.site.languages
    if len(languages) > 1:
        for entry in look.entries:
            if entry.ends > look.seconds:
                _event(look, entry)
        _pages(look)
    for entry in look.entries:
        if not entry.event.translations.keys() <= {*languages}:
            _fields(look, entry)
    for path in look.files:
        lang = split_name(path.rpartition("/")[2].removesuffix(".md"))[1] if path.endswith(".md") else ""
        if lang and lang not in languages and lang in NAMES:
            look.warn(
                look.name_of(path),
                "",
                f"the site has no {NAMES[lang]} ({lang}), so this file is not shown.",
                f"The site's languages are {', '.join(languages)}; the settings file lists them.",
            )


def _fields(look: Look, entry: Entry) -> None:
    """Report the first field of a file that is in a language the site does not have: `title_fr`, or a slip as `title_se`."""
    languages = look.catalog.site.languages
    for name in look.front(entry.file).values:
        lang = name.rpartition("_")[2]
        if lang not in languages and name.removesuffix(f"_{lang}") in TRANSLATABLE and name not in TRANSLATABLE:
            look.warn(
                entry.file,
                name,
                f"the site has no language '{lang}', so this is not shown.",
                f"The site's languages are {', '.join(languages)}; the settings file lists them.",
            )
            return


def _event(look: Look, entry: Entry) -> None:
    for lang in look.catalog.site.languages:
        if lang == entry.lang:
            continue
        name, other = NAMES.get(lang, lang), f"{entry.file.removesuffix('.md')}.{lang}.md"
        texts = entry.event.translations.get(lang, {})
        if not texts and lang not in entry.html:
            look.warn(entry.file, "", f"there is no {name} version.", f"Add {other} with title: and the text, or write title_{lang}: here.")
        elif "title" not in texts:
            look.warn(entry.file, "title", f"the title is not in {name}.", f"Write title_{lang}: here, or title: in {other}.")
        elif entry.html.get(entry.lang) and lang not in entry.html:
            look.warn(entry.file, "", f"the text below the fields is not in {name}.", f"Add {other} with the translated text.")


def _pages(look: Look) -> None:
    pages = look.catalog.pages
    for (slug, lang), page in pages.items():
        if lang != look.catalog.site.lang:
            continue
        for other in look.catalog.site.languages:
            if other != lang and (slug, other) not in pages:
                look.warn(
                    page.file, "", f"there is no {NAMES.get(other, other)} version.", f"Add {page.file.removesuffix('.md')}.{other}.md."
                )
