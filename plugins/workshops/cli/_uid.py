"""New identities: random, so that two people who write events at the same time never make the same one."""
from __future__ import annotations

import uuid

from ..site import Site


def fresh_uid(site: Site) -> str:
    """Return a uid that nobody has: a random UUID and the site's domain. Tests put another in its place."""
    return f"{uuid.uuid4()}@{site.uid_domain}"
