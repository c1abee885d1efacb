"""Published pictures tell nothing of who took them where, and are no larger than a page needs."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from workshops.images import web_image

ROOT = Path(__file__).parent.parent


def photo(size: tuple[int, int] = (2400, 1200), kind: str = "JPEG", orientation: int = 1, telling: bool = True) -> bytes:
    """A picture, red on its left half, with a place and a camera in it."""
    image = Image.new("RGB", size, "white")
    image.paste((200, 30, 30), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0110] = "A Telling Phone"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (42.0, 39.0, 37.0)
    out = io.BytesIO()
    image.save(out, kind, **({"exif": exif} if telling else {}))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_gone_and_the_picture_is_smaller(kind: str) -> None:
    before = photo(kind=kind)
    assert b"A Telling Phone" in before
    after = web_image(before)
    assert b"Telling" not in after and b"Exif" not in after
    with Image.open(io.BytesIO(after)) as image:
        assert image.format == kind and image.size == (1600, 800) and not image.getexif()


def test_a_picture_taken_with_the_phone_on_its_side_stands_upright() -> None:
    with Image.open(io.BytesIO(web_image(photo((800, 400), orientation=6)))) as image:
        assert image.size == (400, 800)
        top, bottom = image.getpixel((200, 50)), image.getpixel((200, 750))
    assert top[0] > 150 > top[1] and min(bottom) > 200


def test_a_small_picture_that_tells_nothing_stays_byte_for_byte() -> None:
    plain = photo((600, 400), telling=False)
    assert web_image(plain) is plain


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert web_image(photo()) == web_image(photo())


@pytest.mark.parametrize("data", [b"", b"not a picture", photo()[:500]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        web_image(data)


def test_a_build_publishes_clean_pictures_and_leaves_broken_ones_out(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "images").mkdir(parents=True)
    (content / "images" / "hall.jpg").write_bytes(photo())
    (content / "images" / "broken.jpg").write_bytes(b"no picture")
    (content / "images" / "map.svg").write_text("<svg/>")
    shutil.copytree(ROOT / "content" / "programs", content / "programs")
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(tmp_path / "out"), "-s", "pelicanconf.py",
               "-e", f'CACHE_PATH="{tmp_path / "cache"}"']  # fmt: skip
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795359600"}
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        said = "".join((done.stderr + done.stdout).split())  # the log breaks lines where it likes
        assert "isnotpublished:thisisnotapicture" in said.replace("photos.py:33", "").replace("photos.py:", "")
        published = (tmp_path / "out" / "images" / "hall.jpg").read_bytes()
        assert b"Telling" not in published and len(published) < 60_000
        assert (tmp_path / "out" / "images" / "map.svg").is_file()
        assert not (tmp_path / "out" / "images" / "broken.jpg").exists()
