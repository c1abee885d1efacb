"""axe-core in a page of a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "js" / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that ask for colours."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it is now, one line each: rule, element, what to mend. All rules, or some."""
    if not AXE.is_file():
        pytest.skip("missing part: axe-core (npm ci in tests/js)")
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules or RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:240]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
