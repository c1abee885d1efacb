"""Wrong files as organizers write them, each with what its writer is told, word for word."""

from __future__ import annotations

import time

import pytest
from corpus import FOLDER, cases, shown, told

CASES = cases()


@pytest.mark.parametrize("stem", CASES)
def test_writer_is_told(stem: str) -> None:
    began = time.perf_counter()
    problems = told(stem, CASES[stem])
    took = time.perf_counter() - began
    assert shown(problems) == (FOLDER / f"{stem}.txt").read_text(encoding="utf-8")
    assert took < 1


def test_corpus_is_large_and_whole() -> None:
    assert len(CASES) >= 150
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)


def test_messages_have_no_jargon() -> None:
    for path in FOLDER.glob("*.txt"):
        said = path.read_text(encoding="utf-8").lower()
        for word in ("yaml", "iso 8601", "iana", "bcp 47", "rfc", "null", "traceback", "none is not", "pydantic", "mapping", "scalar"):
            assert word not in said.replace(path.stem, ""), (path.name, word)


def test_every_problem_says_how_to_mend_it() -> None:
    for stem, data in CASES.items():
        for problem in told(stem, data):
            assert problem.hint or "did you mean" in problem.message, (stem, problem)
