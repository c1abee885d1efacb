"""What every test module gets: the rule about missing parts.

Some tests need a program that not every machine has (a web server, a browser, Node). On somebody's laptop
such a test is skipped, and says what is missing: `pytest.skip("missing part: nginx (apt install
nginx-light)")`. In CI nothing may go untested without anybody noticing, so with `CI=true` the same skip is a
failure.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pelican_run import Site

MISSING = "missing part:"

with contextlib.suppress(ValueError):  # only the main thread may; a run in the background inherits that Ctrl-C is ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample site, built for real once for all who only look at it."""
    from pelican_run import ROOT, build

    return build(tmp_path_factory.mktemp("sample"), ROOT / "content")


def _refuse(report: Any) -> None:
    """Turn the skip in `report` into a failure if it is about a missing part and this is CI."""
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    if os.environ.get("CI") == "true" and reason.removeprefix("Skipped: ").startswith(MISSING):
        report.outcome = "failed"
        report.longrepr = f"{reason.removeprefix('Skipped: ')}: CI must have every part"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    report = yield
    _refuse(report)
    return report
