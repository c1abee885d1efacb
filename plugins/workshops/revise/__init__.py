"""Changing events that are there already: call off, move, extend, hold again, note what came of it.

Every function takes a `Target` (one event's file, and the event as it was read) and gives back the file's new text.
Nothing is written here; whoever calls shows the difference, has the loader read the new text, and saves it.
"""
from .copies import copied_name, copy, copy_translation, free_name
from .near import read_day_near, read_near
from .results import done
from .series import extend, new_dates
from .status import cancel, move
from .target import CannotDo, Edited, Picked, Target, pick

__all__ = ["CannotDo", "Edited", "Picked", "Target", "cancel", "copied_name", "copy", "copy_translation", "done", "extend",
           "free_name", "move", "new_dates", "pick", "read_day_near", "read_near"]
