"""Write a compressed copy beside every text file of a built site, for servers that send such copies.

nginx (`gzip_static`), Caddy (`precompressed`) and GitLab Pages send `all.ics.gz` in place of `all.ics` to a
client that says it accepts gzip, which costs them no work and lets us compress as hard as we like. They do
**not** look whether the copy is older than the file, so a copy that was left behind would go on showing a
training that was cancelled. Run this after every build and before the upload; it makes what is missing,
remakes what differs, removes copies whose file is gone, and leaves the rest untouched, so that their ETag
holds.

    python deploy/compress.py output

`.br` is written as well where the `brotli` package is installed.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable
from pathlib import Path

from headers import COMPRESSED

SMALLEST = 512
"""Octets; below it a compressed copy saves nothing that anyone would notice."""

Packer = tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]
"""Packing and unpacking; both take and give whole contents."""


def packers() -> dict[str, Packer]:
    """Return suffix → packer: `.gz` always, `.br` where it can be made. The same input gives the same
    bytes."""
    found: dict[str, Packer] = {".gz": (lambda data: gzip.compress(data, 9, mtime=0), gzip.decompress)}
    try:
        import brotli  # type: ignore[import-not-found]
    except ImportError:
        return found
    found[".br"] = (brotli.compress, brotli.decompress)
    return found


def _same(copy: Path, data: bytes, unpack: Callable[[bytes], bytes]) -> bool:
    try:
        return unpack(copy.read_bytes()) == data
    except FileNotFoundError:
        return False
    except Exception:  # each packer has errors of its own; a copy that cannot be read is made again
        return False


def _write(copy: Path, packed: bytes, like: Path) -> None:
    """Write `copy` whole or not at all, dated as the file it stands for: nginx makes the ETag of date and
    size."""
    half = copy.with_name(copy.name + ".part")
    half.write_bytes(packed)
    stamp = like.stat().st_mtime_ns
    os.utime(half, ns=(stamp, stamp))
    half.replace(copy)


def _copy(path: Path, suffix: str, packer: Packer) -> tuple[Path | None, bool]:
    """Bring one copy of `path` up to date; the copy, None where none is worth having, and whether it was
    written."""
    pack, unpack = packer
    data, copy = path.read_bytes(), path.with_name(path.name + suffix)
    if len(data) < SMALLEST:
        return None, False
    if _same(copy, data, unpack):
        return copy, False
    packed = pack(data)
    if len(packed) >= len(data):
        return None, False
    _write(copy, packed, path)
    return copy, True


def compress(folder: Path) -> tuple[int, int]:
    """Bring the copies under `folder` up to date; how many were written and how many removed."""
    kinds = tuple(f".{extension}" for extension in COMPRESSED)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    made = [
        _copy(path, suffix, packer)
        for suffix, packer in packers().items()
        for path in files
        if path.suffix in kinds
    ]
    good = {copy for copy, _ in made}
    left = [path for path in files if path.suffix in (".gz", ".br") and path.with_suffix("").suffix in kinds]
    removed = [path for path in left if path not in good]
    for path in removed:
        path.unlink()
    return sum(written for _, written in made), len(removed)


def main(arguments: list[str]) -> int:
    """Compress the folder that is named; exit status 2 when it is not one."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python deploy/compress.py FOLDER (the built site)", file=sys.stderr)
        return 2
    written, removed = compress(Path(arguments[0]))
    print(f"compressed copies: {written} written, {removed} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
