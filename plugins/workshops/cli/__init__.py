"""The `workshops` command: everyday jobs of the people who keep a site's events.

Each command is a module of this package with a click command named `command`; the first line of the module's
docstring is its line in `workshops --help`. Modules are imported only when their command runs, so that the prompt
comes back at once. Names beginning with an underscore are shared parts; `import_.py` is the command `import`.

Exit status: 0 done, 1 the command failed or found errors, 2 it was called wrongly.
"""

from __future__ import annotations

import ast
import pkgutil
from importlib import import_module
from pathlib import Path

import click

from .. import __version__
from ..errors import WorkshopsError
from ._app import App

EXAMPLES = """\b
Examples:
  workshops check                     look for mistakes in content/
  workshops check content/events/x.md --fix
  workshops --content site/content list
"""


def command_modules() -> dict[str, str]:
    """Return command name → module name, in order of the commands' names."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return dict(sorted((name.rstrip("_").replace("_", "-"), name) for name in names))


def short_help(module: str) -> str:
    """Return the first line of a command module's docstring, without importing it."""
    source = Path(__path__[0], f"{module}.py")
    tree = ast.parse(source.read_text(encoding="utf-8")) if source.is_file() else ast.Module([], [])
    return (ast.get_docstring(tree) or "").partition("\n")[0]


class _Commands(click.Group):
    """A group that imports a command when it is wanted, and turns our own errors into exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(command_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = command_modules().get(cmd_name)
        if module is None:
            return None
        command = import_module(f"{__name__}.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in command_modules():
            from difflib import get_close_matches

            near = get_close_matches(name, command_modules(), 1, 0.5)
            hint = f" Did you mean '{near[0]}'?" if near else " `workshops --help` lists all commands."
            ctx.fail(f"there is no command '{name}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, short_help(module)) for name, module in command_modules().items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except WorkshopsError as error:
            raise click.ClickException(str(error)) from error


@click.command(cls=_Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The folder with events/, venues/, organizers/, ...",
)
@click.version_option(__version__, prog_name="workshops")
@click.pass_context
def main(ctx: click.Context, content: Path) -> None:
    """Keep the events of a community calendar: check, add, change and list them."""
    ctx.obj = App(content)
