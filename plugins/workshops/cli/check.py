"""Look for mistakes in the content folder and say how to mend them."""

from __future__ import annotations

import difflib
import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from ..build.files import FOLDERS, other_files, read_content, write_file
from ..errors import ContentError, Problem
from ._app import App, read_clock, say, site_of

FORMATS = ("text", "json", "github")


@dataclass
class Target:
    """One content folder and what is asked of it: everything, or some of its files.

    `shown` maps a path inside the folder to the file's name as the user wrote it.
    """

    root: Path
    whole: bool = False
    shown: dict[str, str] = field(default_factory=dict)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for remarks on a pull request",
)
@click.option("--fix", "mend", is_flag=True, help="mend what is safe: missing uid, misspelled fields, dates, spaces at line ends")
@click.option("--yes", "-y", is_flag=True, help="with --fix: write without asking")
@click.option("--strict", is_flag=True, help="end with status 1 also when there are only warnings")
@click.pass_obj
def command(app: App, paths: tuple[Path, ...], style: str, mend: bool, yes: bool, strict: bool) -> None:
    """Look for mistakes and say how to mend them.

    PATHS are a content folder, or files or folders in one; without any, the folder that --content names. The rest of
    the content is read as well, so that a file may name a venue. Ends with 1 when there are errors.

    \b
    Examples:
      workshops check
      workshops check content/events/forum.md
      workshops check --fix
      workshops check --format github
    """
    targets = targets_of(paths or (app.content,))
    if mend:
        for target in targets:
            _fix(target, yes)
    problems: list[Problem] = []
    counted = 0
    for target in targets:
        found, files = look(target)
        problems += found
        counted += files
    write(problems, style, counted)
    if any(p.severity == "error" for p in problems) or (strict and problems):
        raise click.exceptions.Exit(1)


def targets_of(paths: Iterable[Path]) -> list[Target]:
    """Sort paths by the content folder they belong to. Raises a usage error for what is not there."""
    targets: dict[Path, Target] = {}
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"there is no file or folder {path}.")
        root = root_of(path)
        target = targets.setdefault(_absolute(root), Target(root))
        inside = _absolute(path).relative_to(_absolute(root)).as_posix()
        if inside == ".":
            target.whole = True
        elif path.is_dir():
            for file in sorted(path.rglob("*.md")):
                target.shown[_absolute(file).relative_to(_absolute(root)).as_posix()] = file.as_posix()
        else:
            target.shown[inside] = path.as_posix()
    return list(targets.values())


def _absolute(path: Path) -> Path:
    """The whole path; a file that is a link stays where it is named."""
    return Path(os.path.abspath(path))


def root_of(path: Path) -> Path:
    """Return the content folder of a path: itself, or the folder around events/, venues/, ... that it is in."""
    if path.is_dir() and any((path / name).is_dir() for name in FOLDERS):
        return path
    here = _absolute(path)
    for level, folder in enumerate((here, *here.parents)):
        if folder.name in FOLDERS and (level or path.is_dir()):
            up = Path(*[".."] * (level + 1 - len(path.parts))) if level + 1 > len(path.parts) else None
            return up if up is not None else Path(*path.parts[: len(path.parts) - level - 1])
    if path.is_dir():
        return path
    if path.suffix == ".yaml":
        return path.parent
    raise click.UsageError(f"{path} is in none of the folders {', '.join(FOLDERS)} of a content folder.")


def look(target: Target) -> tuple[list[Problem], int]:
    """Read a content folder and return what is wrong, and how many files were read."""
    from ..checks import check_all
    from ..loader import WithoutHtml, load_catalog

    files = _read(target.root)
    site = site_of(target.root)
    with _no_collection():
        catalog = load_catalog(files, site, readers=WithoutHtml())
        problems = sorted({*catalog.problems, *check_all(catalog, files, read_clock(), other_files(target.root))})
    prefix = f"{site.content}/"
    named = {prefix + path: shown for path, shown in target.shown.items()}
    if not target.whole:
        problems = [p for p in problems if p.file in named]
    elif site.content == ".":
        named |= {prefix + path: path for path in files}
    return [replace(p, file=_printable(named.get(p.file, p.file))) for p in problems], len(files) if target.whole else len(target.shown)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Everything that is read is kept to the end, so looking for garbage only takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _printable(name: str) -> str:
    """A file's name on the disk need not be text."""
    return name.encode("utf-8", "replace").decode()


def _read(root: Path) -> dict[str, bytes]:
    try:
        return read_content(root)
    except OSError as error:
        raise ContentError(f"{error.filename or root} cannot be read: {error.strerror}.") from error


def write(problems: list[Problem], style: str, files: int) -> None:
    """Print the problems."""
    if style == "json":
        click.echo(json.dumps({"problems": [p.as_dict() for p in problems]}, ensure_ascii=False, indent=1))
    elif style == "github":
        for problem in problems:
            click.echo(annotation(problem))
    else:
        _write_text(problems, files)


def _write_text(problems: list[Problem], files: int) -> None:
    errors = [p for p in problems if p.severity == "error"]
    warnings = [p for p in problems if p.severity == "warning"]
    for title, colour, group in (("error", "red", errors), ("warning", "yellow", warnings)):
        if group:
            say(f"{counted(len(group), title)}:", fg=colour, bold=True)
            for problem in group:
                say(str(problem))
            say()
    if problems:
        say(f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')} in {counted(files, 'file')}.", bold=True)
    else:
        say(f"{counted(files, 'file')} read, no mistakes found.", fg="green")


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: 1 error, 2 errors."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def annotation(problem: Problem) -> str:
    """Write a problem as GitHub's workflow command, which shows it beside the line on a pull request."""

    def value(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def attribute(text: str) -> str:
        return value(text).replace(":", "%3A").replace(",", "%2C")

    said = str(problem).removeprefix(f"{problem.file}:{problem.line}:{problem.column}: ")
    title = attribute(problem.field or problem.severity)
    return f"::{problem.severity} file={attribute(problem.file)},line={problem.line},col={problem.column},title={title}::{value(said)}"


def _fix(target: Target, yes: bool) -> None:
    """Show what can be mended in one content folder, and write it when the user says so."""
    from ..fix import fix

    site = site_of(target.root)
    mended: dict[str, tuple[bytes, bytes]] = {}
    for path, data in _read(target.root).items():
        if target.whole or path in target.shown:
            new = fix(path, data, site)
            if new != data:
                mended[path] = (data, new)
    if not mended:
        click.echo("Nothing to mend by itself.", err=True)
        return
    _show(target, mended)
    if yes or _agreed(len(mended)):
        for path, (old, new) in mended.items():
            write_file(target.root / path, new, expected=old)
        click.echo(f"{counted(len(mended), 'file')} written.", err=True)
    else:
        click.echo("Nothing written.", err=True)


def _agreed(files: int) -> bool:
    if not sys.stdin.isatty():
        click.echo("Run again with --yes to write this.", err=True)
        return False
    return click.confirm(f"Write {'this file' if files == 1 else f'these {files} files'}?", default=False, err=True)


def _show(target: Target, mended: Mapping[str, tuple[bytes, bytes]]) -> None:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for path, (old, new) in mended.items():
        name = target.shown.get(path, (target.root / path).as_posix())
        before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
        for line in difflib.unified_diff(before, after, name, name, "as it is", "mended", n=1, lineterm=""):
            click.secho(line, fg=colours.get(line[0]), err=True)
