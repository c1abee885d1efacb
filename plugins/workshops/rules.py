"""Rules that look at several fields of one event at once; each reports what contradicts or is missing.

Rules about dates stand in `times` and `schedule`, where the dates are worked out.
"""

from __future__ import annotations

from .load import Reporter
from .model import Event
from .model.kinds import quote
from .nearest import nearest
from .site import Site


def check_event(event: Event, site: Site, report: Reporter) -> None:
    """Report every rule of the event model that one event breaks on its own."""
    _place(event, report)
    _registration(event, report)
    _words(event, site, report)
    _name_and_id(event, report)
    _deadlines(event, report)
    if event.image and not event.image_alt and not report.is_broken("image_alt"):
        report.add(
            "image",
            f"{quote(event.image)} has no description for people who cannot see it.",
            "Write what the picture shows: image_alt: Two people practise with a nasal spray",
        )
    if event.status == "moved" and event.previous_start is None and not event.repeat:
        report.warn("status", "moved, but from when?", "Write the old date too: previous_start: 2027-02-09 18:00")
    if event.attend_all and not event.sessions and not report.any_broken(("sessions",)):
        report.warn("attend_all", "this is for a course with sessions, and there are none.", "List the sessions, or delete the line.")
    if event.uid is None and not report.is_broken("uid"):
        report.warn(
            "",
            "the event has no uid yet, which is its lasting identity; one made of the file's name is used.",
            "Run `workshops check --fix`, so that subscribers keep the event when the file is renamed.",
        )


def effective_mode(event: Event) -> str:
    """Return in-person, online or hybrid: as written, else by what there is."""
    if event.mode:
        return event.mode
    if event.join_url:
        return "hybrid" if event.venue else "online"
    return "in-person"


def _place(event: Event, report: Reporter) -> None:
    if report.any_broken(("venue", "mode", "dates", "sessions", "join_url")):
        return
    mode = effective_mode(event)
    named = [entry.venue for entry in (*event.dates, *event.sessions)]
    if mode != "online" and not event.venue and not (named and all(named)):
        if event.mode:
            report.add(
                "mode", f"an event that is {event.mode} needs a venue.", "Write the key of a file in the venues folder: venue: main-library"
            )
        else:
            report.missing("venue", "Write venue: and the key of a file in the venues folder, or mode: online.")
    if event.join_url and not event.join_public:
        report.add(
            "join_url",
            "a private join link would be seen by everybody, since these files are public.",
            "Delete the line (the page says that the link is sent after registration), or write join_public: yes if anybody may have it.",
        )
    if (
        mode == "online"
        and not event.join_url
        and event.registration in ("none", "closed")
        and not event.registration_url
        and event.status == "scheduled"
    ):
        report.warn(
            "mode" if event.mode else "",
            "an online event without a link and without registration: nobody can get in.",
            "Write registration: required and registration_url:, or join_url: with join_public: yes.",
        )


def _registration(event: Event, report: Reporter) -> None:
    if report.any_broken(("registration", "registration_url", "registration_phone", "contact")):
        return
    ways = event.registration_url or event.registration_phone or event.contact
    if event.registration == "required" and event.access == "public" and not ways:
        report.warn("registration", "people must register, but no way to do so is given.", "Write registration_url: or registration_phone:")
    if event.registration == "none" and (event.registration_url or event.registration_by):
        name = "registration_url" if event.registration_url else "registration_by"
        report.warn(
            name,
            "this is for events with registration, and registration is none.",
            "Write registration: optional or registration: required.",
        )


def _name_and_id(event: Event, report: Reporter) -> None:
    if event.anonymous and event.id_required:
        report.warn(
            "id_required",
            "people cannot come without a name and show an ID as well.",
            "Write anonymous: no, or id_required: no.",
        )


def _deadlines(event: Event, report: Reporter) -> None:
    """A last day to sign up or to ask that lies after the event; of a series or a list, after its end."""
    last = max(
        (entry.start.date for entry in (*event.dates, *event.sessions, *([event] if event.start else ()))),
        default=None,
    )
    if last is None or event.repeat or event.also:
        return
    for name, by in (("registration_by", event.registration_by), ("interpretation_by", event.interpretation_by)):
        day = getattr(by, "date", by)
        if day is not None and day > last:
            report.warn(name, f"{quote(report.written(name))} is after the event.", "Write a day before it, or mend the date of the event.")


def _words(event: Event, site: Site, report: Reporter) -> None:
    for i, word in enumerate(event.audience):
        if word not in site.audiences:
            _unknown_word(("audience", i), word, site.audiences, report)
    for name, known in (("accessibility", site.accessibility), ("supports", site.supports)):
        for i, word in enumerate(getattr(event, name)):
            near = None if word in known else nearest(word, known, 0.8)
            if near:
                report.warn((name, i), f"{quote(word)} is not in the site's list.", f"Did you mean {near}?")


def _unknown_word(path: tuple[str | int, ...], word: str, known: tuple[str, ...], report: Reporter) -> None:
    near = nearest(word, known)
    hint = f"Did you mean {near}? " if near else ""
    shown = report.written(*path) if isinstance(report.front.values.get("audience"), list) else word
    report.add(path, f"{quote(shown)} is not one of the site's audiences.", f"{hint}Allowed: {', '.join(known)}.")
