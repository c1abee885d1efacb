"""Asking people at a terminal, with suggestions as they type.

On an ordinary terminal prompt_toolkit shows the matching names below the line; on one that can do nothing (`TERM=dumb`,
a screen reader's, a serial line) the same questions come line by line, with a numbered list of what is nearest. Both
take a name, a part of it, or a number. In a pipe nothing is asked: whoever runs a script gives flags.
"""
from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import click

from ._match import Choice, exactly, nearest

T = TypeVar("T")
FEW = 9
"""So many choices are listed before the question; more only when somebody asks for them."""


class Refused(ValueError):
    """An answer that cannot be used; the text says why and what to write instead."""


class Reader(Protocol):
    """Reads one line from the person; `choices` may be shown while it is typed."""

    def __call__(self, prompt: str, choices: Sequence[Choice] = ()) -> str: ...


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def line_reader() -> Reader:
    """Return the reader that suits this terminal."""
    simple = os.environ.get("TERM", "dumb") in ("dumb", "unknown", "") and os.name != "nt"
    return _plain_line if simple else _live_line


def _plain_line(prompt: str, choices: Sequence[Choice] = ()) -> str:
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise click.Abort
    return line.strip()


def _live_line(prompt: str, choices: Sequence[Choice] = ()) -> str:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Names(Completer):
        """Suggests keys by name."""

        def get_completions(self, document: Document, complete_event: CompleteEvent):  # type: ignore[no-untyped-def]
            typed = document.text_before_cursor
            for choice in nearest(typed, choices, 8) if typed.strip() else ():
                yield Completion(choice.key, start_position=-len(typed), display=choice.label or choice.key,
                                 display_meta=choice.key if choice.label else "")

    try:
        session: PromptSession[str] = PromptSession()
        answer = session.prompt(prompt, completer=Names() if choices else None, complete_while_typing=bool(choices),
                                reserve_space_for_menu=6 if choices else 0)
    except (KeyboardInterrupt, EOFError):
        raise click.Abort from None
    return answer.strip()


class Asker:
    """Asks until an answer can be used; `read` reads a line, `tell` shows one."""

    def __init__(self, read: Reader, tell: Callable[[str], object] = click.echo) -> None:
        self.read, self.tell = read, tell

    def text(self, question: str, use: Callable[[str], T], default: str = "") -> T:
        """Ask for a text; `use` turns it into what is wanted, or raises `Refused`. Enter alone gives the default."""
        while True:
            try:
                return use(self.read(f"{question}{f' [{default}]' if default else ''}: ") or default)
            except Refused as refused:
                self.tell(f"  {refused}")

    def yes(self, question: str, default: bool = True) -> bool:
        """Ask yes or no."""
        words = {"y": True, "yes": True, "s": True, "si": True, "sí": True, "n": False, "no": False}
        while True:
            answer = self.read(f"{question} [{'Y/n' if default else 'y/N'}]: ").lower()
            if not answer:
                return default
            if answer in words:
                return words[answer]
            self.tell("  Please answer yes or no.")

    def choose(self, question: str, choices: Sequence[Choice], default: str = "", *, suggest: bool = True,
               other: Callable[[str], object] | None = None) -> str:
        """Ask for one of many by name, part of a name, or number; returns its key. Enter alone gives the default.

        Where `other` is given, any answer that it does not refuse is taken as it is.
        """
        shown = list(choices) if len(choices) <= FEW else []
        self._list(shown)
        while True:
            answer = self.read(f"{question}{f' [{default}]' if default else ''}: ", choices if suggest else ())
            if not answer and default:
                return default
            if answer.isdigit() and 1 <= int(answer) <= len(shown):
                return self._taken(shown[int(answer) - 1])
            found = exactly(answer, choices)
            if found:
                return self._taken(found)
            if other is not None and answer not in ("", "?"):
                try:
                    other(answer)
                    return answer
                except Refused as refused:
                    self.tell(f"  {refused}")
                    continue
            shown = list(choices) if answer in ("", "?") else nearest(answer, choices)
            if len(shown) == 1:
                return self._taken(shown[0])
            self.tell(f"  Nothing is called '{answer}'; ? shows all." if not shown else "  Which one? A number, or more letters:")
            self._list(shown)

    def _list(self, shown: Sequence[Choice]) -> None:
        for number, choice in enumerate(shown, 1):
            self.tell(f"  {number:2} {choice}")

    def _taken(self, choice: Choice) -> str:
        if choice.label:
            self.tell(f"  = {choice}")
        return choice.key
