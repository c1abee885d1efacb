"""What the pages for maintainers say must be what the scripts and configurations do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import servers

headers = servers.load("headers")
ROOT = servers.DEPLOY.parent
PAGES = [
    ROOT / name
    for name in ("docs/deploy.md", "deploy/runbook.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
]
LATER = {"README.md", "docs/architecture.md"}
"""Pages that other parts of the project bring along."""


def heading_anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    anchors = {heading_anchor(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("http"):
            continue
        if target.startswith("#"):
            assert target[1:] in anchors, target
            continue
        path = (page.parent / target).resolve()
        assert path.exists() or path.relative_to(ROOT).as_posix() in LATER, target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"\bdeploy/[a-zA-Z_.\-]*[a-zA-Z]\b", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_settings_that_are_named_are_read_by_something() -> None:
    read = "".join((servers.DEPLOY / name).read_text("utf-8") for name in ("nightly.sh", "Caddyfile"))
    named = {name for page in PAGES for name in re.findall(r"WORKSHOPS_[A-Z_]+", page.read_text("utf-8"))}
    assert named
    assert [name for name in sorted(named) if name not in read] == []


def test_the_runbook_has_a_remedy_for_every_message_of_the_nightly_script() -> None:
    script = (servers.DEPLOY / "nightly.sh").read_text("utf-8")
    messages = re.findall(r'(?:warn|fail) "([^"]+)"', script)
    assert len(messages) >= 8
    runbook = (servers.DEPLOY / "runbook.md").read_text("utf-8")
    known = re.findall(
        r"`([^`]+)`", runbook[runbook.index("## The nightly build") : runbook.index("## An event is")]
    )
    patterns = [re.escape(text).replace(r"\.\.\.", ".+") for text in known]
    unknown = [m for m in messages if not any(re.search(pattern, m) for pattern in patterns)]
    assert unknown == []


def test_the_lifetimes_in_the_table_are_those_of_the_servers() -> None:
    text = (ROOT / "docs/deploy.md").read_text("utf-8")
    words = {
        headers.PAGE: "| pages | 5 minutes |",
        headers.FEED: "| feeds, `.ics`, data | 15 minutes |",
        headers.ASSET: "| styles, scripts, pictures | 1 hour |",
        headers.FOREVER: "| the same with a hash in name or address | 1 year |",
    }
    seconds = {"5 minutes": 300, "15 minutes": 900, "1 hour": 3600, "1 year": 31536000}
    for value, row in words.items():
        assert row in text
        assert f"max-age={seconds[row.split('|')[2].strip()]}" in value


def test_every_header_is_explained() -> None:
    text = (ROOT / "docs/deploy.md").read_text("utf-8")
    for name in {name for rule in headers.RULES for name in rule.headers} - {"Cache-Control"}:
        assert f"| `{name}` |" in text
