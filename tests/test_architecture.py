"""The one rule of imports: every module imports only from the layers below it."""
from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "plugins" / "workshops"
LAYERS = [  # bottom first; modules of one layer may import one another
    {"errors", "tzif", "escape", "site", "nearest", "packed", "images"},
    {"when", "phrases", "zones", "markup"},
    {"language", "wording", "locale", "atlas"},
    {"labels", "model", "yamltree", "decode", "frontmatter", "job"},
    {"load", "edit"},
    {"times", "schedule"},
    {"rules", "ics", "ledger", "facets", "instants", "reading"},
    {"catalog"},
    {"reader", "describe", "links"},
    {"revive", "loader", "schema", "fix", "dump", "shifts", "checks", "settings", "aliases", "stale"},
    {"feeds", "vevents", "jsonld"},
    {"calendars"},
    {"record", "views", "outputs", "finder"},
    {"revise"},
    {"build", "publish"},
    {"serve"},
    {"pelican", "cli"},
    {"__main__"},
]
RANK = {name: i for i, layer in enumerate(LAYERS) for name in layer}
SHIPPED = {"zones", "locale", "atlas"}
"""Read data files that come with the packages: the same on every machine."""
PURE = {name for layer in LAYERS[:-4] for name in layer} - SHIPPED
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts)


def part(path: Path) -> str:
    """The layer's name of a module: its top-level module or folder."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[int, str, str]]:
    """Line, kind ("own" or "other") and top-level name of every import."""
    found = []
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, "other", alias.name.split(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                if node.level == depth:
                    names = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
                    found += [(node.lineno, "own", name) for name in names]
            elif node.module and node.module.split(".")[0] == "workshops":
                found.append((node.lineno, "own", (node.module.split(".") + ["__init__"])[1]))
            elif node.module:
                found.append((node.lineno, "other", node.module.split(".")[0]))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_below(path: Path) -> None:
    own = part(path)
    if own == "__init__":
        return
    assert own in RANK, f"{own} has no layer yet: put it into LAYERS"
    for line, kind, name in imports(path):
        if kind == "own" and name not in ("__init__", "__version__", own):
            assert RANK.get(name, 99) <= RANK[own], f"{path.name}:{line}: {own} may not import {name}, which stands above it"


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) != "pelican"], ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_glue_imports_pelican(path: Path) -> None:
    assert not [line for line, kind, name in imports(path) if kind == "other" and name == "pelican"]


CLOCKS = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.time\(|\bos\.environ\b|\bopen\(|\.read_text\(|\.read_bytes\(")


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) in PURE], ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_core_knows_no_clock_and_no_disk(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.lstrip().startswith("#"):
            assert not CLOCKS.search(line), f"{path.name}:{number}: {line.strip()}"


def test_importing_the_package_does_not_import_pelican() -> None:
    import subprocess
    import sys
    code = "import sys, workshops, workshops.loader; assert not [m for m in sys.modules if m == 'pelican' or m.startswith('pelican.')]"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(PACKAGE.parent), "PATH": ""})


DOC = PACKAGE.parents[1] / "docs" / "architecture.md"
NAMED = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*)(?:/|\.py)?`", DOC.read_text("utf-8")))


def test_the_page_on_architecture_names_every_module_of_the_first_level() -> None:
    missing = {part(path) for path in MODULES} - {"__init__", "__main__"} - {name.split("/")[0] for name in NAMED}
    assert not missing, f"docs/architecture.md says nothing of {sorted(missing)}"


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_module_that_the_page_names_is_there(name: str) -> None:
    root = PACKAGE.parents[1]
    found = [folder / f"{name}{ending}" for folder in (PACKAGE, root) for ending in ("", ".py")]
    assert any(path.exists() for path in found), f"{name} in docs/architecture.md does not exist"


def test_the_page_on_architecture_is_one_page() -> None:
    assert len(DOC.read_text("utf-8").splitlines()) <= 80
