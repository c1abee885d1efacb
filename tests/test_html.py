"""Every page is valid HTML by the Nu checker: of the sample site, and of content that nobody tidied up. Its notes are
left to people."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from odd_site import in_memory
from views_site import ROOT, renderer_of, sample_html, views_of
from workshops.views import pages

CHECKER = ROOT / "tests" / "js" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def odd_html() -> dict[str, str]:
    """Every page of a site with unplanned content."""
    views = views_of(in_memory())
    renderer = renderer_of(views)
    return {page.address: renderer.render(page) for page in pages(views.catalog, views.now, views.feeds, views.languages, views)}


@pytest.mark.parametrize("site", [sample_html, odd_html], ids=["sample", "unplanned"])
def test_every_page_is_valid(tmp_path: Path, site: Callable[[], dict[str, str]]) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("missing part: java (apt install default-jre-headless)")
    if not CHECKER.is_file():
        pytest.skip("missing part: vnu-jar (npm ci in tests/js)")
    names = {}
    for number, (address, html) in enumerate(site().items()):
        file = tmp_path / f"{number}.html"
        file.write_text(html)
        names[file.name] = address
    done = subprocess.run(
        [
            java,
            "-Xmx512m",
            "-jar",
            str(CHECKER),
            "--errors-only",
            "--exit-zero-always",
            "--format",
            "gnu",
            *map(str, sorted(tmp_path.glob("*.html"))),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    errors = []
    for line in done.stderr.splitlines():
        if "error" in line:
            file, _, message = line.rpartition("/")[2].partition('":')
            errors.append(f"{names.get(file, file)}: {message}")
    assert not errors, "\n".join(errors)
