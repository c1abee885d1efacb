"""The typed model: every field that an organizer may write, and the only place where fields are defined."""
from .event import DETAIL_FIELDS, FULL, TRANSLATABLE, Change, DateEntry, Details, Event, field_names, merge, places_left, text_in, walks_in
from .parts import Cost, Credit, Interpretation, Results, Volunteer
from .records import RECORD_TRANSLATABLE, KitSite, Organizer, Program, Record, Source, Venue

__all__ = ["DETAIL_FIELDS", "RECORD_TRANSLATABLE", "TRANSLATABLE", "Change", "Cost", "Credit", "DateEntry", "Details", "Event",
           "FULL", "Interpretation", "KitSite", "Organizer", "Program", "Record", "Results", "Source", "Venue", "Volunteer",
           "field_names", "merge", "places_left", "text_in", "walks_in"]
