"""Links between files of the content folder: every one leads to where its file is published, or is reported."""
from __future__ import annotations

import pytest
from workshops.catalog import Catalog
from workshops.links import place
from workshops.loader import load_catalog
from workshops.site import Site

HEAD = "---\ntitle: {}\nuid: {}@x\nprogram: class\norganizer: health\nvenue: hall\nstart: 2027-01-01 10:00\nend: 11:00\n---\n\n"
FILES = {
    "programs/class.md": "---\ntitle: Class\n---\n",
    "organizers/health.md": "---\ntitle: Health\n---\n",
    "venues/hall.md": "---\ntitle: Hall\n---\n\nHere meets [the forum](../events/forum.md) and [again]({filename}../events/forum.md).\n",
    "kit-sites/desk.md": "---\ntitle: Desk\nvenue: hall\n---\n",
    "pages/about.md": "---\ntitle: About\nslug: about-us\n---\n\nSee [the forum]({filename}/events/forum.md#d20270101).\n",
    "pages/about.es.md": "---\ntitle: Quiénes somos\n---\n\nVea [el foro]({filename}/events/forum.md).\n",
    "events/forum.md": HEAD.format("Forum", "forum"),
    "events/forum.es.md": "---\ntitle: Foro\n---\n\nTexto.\n",
    "events/sub/other one.md": HEAD.format("Other", "other"),
    "events/draft.md": HEAD.format("Draft", "draft").replace("uid:", "draft: yes\nuid:"),
}
SITE = Site(languages=("en", "es"))


def load(body: str, name: str = "events/x.md", outside: object = None) -> Catalog:
    files = {path: text.encode() for path, text in FILES.items()}
    files[name] = (HEAD.format("X", "x") + body).encode()
    return load_catalog(files, SITE, outside=outside)  # type: ignore[arg-type]


def html(body: str, outside: object = None) -> str:
    return load(body, outside=outside).entries["x"].html["en"]


@pytest.mark.parametrize(("link", "address"), [
    ("{filename}/events/forum.md", "events/forum/"),
    ("{filename}forum.md", "events/forum/"),
    ("{filename}./forum.md", "events/forum/"),
    ("{filename}../venues/hall.md", "venues/hall/"),
    ("{filename}/organizers/health.md", "organizers/health/"),
    ("{filename}/programs/class.md?a=1", "programs/class/?a=1"),
    ("{filename}/kit-sites/desk.md", "naloxone/#desk"),
    ("{filename}/pages/about.md#who", "about-us/#who"),
    ("{filename}/pages/about.es.md", "es/about-us/"),
    ("{filename}/events/forum.es.md", "es/events/forum/"),
    ("<{filename}/events/sub/other one.md>", "events/other-one/"),
    ("{filename}/events/sub/other%20one.md", "events/other-one/"),
    ("{FILENAME}/events/forum.md", "events/forum/"),
    ("{static}/images/map.png", "images/map.png"),
    ("{attach}/images/a b.png", "images/a%20b.png"),
    ("{static}../images/map.png", "images/map.png"),
])
def test_a_link_leads_to_the_page_of_its_file(link: str, address: str) -> None:
    link = link.replace(" b", "%20b")
    catalog = load(f"See [this]({link}).\n")
    assert f'href="{{root}}{address}"' in catalog.entries["x"].html["en"]
    assert not [p for p in catalog.problems if p.file.endswith("x.md")]


def test_a_picture_is_published_whichever_folder_it_is_in() -> None:
    catalog = load("![map]({static}/events/map.png) ![far](https://example.org/a.png)\n")
    assert '<img src="{root}events/map.png" alt="map">' in catalog.entries["x"].html["en"]
    assert catalog.static == {"events/map.png"}


def test_a_spanish_text_leads_to_the_spanish_page() -> None:
    catalog = load("")
    assert 'href="{root}es/events/forum/"' in catalog.pages[("about-us", "es")].html
    assert 'href="{root}events/forum/#d20270101"' in catalog.pages[("about-us", "en")].html
    assert 'href="{root}events/forum/"' in catalog.records.venues["hall"].html["en"]


@pytest.mark.parametrize(("link", "message"), [
    ("{filename}/events/forun.md", "there is no file content/events/forun.md."),
    ("{filename}/events/draft.md", "content/events/draft.md is not published."),
    ("{filename}/../secret.md", "there is no file content/../secret.md."),
    ("{static}../../secret.txt", "there is no file content/../secret.txt."),
    ("{static}/images/gone.png", "there is no file content/images/gone.png."),
])
def test_a_link_to_nowhere_is_told_with_its_line(link: str, message: str) -> None:
    catalog = load(f"One.\n\nTwo and [this]({link}).\n", outside=lambda kind, path: None)
    assert [(p.line, p.column, p.message, p.severity) for p in catalog.problems if p.file == "content/events/x.md"] == [
        (13, 16, message, "warning")
    ]
    assert '<a href="#">this</a>' in catalog.entries["x"].html["en"]
    assert catalog.static == set()


def test_a_link_to_nowhere_in_a_translation_is_told_there() -> None:
    files = {path: text.encode() for path, text in FILES.items()}
    files["events/forum.es.md"] = b"---\ntitle: Foro\n---\n\n[ay]({filename}nada.md)\n"
    problems = load_catalog(files, SITE).problems
    assert [(p.file, p.line, p.column) for p in problems] == [("content/events/forum.es.md", 5, 6)]


def test_articles_of_a_host_site_can_be_linked_to() -> None:
    known = {("filename", "news.md"): "2026/news.html", ("filename", "pages/about.md"): "pages/about.html"}
    text = html("[a]({filename}/news.md) [b]({filename}/pages/about.md) [c]({filename}forum.md)", outside=lambda *key: known.get(key))
    assert [f'"{{root}}{address}"' in text for address in ("2026/news.html", "pages/about.html", "events/forum/")] == [True] * 3


@pytest.mark.parametrize(
    "link", ["{root}javascript:alert(1)", "{static}/javascript:alert(1)", "{filename}javascript:alert(1)", "{root}//evil.example"]
)
def test_no_link_becomes_a_script_or_another_host(link: str) -> None:
    text = place(html(f"[x]({link})"), "")
    assert 'javascript:' not in text.lower() and 'href="//' not in text


def test_the_way_to_the_root_is_put_into_links_only() -> None:
    assert (
        place('<a href="{root}a/">x</a> <img src="{root}b.png"> &#34;{root}', "../")
        == '<a href="../a/">x</a> <img src="../b.png"> &#34;{root}'
    )


def test_an_event_with_links_changes_when_their_addresses_do() -> None:
    before = load("[f]({filename}forum.md)").entries["x"]
    files = {path: text.encode() for path, text in FILES.items()}
    files["events/x.md"] = (HEAD.format("X", "x") + "[f]({filename}forum.md)").encode()
    files["events/forum.md"] = files["events/forum.md"].replace(b"uid:", b"slug: renamed\nuid:")
    after = load_catalog(files, SITE).entries["x"]
    assert "events/renamed/" in after.html["en"] and before.digest != after.digest
