"""The finder's data files, with the revisions that the calendar feeds publish."""

from __future__ import annotations

from ..finder import finder_jobs
from .base import Context, Jobs


def finder_data_jobs(context: Context) -> Jobs:
    """Give the jobs of `/find/data/` in every language."""
    return finder_jobs(context.catalog, context.now, context.languages, lambda _, component: context.revision(component), context.rows)
