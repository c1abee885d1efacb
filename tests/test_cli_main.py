"""The `workshops` group: commands are found, explained, quick to start, and end with the right status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from workshops.cli import command_modules, main, short_help
from workshops.cli._app import App, read_clock
from workshops.errors import ContentError, SettingsError

PLUGINS = Path(__file__).parent.parent / "plugins"


@pytest.mark.parametrize("name", command_modules())
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"workshops {name}" in result.output.partition("\n\n")[2], "an example of its use"
    assert short_help(command_modules()[name]).endswith(".")


def test_help_lists_every_command() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(f"  {name} " in output for name in command_modules())


def test_unknown_command_names_the_nearest() -> None:
    result = CliRunner().invoke(main, ["chek"])
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.output


def test_help_does_not_import_the_commands() -> None:
    code = (
        "import sys; from workshops.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith('pydantic') or m.startswith('rich') or m == 'pelican'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PLUGINS, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_missing_content_folder_says_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="--content DIR"):
        App(tmp_path / "nowhere").files()


def test_clock_is_the_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796688000")
    assert read_clock().isoformat() == "2026-12-08T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(SettingsError, match="tomorrow"):
        read_clock()


def test_content_folder_is_named_in_messages_as_the_user_wrote_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "content").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert App(Path("here/content")).site.content == "here/content"
