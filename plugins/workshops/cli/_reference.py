"""docs/commands.md, made of the commands themselves: `python -m workshops.cli._reference > docs/commands.md`.

Written from the commands' parts and not from click's own help text, whose line breaks differ from version to version.
"""
from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any

import click

from . import command_modules, main, short_help

HEAD = """# Commands

`workshops` does the everyday jobs: post, cancel, move, check. Run it in the folder that holds `content/`, or name the content
folder first: `workshops --content DIR COMMAND`. Every command has `--help`; every question has a flag, for scripts. In a pipe the
output has no colour. The commands that change a file show the difference, change only the lines they must, refuse what would not be
right, and write at the very end: Ctrl-C leaves everything as it was. With `--dry-run` nothing is written.

Dates are written as you say them: `Feb 16 6 pm`, `2027-02-16 18:00`, `16 de febrero a las 6 de la tarde`. An event is named by the end of
its page's address (`van-depot`), by its file, or by the link of its page.

The exit status is 0 when all went well, 1 when something failed or is wrong in the content, 2 when the command was called wrongly.
"""
TAIL = "\nThis page is made of the commands' own help: `python -m workshops.cli._reference > docs/commands.md`\n"


def reference() -> str:
    """Return the whole page."""
    context = click.Context(main, info_name="workshops")
    modules = command_modules()
    rows = [f"| [`workshops {name}`](#workshops-{name}) | {short_help(module)} |" for name, module in modules.items()]
    parts = [HEAD, "| command | what it does |\n| --- | --- |\n" + "\n".join(rows) + "\n"]
    for name in modules:
        command = main.get_command(context, name)
        assert command is not None
        parts.append(_section(name, command))
    return "\n".join(parts) + TAIL


def _section(name: str, command: click.Command) -> str:
    text, examples = split_help(command)
    arguments = " ".join(_argument(param) for param in command.params if isinstance(param, click.Argument))
    usage = f"workshops {name} [OPTIONS] {arguments}".rstrip()
    lines = [f"## workshops {name}", "", "```", usage, "```", "", text, "", "```sh", *examples, "```", ""]
    options = [param for param in command.params if isinstance(param, click.Option) and not param.hidden]
    if options:
        lines += ["| option | what it does |", "| --- | --- |", *(_option(option) for option in options), ""]
    return "\n".join(lines)


def split_help(command: click.Command) -> tuple[str, list[str]]:
    """Return the paragraphs and the examples of a command's help."""
    text, _, examples = cleandoc(command.help or "").partition("\b\nExamples:\n")
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.replace("\b", "").strip().split("\n\n")]
    return "\n\n".join(paragraphs), [line[2:] for line in examples.rstrip().splitlines()]


def _argument(param: click.Argument) -> str:
    if param.metavar:
        return param.metavar
    name = (param.name or "").upper()
    many = f"{name}..." if param.nargs == -1 else name
    return many if param.required else f"[{many}]"


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag or option.count else f" {option.metavar or _value(option.type)}"
    if value:
        names = f"{names[:-1]}{value}`"
    shown = isinstance(option.default, (str, int)) and option.show_default and not option.is_flag
    default = f" Default: {option.default}." if shown else ""
    return f"| {names} | {_cell(option.help or '')}{default} |"


def _value(kind: Any) -> str:
    if isinstance(kind, click.Choice):
        return "\\|".join(str(choice) for choice in kind.choices)
    return re.sub(r" range$", "", kind.name or "text").upper()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(reference(), end="")
