"""The theme's own words and icons for what organizers choose from; names of choices stand in `labels`.

Everything marked with `N_` is a message of the gettext catalogue; the text is translated where it is shown.
"""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


SUPPORT_ICONS = {
    "childcare": "baby",
    "food": "utensils",
    "transit-pass": "bus",
    "parking": "square-parking",
    "stipend": "banknote",
    "handouts": "file-text",
    "naloxone-kit": "package",
}
ACCESS_ICONS = {
    "step-free": "accessibility",
    "asl": "hand-heart",
    "cart": "captions",
    "captions": "captions",
    "hearing-loop": "ear",
    "quiet-room": "leaf",
    "scent-free": "wind",
    "large-print": "book-open",
    "accessible-parking": "square-parking",
    "seating": "armchair",
}
KINDS = {
    "health department": N_("Health department"),
    "school": N_("School"),
    "library": N_("Library"),
    "police": N_("Police"),
    "fire and EMS": N_("Fire and ambulance"),
    "faith": N_("Faith group"),
    "nonprofit": N_("Nonprofit"),
    "coalition": N_("Coalition"),
    "other": N_("Group"),
}
KIND_ICONS = {
    "health department": "heart-pulse",
    "school": "school",
    "library": "library",
    "police": "shield",
    "fire and EMS": "ambulance",
    "faith": "church",
    "nonprofit": "hand-heart",
    "coalition": "users",
}
KITS_HERE = {
    "nasal": N_("Nose spray"),
    "injectable": N_("Shots"),
    "both": N_("Nose spray or shots"),
}
FACET_TITLES = {
    "": N_("Two in one"),
    "program": N_("By program"),
    "town": N_("By town"),
    "venue": N_("By place"),
    "organizer": N_("By host"),
    "audience": N_("For whom"),
    "language": N_("By language"),
    "mode": N_("In person or online"),
    "shifts": N_("Volunteer shifts"),
    "discreet": N_("For a shared phone"),
    "archive": N_("Past years"),
}
STATUS_WORDS = {
    "cancelled": N_("Cancelled"),
    "postponed": N_("Postponed"),
    "moved": N_("Moved"),
    "full": N_("Full"),
    "waitlist": N_("Full, waiting list"),
    "few": N_("Few places left"),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def capital(text: str) -> str:
    """Return the text with a capital first letter; weekdays and months are small in Spanish."""
    return text[:1].upper() + text[1:]
