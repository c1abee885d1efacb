"""The finder's data of a content folder, and Node.js to ask it: shared by the tests of the finder."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from views_site import NOW, sample
from workshops.catalog import Catalog
from workshops.finder import finder_files
from workshops.language import Language

JS = Path(__file__).parent / "js"


def files_of(catalog: Catalog, languages: Sequence[Language], now: datetime = NOW) -> dict[str, Any]:
    """The finder's files by address, read back."""
    return {address: json.loads(data) for address, data in finder_files(catalog, now, languages)}


@cache
def sample_files() -> dict[str, Any]:
    """The files of the sample site."""
    views = sample()
    return files_of(views.catalog, list(views.languages.values()))


def shards(files: dict[str, Any], folder: str = "") -> list[dict[str, Any]]:
    """The months of one language."""
    index = files[f"{folder}find/data/index.json"]
    return [files[f"{folder}find/data/{month}.json"] for month, _, _ in index["months"]]


def ask(files: dict[str, Any], states: Sequence[str], now: datetime, today: int, folder: str = "", **more: Any) -> dict[str, Any]:
    """What the browser's functions answer to some states, each the part of an address after `?`."""
    if not shutil.which("node"):
        pytest.skip("missing part: node (apt install nodejs)")
    given = {
        "index": files[f"{folder}find/data/index.json"],
        "shards": shards(files, folder),
        "states": list(states),
        "now": now.timestamp() / 60,
        "today": today,
        **more,
    }
    done = subprocess.run(["node", JS / "finder-run.mjs"], input=json.dumps(given), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
