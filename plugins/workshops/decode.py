"""From the bytes of a file to its text: encodings, line ends and files that are no text at all.

Organizers save from Notepad, Word and telephones. What can be read is read on, so that one old accent does not hide the
other mistakes of a file; that it is stored wrongly is told all the same.
"""

from __future__ import annotations

from .errors import Problem

MAX_BYTES = 1_000_000


def decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """Return the text with plain line ends; a wrong encoding is reported and read on as well as it goes."""

    def report(line: int, column: int, message: str, hint: str) -> None:
        problems.append(Problem(file, line, column, "", message, hint))

    if len(data) > MAX_BYTES:
        report(1, 1, "the file is larger than 1 MB.", "An event needs a page or two of text; put pictures into files of their own.")
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        report(1, 1, "the file is stored as UTF-16.", "Save it again and choose the encoding UTF-8.")
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\x00" in data:
        report(
            data[: data.index(b"\x00")].count(b"\n") + 1,
            1,
            "the file has characters in it that no text has.",
            "It may be a Word or picture file; save it as plain text.",
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        guess = data[error.start : error.start + 1].decode("cp1252", "replace")
        start = before.rfind(b"\n") + 1
        report(
            before.count(b"\n") + 1,
            len(before[start:].decode("utf-8", "replace")) + 1,
            f"a letter is stored in an old encoding (it looks like '{guess}').",
            "Save the file again and choose the encoding UTF-8.",
        )
        text = data.decode("cp1252", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for odd in ("\x85", "\u2028", "\u2029", "\ufeff"):
        if odd in text:
            text = text.replace(odd, " ")
    return text
