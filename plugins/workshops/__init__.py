"""Workshops: community events from Markdown files, as pages and as calendar feeds, for Pelican.

Importing this package does not import Pelican; `register` does, when Pelican calls it.
"""
from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__", "register"]


def register() -> None:
    """Connect the plugin to Pelican's signals; called by Pelican."""
    from .pelican import connect

    connect()
