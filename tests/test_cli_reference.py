"""docs/commands.md is what the commands say of themselves, and they say enough."""
from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from workshops.cli import command_modules, main
from workshops.cli._reference import reference, split_help

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
COMMANDS = {name: main.get_command(click.Context(main), name) for name in command_modules()}


def test_the_page_does_not_lag_behind() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), \
        "run in the folder plugins/: python -m workshops.cli._reference > ../docs/commands.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_every_option(name: str) -> None:
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## workshops {name}\n")[2].partition("\n## ")[0]
    command = COMMANDS[name]
    assert command is not None
    for param in command.params:
        if isinstance(param, click.Option) and not param.hidden:
            assert param.help, f"{param.opts[-1]} has no help"
            assert f"`{param.opts[-1]}" in section
    assert "Examples" in (command.help or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_commands_that_exist(name: str) -> None:
    command = COMMANDS[name]
    assert command is not None
    _, examples = split_help(command)
    assert examples
    for example in re.sub(r"\\\n\s*", "", "\n".join(examples)).splitlines():
        words = shlex.split(example, comments=True)
        assert words[0] == "workshops", example
        assert name in words, example
        known = {option for param in (*command.params, *main.params) for option in (*param.opts, *param.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known, example
