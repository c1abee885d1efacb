"""A dozen feeds of a corpus of three hundred events in every client; `make feeds-corpus` asks them of ten thousand."""

from __future__ import annotations

import pytest
from clients import CLIENTS, Missing, compare
from clients.corpus import WINDOW, Corpus, corpus_feeds

EVENTS = 300


@pytest.fixture(scope="module")
def feeds() -> Corpus:
    """Twelve feeds over all kinds, that of all events first, English and Spanish by turns."""
    every = len(corpus_feeds(EVENTS)) // 12
    found = list(corpus_feeds(EVENTS, every).items())[:12]
    assert len(found) == 12 and found[0][0] == "feeds/all.ics" and len(found[0][1][1]) > EVENTS
    return dict(found)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_shows_the_corpus_as_we_mean_it(client: str, feeds: Corpus) -> None:
    try:
        CLIENTS[client].version()
    except Missing as part:
        pytest.skip(f"missing part: {part}")
    assert compare(client, feeds, WINDOW) == {}
