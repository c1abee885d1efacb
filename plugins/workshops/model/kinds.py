"""The words an organizer may choose from, and the small types that fields are made of.

Every scalar arrives as text (YAML never guesses), and each type here turns text into its value or says in plain
words what is allowed. The message and the hint stay apart, so that the loader can put file, line and column
before them.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .. import when
from ..escape import plain
from ..nearest import nearest
from ..zones import UnknownZone, load_zone

YES = {"yes", "true", "on", "y", "1", "si", "sí"}
NO = {"no", "false", "off", "n", "0"}
SLUG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
LANGUAGE_NAMES = {
    "english": "en", "spanish": "es", "español": "es", "espanol": "es", "asl": "ase", "french": "fr",
    "vietnamese": "vi", "chinese": "zh", "mandarin": "zh", "arabic": "ar", "russian": "ru", "korean": "ko",
    "portuguese": "pt", "haitian creole": "ht", "creole": "ht", "somali": "so", "nepali": "ne", "polish": "pl",
    "american sign language": "ase", "inglés": "en", "ingles": "en", "hmong": "hmn", "tagalog": "tl", "ukrainian": "uk",
}


def field_error(message: str, hint: str = "") -> PydanticCustomError:
    """An error whose message and hint the loader shows as they are."""
    return PydanticCustomError("field", "{text}", {"text": message, "hint": hint})


def quote(value: object) -> str:
    """A value as written, in quotes, cut where it is long."""
    text = value if isinstance(value, str) else _plain(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_plain(v)}" for k, v in value.items())
    return str(value)


def text_value(value: Any) -> str:
    """Text on one line or several, without control characters; lists and maps are refused."""
    if isinstance(value, str):
        return plain(value).strip()
    raise field_error(f"{quote(value)} is a list or a group of fields, and plain text is needed here.",
                      "Write the text after the colon, on the same line; put it in quotes if it has a colon in it.")


def yes_no(value: Any) -> bool:
    """Read yes or no, as people write it, in English and Spanish."""
    if isinstance(value, bool):
        return value
    word = text_value(value).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise field_error(f"{quote(value)} is neither yes nor no.", "Write yes or no.")


def whole_number(value: Any) -> int:
    """Read a whole number that is not negative."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = text_value(value).replace(",", "")
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    digits = re.search(r"[0-9]{1,9}", text)
    raise field_error(f"{quote(value)} is not a whole number.", f"Write digits only, for example {digits[0] if digits else 30}.")


def decimal_number(value: Any) -> Decimal:
    """Read a number with or without a point, such as hours or degrees."""
    if isinstance(value, Decimal):
        return value
    try:
        number = Decimal(text_value(value).replace("−", "-"))
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite():
        return number
    raise field_error(f"{quote(value)} is not a number.", "Write digits with a point, for example 42.5.")


def items(value: Any) -> list[Any]:
    """Read a list; a single text is a list of its parts between commas."""
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return [part for part in (p.strip() for p in value.split(",")) if part]
    raise field_error(f"{quote(value)} is a group of fields, and a list is needed here.",
                      "Write the items between commas: one, two.")


def date_items(value: Any) -> list[Any]:
    """Read a list of dates; `Dec 24, 2026` is one date in spite of its comma, in brackets or without."""
    if isinstance(value, str):
        value = _AND.sub(", ", value)
    if isinstance(value, str) and ";" in value:
        return [part.strip() for part in value.split(";") if part.strip()]
    found: list[Any] = []
    for part in items(value):
        if found and _continues(found[-1], part):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found


def _continues(before: Any, part: Any) -> bool:
    """Whether a comma stood within a date: before its year, after its weekday, or before its time."""
    if not isinstance(before, str) or not isinstance(part, str):
        return False
    if _YEAR.fullmatch(part):
        return True
    if not _HAS_YEAR.search(before):
        return bool(_YEAR_FIRST.match(part)) or not any(c.isdigit() for c in before)
    return bool(_CLOCK.fullmatch(part))


