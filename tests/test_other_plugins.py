"""Other Pelican plugins see our events where they look for content, and hear of our pages as of any other."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pelican_run import Site, build

LISTENER = '''
"""Notes what Pelican's signals tell, and changes a page."""
import json, os
from pelican import signals

seen = {"init": [], "written": {}}

def init(content):
    if type(content).__name__ == "Event":
        seen["init"].append([content.slug, content.status, content.event_status])

def ready(generators):
    for generator in generators:
        events = generator.context.get("events")
        if events is not None:
            seen["events"] = [[e.slug, e.title, e.url, e.save_as, e.date.isoformat(), e.status, e.lang, e.content, e.summary, e.source_path]
                              for e in events]
            seen["sources"] = {p: c.url for p, c in generator.context["generated_content"].items()}

def written(path, context):
    event = context.get("article")
    seen["written"][os.path.relpath(path, context["OUTPUT_PATH"])] = [
        event.slug, event.title, event.url, event.lang, event.content, getattr(event, "private", ""),
        [t.url for t in event.translations]] if hasattr(event, "event_status") else None
    with open(path, "a", encoding="utf-8") as file:
        file.write("<!-- touched -->")

def done(pelican):
    with open(os.path.join(os.path.dirname(__file__), "seen.json"), "w", encoding="utf-8") as file:
        json.dump(seen, file)

def register():
    signals.content_object_init.connect(init)
    signals.all_generators_finalized.connect(ready)
    signals.content_written.connect(written)
    signals.finalized.connect(done)
'''
HEAD = "program: p\norganizer: o\nvenue: v\nstart: 2027-01-02 18:00\nend: 19:00\n"
FILES = {
    "programs/p.md": "---\ntitle: Program\n---\n",
    "organizers/o.md": "---\ntitle: Organizer\n---\n",
    "venues/v.md": "---\ntitle: Venue\ntown: Town\n---\n\nSee [news]({filename}/news.rst) and [contact]({filename}/pages/contact.rst).\n",
    "events/forum.md": f"---\ntitle: Forum\nuid: forum@x\nmodified: 2026-10-01 08:00\nstatus: postponed\nstatus_note: Snow\n{HEAD}---\n\n"
    "A *word* & [news]({filename}/news.rst), [contact]({filename}../pages/contact.rst), [map]({static}/papers/map.pdf).\n",
    "events/forum.es.md": "---\ntitle: Foro\n---\n\nUna *palabra*.\n",
    "events/closed.md": f"---\ntitle: Closed\nuid: closed@x\naccess: closed\n{HEAD}---\n",
    "news.rst": "News\n####\n\n:date: 2026-11-01\n:slug: news\n\n`To the forum <{filename}/events/forum.md>`_\n",
    "pages/contact.rst": "Contact\n#######\n\n:slug: contact\n\n`The forum <{filename}../events/forum.md>`_\n",
    "pages/about.md": "---\ntitle: About\n---\n\n[The forum]({filename}../events/forum.md)\n",
    "papers/map.pdf": "map",
}
SETTINGS = """
SITENAME = "Host"
SITEURL = "https://host.example.org"
TIMEZONE = "America/New_York"
PLUGIN_PATHS = [{plugins!r}, "."]
PLUGINS = ["workshops", "listener"]
WORKSHOPS_LANGUAGES = ["en", "es"]
THEME = {theme!r}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
STATIC_PATHS = []
"""


@pytest.fixture(scope="module", params=["host", "own"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Site, dict[str, Any]]:
    """A site of somebody's own articles with our plugin and theirs, in another theme and in ours; built twice."""
    folder = tmp_path_factory.mktemp(request.param)
    root = Path(__file__).parents[1]
    for name, text in FILES.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    (folder / "listener.py").write_text(LISTENER, "utf-8")
    theme = "simple" if request.param == "host" else str(root / "theme")
    settings = folder / "pelicanconf.py"
    settings.write_text(SETTINGS.format(plugins=str(root / "plugins"), theme=theme) + f"WORKSHOPS_FULL_SITE = {request.param == 'own'}\n"
                        + ("ARTICLE_PATHS = PAGE_PATHS = DIRECT_TEMPLATES = []\n" if request.param == "own" else ""), "utf-8")
    for _ in range(2):
        site = build(folder, folder / "content", settings=settings, cwd=folder)
    assert site.returncode == 0, site.text
    return request.param, site, json.loads((folder / "seen.json").read_text("utf-8"))


def test_events_are_announced_as_published_content(built: tuple[str, Site, dict[str, Any]]) -> None:
    kind, site, seen = built
    assert sorted(seen["init"]) == [["closed", "published", "scheduled"], ["forum", "published", "postponed"]]
    events = {event[0]: event[1:] for event in seen["events"]}
    title, url, save_as, date, status, lang, content, summary, source = events["forum"]
    assert (title, url, save_as, date, status, lang) == (
        "Forum",
        "events/forum/",
        "events/forum/index.html",
        "2027-01-02T18:00:00-05:00",
        "published",
        "en",
    )
    assert content.startswith("<p>A <em>word</em>") and summary.startswith("A word &amp; ") and source.endswith("content/events/forum.md")
    assert seen["sources"]["events/forum.md"] == "events/forum/"


def test_every_page_is_told_with_its_event(built: tuple[str, Site, dict[str, Any]]) -> None:
    kind, site, seen = built
    written = seen["written"]
    slug, title, url, lang, content, private, translations = written["events/forum/index.html"]
    assert (slug, title, url, lang, private, translations) == ("forum", "Forum", "events/forum/", "en", "", ["es/events/forum/"])
    slug, title, url, lang, content, private, translations = written["es/events/forum/index.html"]
    assert (slug, title, url, lang, content, translations) == (
        "forum",
        "Foro",
        "es/events/forum/",
        "es",
        "<p>Una <em>palabra</em>.</p>",
        ["events/forum/"],
    )
    assert written["events/closed/index.html"][5] == "True"
    assert written["venues/v/index.html"] is None
    assert {name for name in site.files if name.endswith(".html")} == written.keys()


def test_a_page_that_a_plugin_changed_is_made_anew_in_the_next_build(built: tuple[str, Site, dict[str, Any]]) -> None:
    kind, site, seen = built
    assert site.page("events/forum/").count("<!-- touched -->") == 1


def test_links_lead_from_events_to_articles_and_back(built: tuple[str, Site, dict[str, Any]]) -> None:
    kind, site, seen = built
    page = site.page("events/forum/")
    assert 'href="../../papers/map.pdf"' in page and site.files["papers/map.pdf"] == b"map"
    if kind == "own":
        assert 'href="../events/forum/"' in site.page("about/")
        return
    assert (
        'href="../../news.html"' in page
        and 'href="../../pages/contact.html"' in page
        and 'href="../../news.html"' in site.page("venues/v/")
    )
    for name in ("news.html", "pages/contact.html"):
        assert 'href="https://host.example.org/events/forum/"' in site.files[name].decode()
    assert "there is no file" not in site.text and "not published" not in site.text
