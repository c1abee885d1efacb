"""For translators: `python -m workshops.locale.update es` brings a catalogue up to date with the sources.

New sentences come in empty, sentences that nobody asks for any more go, and translations stay as they are. It
works in a checkout, where the templates lie beside the package; a new language begins with an empty
catalogue.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
KEYWORDS = {
    "_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "plural": (1, 2),
    "pgettext": ((1, "c"), 2), "N_p": ((1, "c"), 2),
}  # fmt: skip
SOURCES = (("plugins/workshops", [("**.py", "python")]), ("theme/templates", [("**.html", "jinja2")]))
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: pelican-workshops\\n"
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def messages(root: Path = ROOT) -> Catalog:
    """Return every sentence that the sources and the templates ask to be translated."""
    found = Catalog()
    for folder, methods in SOURCES:
        for _, _, message, _, context in extract_from_dir(str(root / folder), methods, keywords=KEYWORDS):
            found.add(message, context=context)
    return found


def updated(tag: str, old: bytes | None, wanted: Catalog) -> bytes:
    """Return the bytes of a catalogue that has the wanted sentences, with the translations of the old one."""
    before = read_po(io.BytesIO(old or b""), locale=tag)
    after = Catalog(locale=tag)
    for message in sorted((m for m in wanted if m.id), key=_order):
        name = message.id if isinstance(message.id, str) else message.id[0]
        known = before.get(name, message.context)
        after.add(message.id, known.string if known else "", context=message.context)
    text = io.BytesIO()
    write_po(text, after, width=0, omit_header=True)
    header = HEADER.format(tag=tag, plural=f"nplurals={before.num_plurals}; plural={before.plural_expr};")
    return header.encode() + text.getvalue().replace(b"#, python-brace-format\n", b"").strip() + b"\n"


def _order(message: object) -> tuple[str, str]:
    name = getattr(message, "id", "")
    return getattr(message, "context", "") or "", name if isinstance(name, str) else name[0]


def main(tags: list[str]) -> None:
    """Update the catalogues of the tags given."""
    wanted = messages()
    for tag in tags:
        path = HERE / f"{tag}.po"
        path.write_bytes(updated(tag, path.read_bytes() if path.exists() else None, wanted))


if __name__ == "__main__":
    main(sys.argv[1:])
