"""Views: from the catalog to the data of pages. Pure; templates and files are somebody else's."""

from .base import Dated, FeedIndex, FeedLink, Page, Timeline, Views
from .environment import environment
from .pages import pages
from .render import Renderer

__all__ = ["Dated", "FeedIndex", "FeedLink", "Page", "Renderer", "Timeline", "Views", "environment", "pages"]
