"""A test that needs a program skips on a laptop and fails in CI, where nobody would notice the skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
IN_A_TEST = """
import pytest

def test_needs_a_server():
    pytest.skip("missing part: caddy (apt install caddy)")
"""
WHOLE_MODULE = 'import pytest\n\npytest.skip("missing part: node", allow_module_level=True)\n'
OTHER_REASON = (
    'import pytest\n\n\ndef test_x():\n    pytest.skip("only on a Monday")\n\n\ndef test_y():\n    pass\n'
)


def run(tmp_path: Path, source: str, ci: str) -> tuple[int, str]:
    shutil.copy(CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_part.py").write_text(source, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-ra",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run(
        [*command, str(tmp_path)], capture_output=True, text=True, env=os.environ | {"CI": ci}, cwd=tmp_path
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("source", [IN_A_TEST, WHOLE_MODULE], ids=["in a test", "whole module"])
def test_a_missing_part_is_a_failure_in_ci_and_names_the_part(tmp_path: Path, source: str) -> None:
    status, output = run(tmp_path, source, "true")
    assert status in (1, 2), output
    assert "missing part: " in output
    assert "CI must have every part" in output


def test_a_missing_part_is_a_skip_elsewhere(tmp_path: Path) -> None:
    status, output = run(tmp_path, IN_A_TEST, "")
    assert status == 0, output
    assert "1 skipped" in output
    assert "missing part: caddy" in output


def test_other_skips_stay_skips_in_ci(tmp_path: Path) -> None:
    status, output = run(tmp_path, OTHER_REASON, "true")
    assert status == 0, output
    assert "1 passed, 1 skipped" in output
