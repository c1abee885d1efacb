"""From an event to its dates: calendar components (VEVENT, RFC 5545) and the occurrences that people attend.

A regular series is one component with an RRULE, its skipped dates as EXDATE, and one override (RECURRENCE-ID) for
each date that differs. Irregular dates, extra dates, sessions, and rules that calendar programs read differently
are components of their own, each with a uid of its own. Expansion happens once, here, on wall time.
"""
from __future__ import annotations

from .parts import Brief, Component, Kept, Occurrence, Schedule, compact, day_of
from .series import build_schedule

__all__ = ["Brief", "Component", "Kept", "Occurrence", "Schedule", "build_schedule", "compact", "day_of"]
