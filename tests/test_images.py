"""Published pictures tell nothing of who took them where, and are no larger than a page needs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from workshops.images import size_of, web_image

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


def drawing(kind: str, size: tuple[int, int], **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (drawing("JPEG", (640, 427)), (640, 427)),
        (drawing("JPEG", (300, 2000), progressive=True, quality=95), (300, 2000)),
        (photo((400, 300)), (400, 300)),
        (drawing("PNG", (70_000, 2)), (70_000, 2)),
        (drawing("GIF", (333, 44)), (333, 44)),
        (drawing("WEBP", (641, 429)), (641, 429)),
        (drawing("WEBP", (5000, 3), lossless=True), (5000, 3)),
        (photo((641, 429), "WEBP"), (641, 429)),  # with metadata: the third kind of file
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="80px" height="40.4">', (80, 40)),
        (b"<svg viewBox='0 0 24 12' width='100%'>", (24, 12)),
        (b'<svg stroke-width="2" viewBox="-1,-2, 7.5 3"/>', (8, 3)),
        (b"<svg>", None),
        (b"no picture", None),
        (b"", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff\xe0\x00", None),
        (b"RIFF\0\0\0\0WEBPVP8 ", None),
    ],
)
def test_the_size_of_a_picture_stands_in_its_first_bytes(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


SIZED = {
    "events/one.md": "---\ntitle: One\nuid: a@b.c\nprogram: community-forum\norganizer: x\nstart: 2026-12-08 18:00\n"
    "end: 19:00\nmode: online\nimage: images/hall.jpg\nimage_alt: A hall\n---\n"
    "See ![a map]({static}/images/map.svg) and ![the hall]({static}/images/side.jpg)"
    ' and <img src="{static}/images/hall.jpg" width="5" height="4" alt="small">.\n',
    "organizers/x.md": "---\ntitle: X\nkind: library\n---\n",
    "pages/about.md": "---\ntitle: About\n---\n![the hall]({static}/images/hall.jpg) ![none]({static}/images/gone.jpg)\n",
    "site.yaml": "name: Us\nlogo: images/map.svg\n",
}


def test_every_picture_of_a_page_says_how_large_it_is(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "images").mkdir(parents=True)
    for name, text in SIZED.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text, "utf-8")
    (content / "images" / "hall.jpg").write_bytes(photo())
    (content / "images" / "side.jpg").write_bytes(photo((800, 400), orientation=6))
    (content / "images" / "map.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"></svg>')
    shutil.copytree(ROOT / "content" / "programs", content / "programs")

    def built() -> dict[str, list[str]]:
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(tmp_path / "out"), "-s", "pelicanconf.py",
                   "-e", f'CACHE_PATH="{tmp_path / "cache"}"']  # fmt: skip
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795359600"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        pages = {p.parent.relative_to(tmp_path / "out").as_posix(): p.read_text("utf-8") for p in (tmp_path / "out").rglob("*.html")}
        return {name: re.findall(r"<img\b[^>]*>", text) for name, text in pages.items()}

    def sizes(tags: list[str]) -> list[tuple[str, str, str]]:
        found = [[re.search(rf'\b{name}="([^"]*)"', tag) for name in ("src", "width", "height")] for tag in tags]
        return [(src[1].rpartition("/")[2], width[1], height[1]) for src, width, height in found if src and width and height]

    pages = built()
    logo = ("map.svg", "54", "36")
    assert sizes(pages["events/one"]) == [
        logo, ("hall.jpg", "1600", "800"), ("map.svg", "30", "20"), ("side.jpg", "400", "800"), ("hall.jpg", "5", "4"),
    ]  # fmt: skip
    assert sizes(pages["es/about"]) == [logo, ("hall.jpg", "1600", "800")]
    assert sizes(pages["."])[0] == logo and len(sizes(pages["subscribe"])) == len(pages["subscribe"]) > 1
    (content / "images" / "hall.jpg").write_bytes(photo((500, 250)))
    (content / "images" / "map.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"></svg>')
    again, logo = built(), ("map.svg", "36", "36")
    assert sizes(again["events/one"])[:3] == [logo, ("hall.jpg", "500", "250"), ("map.svg", "20", "20")]
    assert sizes(again["about"]) == [logo, ("hall.jpg", "500", "250")]
