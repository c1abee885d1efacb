"""The glue to Pelican: the only modules that import it.

`connect` hooks into Pelican's signals. Signals hold receivers weakly, so everything connected here is a
module-level function or class.
"""
from __future__ import annotations

import atexit
import gc

from pelican import signals

from .generator import EventsGenerator
from .hooks import keep_folders_for_us, print_summary, show_errors, show_progress
from .photos import clean_photos


def connect() -> None:
    """Connect the plugin; called by Pelican through `register`."""
    signals.initialized.connect(keep_folders_for_us)
    signals.initialized.connect(show_progress)
    signals.get_generators.connect(events_generator)
    signals.static_generator_finalized.connect(clean_photos)
    signals.finalized.connect(show_errors)
    atexit.register(gc.freeze)  # the process is over: taking ten thousand events apart one by one would cost half a second


def events_generator(pelican_object: object) -> type[EventsGenerator]:
    """Announce the generator of events."""
    return EventsGenerator


__all__ = ["EventsGenerator", "connect", "events_generator", "print_summary"]
