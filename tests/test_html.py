"""Every page of the sample site is valid HTML by the Nu checker; its notes are left to people."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from views_site import ROOT, sample_html

CHECKER = ROOT / "tests" / "js" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_page_is_valid(tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("missing part: java (apt install default-jre-headless)")
    if not CHECKER.is_file():
        pytest.skip("missing part: vnu-jar (npm ci in tests/js)")
    names = {}
    for number, (address, html) in enumerate(sample_html().items()):
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
