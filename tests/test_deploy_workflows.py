"""The workflows that build the site for people who will never read them: safe, pinned, and awake at night.

GitHub and GitLab themselves cannot be asked here. What can be held is what went wrong elsewhere: a pull
request that runs with the rights of the owner, a stranger's text pasted into a shell, an action that moves
under one's feet, a "nightly" build at noon.
"""

from __future__ import annotations

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import servers
import yaml

ROOT = servers.DEPLOY.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
OFFICIAL = re.compile(r"actions/[a-z-]+@v[0-9]+")


def read(path: Path) -> dict[str, Any]:
    """Return a YAML file; GitHub's key `on` stays text instead of becoming True."""
    text = re.sub(r"^on:", '"on":', path.read_text("utf-8"), flags=re.MULTILINE)
    data = yaml.safe_load(text)
    assert isinstance(data, dict)
    return data


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def workflow(name: str) -> dict[str, Any]:
    return read(ROOT / ".github/workflows" / name)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_only_official_actions_pinned_by_major_version(path: Path) -> None:
    used = [step["uses"] for step in steps(read(path)) if "uses" in step]
    assert [action for action in used if not OFFICIAL.fullmatch(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_text_of_a_stranger_reaches_a_shell(path: Path) -> None:
    """A branch's name or a title may hold `$(...)`: values reach a script through the environment alone."""
    for step in steps(read(path)):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_pull_request_may_write_nothing(path: Path) -> None:
    whole = read(path)
    assert "pull_request_target" not in whole["on"]
    assert "workflow_run" not in whole["on"]
    if "pull_request" in whole["on"]:
        assert whole["permissions"] == {"contents": "read"}
        assert all("permissions" not in job for job in whole["jobs"].values())
        assert "secrets." not in path.read_text("utf-8")
        checkouts = [step for step in steps(whole) if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_job_ends_by_itself(path: Path) -> None:
    for name, job in read(path)["jobs"].items():
        assert 5 <= job["timeout-minutes"] <= 60, name


def test_each_job_of_the_publisher_has_only_the_rights_that_it_needs() -> None:
    publish = workflow("publish.yml")
    assert publish["permissions"] == {}
    assert {name: job["permissions"] for name, job in publish["jobs"].items()} == {
        "build": {"contents": "write", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "stay-awake": {"actions": "write"},
    }


def test_the_nights_are_nights_where_the_site_is_all_year() -> None:
    (schedule,) = workflow("publish.yml")["on"]["schedule"]
    minute, hour, *every = schedule["cron"].split()
    assert every == ["*", "*", "*"]
    assert minute != "0", "on the full hour GitHub is late"
    zone = ZoneInfo(schedule["timezone"])
    day = datetime(2026, 1, 1, int(hour), int(minute))
    for offset in range(365):
        local = (day + timedelta(days=offset)).replace(tzinfo=zone)
        assert local.astimezone(ZoneInfo("UTC")).astimezone(zone).hour == int(hour), f"{local} does not exist"
        assert local.utcoffset() == local.replace(fold=1).utcoffset(), f"{local} comes twice"
        assert 1 <= local.hour <= 5


def test_the_timer_of_a_server_of_ones_own_wakes_at_the_same_time() -> None:
    (schedule,) = workflow("publish.yml")["on"]["schedule"]
    minute, hour, *_ = schedule["cron"].split()
    timer = (servers.DEPLOY / "systemd/workshops-nightly.timer").read_text("utf-8")
    assert f"OnCalendar=*-*-* {int(hour):02}:{int(minute):02}:00 {schedule['timezone']}\n" in timer
    assert "Persistent=true" in timer


def test_every_host_runs_the_same_script() -> None:
    assert "sh deploy/nightly.sh" in [step.get("run") for step in steps(workflow("publish.yml"))]
    assert "sh deploy/nightly.sh" in read(servers.DEPLOY / "gitlab-ci.yml")["pages"]["script"]
    service = (servers.DEPLOY / "systemd/workshops-nightly.service").read_text("utf-8")
    assert "ExecStart=/bin/sh deploy/nightly.sh\n" in service


def test_what_the_hosts_set_is_what_the_script_reads() -> None:
    script = (servers.DEPLOY / "nightly.sh").read_text("utf-8")
    known = set(re.findall(r"\$\{?(WORKSHOPS_[A-Z_]+)", script))
    used = {
        name
        for file in (*WORKFLOWS, servers.DEPLOY / "gitlab-ci.yml", *(servers.DEPLOY / "systemd").iterdir())
        for name in re.findall(r"WORKSHOPS_[A-Z_]+", file.read_text("utf-8"))
    }
    assert used <= known
    assert {"WORKSHOPS_PUSH", "WORKSHOPS_COMPRESS", "WORKSHOPS_TARGET"} <= used


def test_a_pull_request_gets_a_preview_even_when_the_check_finds_mistakes() -> None:
    names = [step.get("name") or step["uses"] for step in steps(workflow("preview.yml"))]
    assert names.index("actions/upload-artifact@v7") < names.index("Check the content")
    check = steps(workflow("preview.yml"))[-1]["run"]
    assert check == ".venv/bin/workshops check --format github content"
    assert "STRICT" not in (ROOT / ".github/workflows/preview.yml").read_text("utf-8")


def test_gitlab_builds_main_and_previews_merge_requests() -> None:
    gitlab = read(servers.DEPLOY / "gitlab-ci.yml")
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    assert gitlab["preview"]["artifacts"]["expose_as"]
    for job in ("preview", "check"):
        assert gitlab[job]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
        assert "LEDGER_TOKEN" not in str(gitlab[job])


@pytest.mark.parametrize("path", [*WORKFLOWS, servers.DEPLOY / "nightly.sh"], ids=lambda path: path.name)
def test_the_shell_understands_every_script(path: Path) -> None:
    scripts = [path.read_text("utf-8")] if path.suffix == ".sh" else [step["run"] for step in steps(read(path)) if "run" in step]
    for script in scripts:
        done = subprocess.run(["sh", "-n"], input=script, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), script
