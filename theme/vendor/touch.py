"""Make the PNG icons in `theme/static/` from `favicon.svg`, for phones and for programs that show no SVG.

Run it after the mark was changed (`pip install '.[publish]'` brings typst): `python theme/vendor/touch.py`. The pictures
are kept in the repository, so that nobody needs this to build a site; the same mark gives the same bytes.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import typst
from PIL import Image

STATIC = Path(__file__).parent.parent / "static"
SIZES = {"icon-180.png": (180, 1.2), "icon-192.png": (192, 0.0), "icon-512.png": (512, 0.0), "icon-maskable-512.png": (512, 1.1)}
"""Pixels a side, and the size of the mark against a full ground of its colour; 0: the round mark itself, nothing around it.

Apple cuts corners off and fills what is clear with black; a maskable icon keeps a circle of 80 % of its width at least.
"""


def ground(svg: str) -> str:
    """Return the colour of the mark's circle."""
    found = re.search(r'<circle[^>]*fill="(#[0-9a-f]{6})"', svg)
    if found is None:
        raise SystemExit("favicon.svg has no coloured circle: say here what its ground is")
    return found[1]


def drawn(svg: str, pixels: int, share: float) -> bytes:
    """Return one icon as PNG."""
    fill = f'rgb("{ground(svg)}")' if share else "none"
    page = (
        f"#set page(width: {pixels}pt, height: {pixels}pt, margin: 0pt, fill: {fill})\n"
        f"#place(center + horizon, image(bytes(sys.inputs.svg), width: {100 * (share or 1)}%))"
    )
    made = typst.Compiler(page.encode(), ignore_system_fonts=True, sys_inputs={"svg": svg}).compile(format="png", ppi=72)
    with Image.open(io.BytesIO(made)) as image:
        out = io.BytesIO()
        image.quantize(128, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        return out.getvalue()


if __name__ == "__main__":
    mark = (STATIC / "favicon.svg").read_text("utf-8")
    for name, (pixels, share) in SIZES.items():
        (STATIC / name).write_bytes(drawn(mark, pixels, share))