_AND = re.compile(r"(?i),?\s+(?:and|&|y)\s+(?!media\b|cuarto\b)")
_YEAR = re.compile(r"\d{4}")
_HAS_YEAR, _YEAR_FIRST = re.compile(r"(?<!\d)\d{4}(?!\d)"), re.compile(r"\d{4}(?![\d/.-])")
_CLOCK = re.compile(r"(?i)(?:at |a las? )?\d{1,2}(?::\d\d)?(?: ?[ap]\.? ?m\.?)?")


def list_of_maps(value: Any) -> list[Any]:
    """Read a list of groups of fields; one group alone is a list of one."""
    if isinstance(value, dict):
        return [value]
    if isinstance(value, list):
        return value
    raise field_error(f"{quote(value)} is plain text, and a list of groups of fields is needed here.",
                      "Start each entry on a line of its own with a hyphen, its fields indented below.")


KEY = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
"""How the file of a record may be named for events to name it."""


def key(value: Any) -> str:
    """Read the key of a record: the name of its file without `.md`."""
    text = text_value(value).lower().removesuffix(".md")
    if KEY.fullmatch(text):
        return text
    raise field_error(
        f"{quote(value)} is not a key.",
        "A key is a file's name without .md: small letters, digits and hyphens, for example main-library.")


def slug(value: Any) -> str:
    """Read a page's address: letters, digits and hyphens only."""
    text = text_value(value)
    if SLUG.fullmatch(text) and len(text) <= 150:
        return text
    raise field_error(f"{quote(value)} cannot be an address.",
                      "Use letters, digits and hyphens only, for example narcan-training-main-library.")


def uid(value: Any) -> str:
    """Read an event's permanent identity: no spaces, no control characters (RFC 5545 section 3.8.4.7)."""
    text = text_value(value)
    if text and len(text) <= 200 and not re.search(r"[\s\x00-\x1f\x7f]", text):
        return text
    raise field_error(f"{quote(value)} cannot be a uid.",
                      "Delete the line and run `workshops check --fix`, which writes a good one.")


def lang_tag(value: Any) -> str:
    """Read a language tag (BCP 47) and return its usual spelling: es, en, zh-Hant, pt-BR."""
    text = text_value(value)
    if text.lower() in LANGUAGE_NAMES:
        raise field_error(f"{quote(value)} is a language's name, and its short code is needed.",
                          f"Write {LANGUAGE_NAMES[text.lower()]}.")
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        raise field_error(f"{quote(value)} is not a language code.",
                          "Write the short code: en for English, es for Spanish, ase for American Sign Language.")
    head, *rest = text.split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join([head.lower()] + [sizes.get(len(part), str.lower)(part) for part in rest])


def web_address(value: Any) -> str:
    """Read an https or http address without a password in it."""
    text = text_value(value)
    if re.fullmatch(r"https?://[^\s/@<>\"'\\]+(?:[/?#][^\s<>\"\\]*)?", text, re.I):
        return text
    if re.match(r"https?://[^\s/]*@", text, re.I):
        raise field_error(f"{quote(value)} has a user name in it, and everybody can read this file.", "Leave out everything up to the @.")
    if re.fullmatch(r"https?://.*\s.*", text, re.I):
        raise field_error(f"{quote(value)} has a space in it.", f"Write %20 instead: {re.sub(chr(92) + 's+', '%20', text)}")
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text):
        raise field_error(f"{quote(value)} is not a whole web address.", f"Write https://{text}")
    if re.match(r"(?:webcals?|http:?/|https:?/|htp|htts):?/", text, re.I):
        whole = re.sub(r"^[a-z]+:?/+", "https://", text, flags=re.I)
        raise field_error(f"{quote(value)} is not a web address.", f"Write {whole}")
    raise field_error(f"{quote(value)} is not a web address.",
                      "Write it with https:// in front, for example https://example.org/register")


