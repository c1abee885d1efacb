"""What must not be public: somebody's own e-mail address or phone, a meeting's private link or passcode.

These files are on the web for everyone, and so is their history. A role (naloxone@health.example.org) outlives the
person who answers it; a person's own address draws spam, and at these events worse.
"""

from __future__ import annotations

import re

from ..model.kinds import YES, quote
from .look import Look

FREE_MAIL = {
    "gmail",
    "googlemail",
    "outlook",
    "hotmail",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "aol",
    "icloud",
    "me",
    "mac",
    "proton",
    "protonmail",
    "pm",
    "gmx",
    "comcast",
    "verizon",
    "att",
    "sbcglobal",
    "cox",
    "charter",
    "spectrum",
    "frontier",
    "roadrunner",
}
ROLES = {
    "info",
    "contact",
    "office",
    "events",
    "training",
    "trainings",
    "narcan",
    "naloxone",
    "health",
    "public",
    "public-health",
    "prevention",
    "outreach",
    "volunteer",
    "volunteers",
    "library",
    "county",
    "coalition",
    "help",
    "hello",
    "calendar",
    "desk",
    "front",
    "main",
    "community",
    "harm",
    "reduction",
    "school",
    "safety",
    "services",
    "kits",
    "kit",
    "team",
    "news",
    "press",
    "media",
    "admin",
    "support",
    "program",
    "programs",
    "education",
    "recovery",
    "parent",
    "parents",
    "youth",
    "ems",
    "fire",
    "police",
    "sheriff",
    "od",
    "overdose",
}
_MAIL = re.compile(r"(?<![\w.+/@-])([\w.+-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
_PRIVATE_PHONE = re.compile(
    r"\b(?:my|his|her|personal|private|home|cell|mobile|cellphone|celular|móvil|personal|casa|text me(?: at)?|call me(?: at)?)\b"
    r"[^\n\d]{0,25}(\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4})",
    re.I,
)
_MEETING = re.compile(
    r"https://(?:[\w-]+\.)?(?:zoom\.us/(?:j|w|my)/|teams\.microsoft\.com/(?:l/meetup-join|meet)/|teams\.live\.com/meet/|meet\.google\.com/[a-z]{3}-"
    r"|[\w-]+\.webex\.com/(?:meet|join|[\w-]+/j\.php)|global\.gotomeeting\.com/join/|meet\.jit\.si/|whereby\.com/)[^\s)\"'>]*",
    re.I,
)
_PASSCODE = re.compile(
    r"\b(?:passcode|meeting id|meeting password|código de acceso|contraseña de la reunión)\s*(?:[:=#]|is\b|es\b|(?=\d))\s*[\w ]*\d[\w ]*",
    re.I,
)


_NUMBER = re.compile(r"\d{3}[-. ]\d{4}")
_MEETING_HINTS = ("zoom.us", "teams.", "meet.", "webex", "gotomeeting", "whereby")
_PASSCODE_HINTS = ("passcode", "meeting id", "meeting password", "código de acceso", "contraseña de la")


def check(look: Look) -> None:
    """Report private addresses, numbers and links in any file."""
    _contacts(look)
    for file, text in look.texts.items():
        if "@" in text:
            _mail(look, file, text)
        _phone(look, file, text)
        lowered = look.lowered[file]
        meeting = any(hint in lowered for hint in _MEETING_HINTS)
        if (meeting or any(hint in lowered for hint in _PASSCODE_HINTS)) and not _may_join(look, file):
            _meetings(look, file, text)


def _contacts(look: Look) -> None:
    """Report a contact that nobody can write to or call: mostly a person's name."""
    contacts = [(entry.file, entry.event.contact) for entry in look.entries]
    contacts += [(organizer.file, organizer.record.contact) for organizer in look.catalog.records.organizers.values()]
    for file, contact in contacts:
        if contact and not _MAIL.search(contact) and not re.search(r"\d{3}|https?://", contact):
            look.warn(
                file,
                "contact",
                f"{quote(contact)} is neither an e-mail address nor a phone number.",
                "Write those of a role, for example naloxone@health.example.org, and nobody's name.",
            )


def _mail(look: Look, file: str, text: str) -> None:
    told: set[str] = set()
    offset = 0
    for line in text.split("\n"):
        if "@" in line and not line.lstrip(" -").lower().startswith(("uid:", "source_uid:")):
            for found in _MAIL.finditer(line):
                if found[0].lower() not in told and is_personal(found[1], found[2]):
                    told.add(found[0].lower())
                    look.warn_at(
                        file,
                        offset + found.start(),
                        text,
                        f"{found[0]} looks like the address of one person.",
                        "Give a role's address, such as naloxone@health.example.org, which somebody else can take over.",
                    )
        offset += len(line) + 1


def _phone(look: Look, file: str, text: str) -> None:
    for number in _NUMBER.finditer(text):
        begin = max(0, number.start() - 60)
        found = _PRIVATE_PHONE.search(text[begin : number.end()])
        if found is None:
            continue
        look.warn_at(
            file,
            begin + found.start(1),
            text,
            f"{found[1]} seems to be a private phone number.",
            "Give the number of an office or a line that several people answer.",
        )


def is_personal(local: str, domain: str) -> bool:
    """Whether an address looks like one person's: at a free mail service, or first.last."""
    if domain.lower().split(".")[-2] in FREE_MAIL:
        return True
    parts = re.split(r"[._]", local.lower())
    return len(parts) == 2 and all(re.fullmatch(r"[a-z]{2,}", part) for part in parts) and not set(parts) & ROLES


def _may_join(look: Look, file: str) -> bool:
    return str(look.front(file).values.get("join_public", "")).lower() in YES


def _meetings(look: Look, file: str, text: str) -> None:
    for found in _MEETING.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()].lstrip().lower()
        if line.startswith("join_url:"):
            continue  # the reader has told of it
        look.warn_at(
            file,
            found.start(),
            text,
            "this link lets anybody into the meeting, and these files are public.",
            "Delete it and send it after registration, or write join_url: with join_public: yes if anybody may come in.",
            "error",
        )
    for found in _PASSCODE.finditer(text):
        look.warn_at(
            file,
            found.start(),
            text,
            f"'{found[0][:30].strip()}' would let anybody into the meeting, and these files are public.",
            "Delete it; people get it after registration.",
        )
