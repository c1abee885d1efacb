"""Plain words for the choices of the model, in the interface's English; `Language.gettext` gives the other languages.

One table for each choice, used by pages, feeds and data alike, so that a word is never said in two ways.
"""
from __future__ import annotations

from typing import Protocol


class Speaks(Protocol):
    """What a label needs of a language."""

    def gettext(self, message: str) -> str:
        """Translate one sentence."""


def _(message: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return message


MODE = {"in-person": _("In person"), "online": _("Online"), "hybrid": _("In person and online")}
STATUS = {"scheduled": _("Scheduled"), "cancelled": _("Cancelled"), "postponed": _("Postponed"), "moved": _("Moved")}
AVAILABILITY = {"open": _("Places left"), "few": _("Few places left"), "full": _("Full"), "waitlist": _("Full, with a waiting list")}
REGISTRATION = {"none": _("Walk in, no sign-up"), "optional": _("Sign up or just walk in"), "required": _("Sign up first"),
                "closed": _("Sign-up is closed")}
KIT = {"nasal": _("Free nasal spray kit"), "injectable": _("Free injectable kit"), "both": _("Free kit, nasal spray or injectable")}
LAW_ENFORCEMENT = {"host": _("Police host this event"), "present": _("Police will be there"), "not-planned": _("No police planned")}
AUDIENCE = {"everyone": _("Everyone"), "parents": _("Parents"), "students": _("Students"), "educators": _("Educators"),
            "community-leaders": _("Community leaders"), "first-responders": _("First responders"),
            "health-workers": _("Health workers"), "employers": _("Employers"), "faith-communities": _("Faith communities"),
            "seniors": _("Seniors"), "veterans": _("Veterans"), "volunteers": _("Volunteers")}
ACCESSIBILITY = {"step-free": _("Step-free way in"), "asl": _("ASL interpreter"), "cart": _("Live captions on a screen (CART)"),
                 "captions": _("Captions"), "hearing-loop": _("Hearing loop"), "quiet-room": _("Quiet room"),
                 "scent-free": _("Scent-free"), "large-print": _("Large print"), "accessible-restroom": _("Accessible restroom"),
                 "accessible-parking": _("Accessible parking"), "service-animals": _("Service animals welcome"),
                 "seating": _("Seating")}
SUPPORTS = {"childcare": _("Childcare"), "food": _("Food"), "transit-pass": _("Bus pass"), "parking": _("Free parking"),
            "stipend": _("Stipend"), "handouts": _("Handouts"), "naloxone-kit": _("Free kit")}
CREDIT = {"approved": _("approved"), "pending": _("approval pending")}
FACET = {"program": _("Program"), "town": _("Town"), "venue": _("Place"), "organizer": _("Host"), "audience": _("For"),
         "language": _("Language"), "mode": _("How")}


def label(table: dict[str, str], word: str, language: Speaks) -> str:
    """Return the label of a word; a word that no table knows is shown as it is written, with spaces."""
    known = table.get(word)
    return language.gettext(known) if known else word.replace("-", " ").capitalize()
