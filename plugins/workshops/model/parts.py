"""Groups of fields inside an event: interpretation, credits, volunteer roles, results, cost."""
from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from .kinds import (
    CreditStatus,
    DateText,
    EndText,
    Key,
    Langs,
    Number,
    Text,
    Url,
    WhenText,
    Whole,
    field_error,
    lang_tag,
    list_of_maps,
    quote,
    text_value,
    yes_no,
)


class Fields(BaseModel):
    """Base of every group of fields; unknown keys are reported by the loader, not here."""

    model_config = ConfigDict(extra="ignore", validate_default=False, defer_build=True)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle only what differs from the defaults: ten thousand events are remembered from build to build."""
        defaults = _defaults(type(self))
        state = {name: value for name, value in self.__dict__.items() if name not in defaults or value != defaults[name]}
        return _restored, (type(self), state, tuple(sorted(self.__pydantic_fields_set__)))


@cache
def _defaults(model: type[Fields]) -> dict[str, Any]:
    """Return the default of every field that has one; lists among them are shared and never changed."""
    return {name: info.get_default(call_default_factory=True) for name, info in model.model_fields.items()
            if not info.is_required()}


def _restored(model: type[Fields], state: dict[str, Any], given: tuple[str, ...]) -> Fields:
    """Make a pickled model again, without validating what was valid."""
    made = model.__new__(model)
    object.__setattr__(made, "__dict__", {**_defaults(model), **state})
    object.__setattr__(made, "__pydantic_fields_set__", set(given))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


class Cost(NamedTuple):
    """What it costs: an amount and its currency (ISO 4217); amount 0 is shown as Free."""

    amount: Decimal
    currency: str = "USD"


_FREE = {"0", "free", "gratis", "none", "no cost", "sin costo"}
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP"}


def _cost(value: Any) -> Cost:
    if isinstance(value, Cost):
        return value
    text = text_value(value)
    if text.lower() in _FREE:
        return Cost(Decimal(0))
    found = re.fullmatch(r"([$€£]?)\s*(\d{1,6}(?:\.\d{1,2})?)\s*([A-Za-z]{3})?", text)
    if not found or (found[1] and found[3] and found[3].upper() != _SYMBOLS[found[1]]):
        raise field_error(f"{quote(value)} is not an amount.", "Write 0 when it is free, or an amount such as 10 USD.")
    return Cost(Decimal(found[2]), (found[3] or _SYMBOLS.get(found[1], "USD")).upper())


CostText = Annotated[Cost, BeforeValidator(_cost), WithJsonSchema(
    {"type": ["string", "number"], "x-kind": "amount", "examples": ["0", "10 USD"]})]


class Interpretation(NamedTuple):
    """One language that the event is interpreted into, and whether one has to ask for it."""

    lang: str
    on_request: bool


_HOW = {"provided": False, "yes": False, "on request": True, "on-request": True, "request": True,
        "se ofrece": False, "a pedido": True}


def _interpretations(value: Any) -> list[Interpretation]:
    """Read `- es: provided`, `{es: provided}` and `es: provided, ase: on request` alike."""
    if isinstance(value, str):
        value = [dict([part.split(":", 1)]) if ":" in part else part.strip() for part in value.split(",")]
    entries = [value] if isinstance(value, dict) else value
    found: list[Interpretation] = []
    for entry in entries:
        if isinstance(entry, Interpretation):
            found.append(entry)
            continue
        pairs = entry.items() if isinstance(entry, dict) else [(entry, "provided")]
        if isinstance(entry, dict) and "lang" in entry:
            asked = "on_request" in entry and yes_no(entry["on_request"])
            pairs = [(entry["lang"], "on request" if asked else entry.get("how", "provided"))]
        for lang, how in pairs:
            known = _HOW.get(text_value(how).lower())
            if known is None:
                raise field_error(f"{quote(how)} is not one of the choices.", "Allowed: provided, on request.")
            found.append(Interpretation(lang_tag(lang), known))
    return found


Interpretations = Annotated[list[Interpretation], BeforeValidator(_interpretations), WithJsonSchema(
    {"type": ["array", "object", "string"], "items": {"type": ["object", "string"]}, "x-kind": "language codes with how",
     "examples": ["es: provided, ase: on request"]})]


class Credit(Fields):
    """Continuing education for professionals."""

    body: Text = Field(description="who grants the credit")
    hours: Number | None = Field(None, description="hours of credit")
    number: Text | None = Field(None, description="the body's number for this course")
    status: CreditStatus = Field("pending", description="approved, or still pending")


class Volunteer(Fields):
    """A role that needs people; an open one gets a page and a feed of its own."""

    role: Text = Field(description="what the person does")
    role_es: Text | None = Field(None, description="the role in Spanish")
    needed: Whole = Field(1, description="how many people are needed")
    filled: Whole = Field(0, description="how many have signed up")
    start: EndText | None = Field(None, description="start of the shift, if not the event's")
    end: EndText | None = Field(None, description="end of the shift, if not the event's")
    training: Key | None = Field(None, description="program that a volunteer must have attended")
    languages: Langs = Field(default_factory=list, description="languages the role needs")
    signup_url: Url | None = Field(None, description="where to sign up")
    contact: Text | None = Field(None, description="role-based e-mail or phone, if not the event's")
    status: Text | None = Field(None, description="closed, when no more people are needed")


class Results(Fields):
    """What came of it: counts only, never names."""

    attended: Whole | None = Field(None, description="people who came")
    kits: Whole | None = Field(None, description="kits handed out")
    volunteers: Whole | None = Field(None, description="volunteers who helped")
    notes: Text | None = Field(None, description="a remark for the grant report, without names")


Credits = Annotated[list[Credit], BeforeValidator(list_of_maps)]
Volunteers = Annotated[list[Volunteer], BeforeValidator(list_of_maps)]

__all__ = ["Cost", "CostText", "Credit", "Credits", "DateText", "Fields", "Interpretation", "Interpretations",
           "Results", "Volunteer", "Volunteers", "WhenText"]