def secure_address(value: Any) -> str:
    """Read an https address: what is said in a meeting is nobody else's business."""
    text = web_address(value)
    if text[:5].lower() != "https":
        raise field_error(f"{quote(value)} is not encrypted.", f"Write https{text[4:]}")
    return text


def zone_name(value: Any) -> str:
    """Read a time zone by its place name, such as America/New_York."""
    text = text_value(value)
    try:
        load_zone(text)
    except UnknownZone as error:
        raise field_error(*message_and_hint(error)) from None
    return text


def fold_word(value: Any) -> str:
    """Read a word of a site list (audience, accessibility, support): small letters with hyphens."""
    return re.sub(r"[\s_]+", "-", text_value(value).lower())


def message_and_hint(error: Exception) -> tuple[str, str]:
    """Return the two halves of an error of `when`, `phrases` or `zones`."""
    message, hint = getattr(error, "message", None) or str(error), getattr(error, "hint", "") or ""
    before, write, after = message.partition("; write ")
    return (f"{before}.", f"Write {after}") if write and not hint else (message, hint)


def _of_when(function: Callable[[str], Any], *, listed: bool = False) -> BeforeValidator:
    def convert(value: Any) -> Any:
        if isinstance(value, (list, dict)):
            text_value(value)
        if not isinstance(value, str):
            return value
        try:
            found = function(value)
        except when.WhenError as error:
            message, hint = message_and_hint(error)
            if listed and message.endswith(" holds two dates."):
                hint = "Write each date by itself: 2026-12-22, 2026-12-29."
            raise field_error(message, hint) from None
        if getattr(found, "zone", None):
            zone_name(found.zone)
        return found
    return BeforeValidator(convert)


OTHER_WORDS = {
    "zoom": "online", "virtual": "online", "webinar": "online", "remote": "online", "on site": "in-person", "presencial": "in-person",
    "en línea": "online", "sold out": "full", "lleno": "full", "private": "invite", "invitation": "invite", "narcan": "nasal",
    "naloxone": "nasal", "spray": "nasal", "no": "none", "yes": "required", "sí": "required", "si": "required", "cancelado": "cancelled",
    "called off": "cancelled", "canceled": "cancelled", "rescheduled": "moved", "aplazado": "postponed", "free": "none",
    "published": "scheduled", "confirmed": "scheduled", "active": "scheduled",
}
"""What people write for one of our choices; offered only where that choice is allowed."""


def choice_hint(value: str, allowed: list[str]) -> str:
    """Say what to write instead of a word that is not in the list, the nearest first."""
    if value.lower() == "draft" and "scheduled" in allowed:
        return "To keep the event back, write draft: yes on a line of its own."
    other = OTHER_WORDS.get(value.lower())
    if value.lower() == "no" and "not-planned" in allowed:
        other = "not-planned"
    near = other if other in allowed else nearest(value, allowed)
    rest = ", ".join(allowed)
    return f"Did you mean {near}? Allowed: {rest}." if near else f"Allowed: {rest}."


def _choice(*allowed: str) -> tuple[BeforeValidator, WithJsonSchema]:
    lookup = {a.lower(): a for a in allowed} | {a.lower().replace("-", " "): a for a in allowed}

    def convert(value: Any) -> str:
        text = text_value(value)
        found = lookup.get(text.lower()) or lookup.get(text.lower().replace("_", "-"))
        if found is None:
            raise field_error(f"{quote(value)} is not one of the choices.", choice_hint(text, list(allowed)))
        return found
    return BeforeValidator(convert), _shape("one of the words", enum=list(allowed))


def _shape(kind: str, *examples: str, **rest: Any) -> WithJsonSchema:
    """The JSON Schema of a type: `x-kind` is what people write, in words, for the field reference."""
    return WithJsonSchema({"type": "string", **rest, "x-kind": kind, **({"examples": list(examples)} if examples else {})})


