"""The browser's part of the theme: its pure functions under Node, and its size."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "theme" / "static" / "js"
CORE = ("site", "copy", "directions", "ended", "group", "hours", "month", "next", "offline", "open", "theme", "time")


def test_the_pure_functions_hold_under_node() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("missing part: node (apt install nodejs)")
    files = sorted(str(path) for path in (ROOT / "tests" / "js" / "theme").glob("*.test.mjs"))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_scripts_that_a_page_may_load_stay_within_ten_kilobytes() -> None:
    sizes = {name: len(gzip.compress((SCRIPTS / f"{name}.js").read_bytes(), mtime=0)) for name in CORE}
    assert sum(sizes.values()) < 10_000


def test_scripts_name_no_other_host() -> None:
    for path in SCRIPTS.glob("*.js"):
        assert "http://" not in path.read_text() and "https://" not in path.read_text(), path.name
