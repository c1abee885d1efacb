"""Make `theme/static/icons.svg`, the sprite of the icons that the theme uses, from the npm package lucide-
static.

Run it with the folder of the unpacked package (`npm pack lucide-static`, then unpack), when an icon is added
to `lucide/icons.txt` or the package is updated. The sprite, the licence and the version are kept in the
repository, so that nobody needs npm to build a site.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent / "lucide"
SPRITE = HERE.parent.parent / "static" / "icons.svg"


def shape(svg: str) -> str:
    """Return what is drawn, without the frame, on one line."""
    inner = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    inner = inner[inner.index(">", inner.index("<svg")) + 1 : inner.rindex("</svg>")]
    return re.sub(r"\s*/>", "/>", re.sub(r"\s*\n\s*", "", inner).strip())


def main(package: Path) -> None:
    """Write sprite, licence and version from the unpacked package."""
    names = sorted(set((HERE / "icons.txt").read_text().split()))
    symbols = []
    for name in names:
        drawn = shape((package / "icons" / f"{name}.svg").read_text())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>')
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round">'
    )
    SPRITE.write_text(frame + "\n" + "\n".join(symbols) + "\n</svg>\n")
    (HERE / "LICENSE").write_text((package / "LICENSE").read_text())
    version = json.loads((package / "package.json").read_text())["version"]
    (HERE / "VERSION").write_text(f"lucide-static {version}, ISC licence\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