def _list(kind: str, *examples: str) -> WithJsonSchema:
    """A list in brackets, on lines of its own, or as text with commas."""
    item = {"type": ["string", "number"]}
    return WithJsonSchema({"type": ["array", "string", "number"], "items": item, "x-kind": kind,
                           **({"examples": list(examples)} if examples else {})})


Text = Annotated[str, BeforeValidator(text_value), _shape("text", type=["string", "number"])]
YesNo = Annotated[bool, BeforeValidator(yes_no), WithJsonSchema({"enum": ["yes", "no", True, False], "x-kind": "yes or no"})]
Whole = Annotated[int, BeforeValidator(whole_number), _shape("whole number", type="integer", minimum=0)]
Number = Annotated[Decimal, BeforeValidator(decimal_number), _shape("number", type="number")]
Key = Annotated[str, BeforeValidator(key), _shape("key", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Word = Annotated[str, BeforeValidator(fold_word), _shape("word")]
Keys = Annotated[list[Key], BeforeValidator(items), _list("keys")]
Words = Annotated[list[Word], BeforeValidator(items), _list("words")]
Texts = Annotated[list[Text], BeforeValidator(items), _list("texts")]
Slug = Annotated[str, BeforeValidator(slug), _shape("letters, digits and hyphens", pattern="^[A-Za-z0-9-]+$")]
Slugs = Annotated[list[Slug], BeforeValidator(items), _list("letters, digits and hyphens, each")]
Uid = Annotated[str, BeforeValidator(uid), _shape("text without spaces")]
Lang = Annotated[str, BeforeValidator(lang_tag), _shape("language code", "en", "es")]
Langs = Annotated[list[Lang], BeforeValidator(items), _list("language codes", "en, es")]
Url = Annotated[str, BeforeValidator(web_address), _shape("web address", "https://example.org/register", format="uri")]
SecureUrl = Annotated[str, BeforeValidator(secure_address), _shape("web address", "https://example.org/register", format="uri")]
Zone = Annotated[str, BeforeValidator(zone_name), _shape("time zone", "America/New_York")]
WhenText = Annotated[Any, _of_when(when.parse_when), _shape("date and time, or a date", "2026-12-08 18:00", "Dec 8, 2026 6 pm")]
EndText = Annotated[Any, _of_when(when.parse_time_or_when), _shape("time, or date and time", "19:30", "2026-12-09 01:00")]
DateText = Annotated[Any, _of_when(when.parse_date), _shape("date", "2027-06-30", "June 30, 2027")]
DurationText = Annotated[Any, _of_when(when.parse_duration), _shape("duration", "1h 30m", "90 minutes")]
_EachDate = Annotated[Any, _of_when(when.parse_date, listed=True)]
_EachWhen = Annotated[Any, _of_when(when.parse_when, listed=True)]
DateTexts = Annotated[list[_EachDate], BeforeValidator(date_items), _list("dates", "2026-12-24, 2026-12-31")]
WhenTexts = Annotated[list[_EachWhen], BeforeValidator(date_items), _list("dates, or dates and times", "2027-01-05 18:00")]

Status = Annotated[str, *_choice("scheduled", "cancelled", "postponed", "moved")]
Availability = Annotated[str, *_choice("open", "few", "full", "waitlist")]
Mode = Annotated[str, *_choice("in-person", "online", "hybrid")]
Registration = Annotated[str, *_choice("none", "optional", "required", "closed")]
Access = Annotated[str, *_choice("public", "invite", "closed")]
Kit = Annotated[str, *_choice("none", "nasal", "injectable", "both")]
LawEnforcement = Annotated[str, *_choice("host", "present", "not-planned", "unknown")]
CreditStatus = Annotated[str, *_choice("approved", "pending")]
Trust = Annotated[str, *_choice("publish", "review")]
OrganizerKind = Annotated[str, *_choice("health department", "school", "library", "police", "fire and EMS", "faith",
                                        "nonprofit", "coalition", "other")]
