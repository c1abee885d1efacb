"""The output folder: the only place where the build writes what is published."""
from __future__ import annotations

from pathlib import Path


class Output:
    """The output folder: writes only what changed, remembers what belongs, removes what no longer does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[str] = []
        self.kept: set[str] = set()

    def write(self, address: str, data: bytes) -> None:
        """Publish `data` at a site-relative address; an address that ends with a slash is a folder with index.html."""
        name = address + "index.html" if address == "" or address.endswith("/") else address
        self.kept.add(name)
        path = self.folder / name
        try:
            with open(path, "rb") as handle:
                if handle.read() == data:
                    return
        except FileNotFoundError:
            pass
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.new")
        temporary.write_bytes(data)
        temporary.replace(path)
        self.written.append(name)

    def remove_stale(self, before: set[str]) -> list[str]:
        """Remove files of the last build that this one did not make; folders that become empty go too."""
        gone = sorted(before - self.kept)
        for name in gone:
            path = self.folder / name
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == self.folder:
                    break
                try:
                    parent.rmdir()
                except OSError:
                    break
        return gone
