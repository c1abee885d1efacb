"""Running a command and measuring it: seconds, processor time, memory of the whole family of processes.

Memory is the sampled sum over all processes of their proportional share (PSS), since a tool that forks
workers must count them and must not count shared pages twice. Linux only, as /proc is.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_EVERY = 0.1


@dataclass
class Run:
    """One timed run: `wall` and `cpu` in seconds, `memory` in megabytes, `began` in ns since 1970."""

    wall: float
    cpu: float
    memory: float
    status: int
    began: int


def family_memory(pid: int) -> int:
    """Return the memory of a process and all its descendants in KB."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                waiting += map(int, Path(f"/proc/{one}/task/{task}/children").read_text().split())
            with open(f"/proc/{one}/smaps_rollup") as rollup:
                total += next((int(line.split()[1]) for line in rollup if line.startswith("Pss:")), 0)
        except OSError:
            continue
    return total


def timed(command: str, folder: Path, log: Path, timeout: float) -> Run:
    """Run a shell command in a folder; its output goes to the log. It is killed after `timeout` seconds."""
    cache = str(folder / ".xdg-cache")
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # Python programs are compiled once, as they are for their users
    peak, over = 0, threading.Event()
    with log.open("ab") as stream:
        stream.write(f"\n$ {command}\n".encode())
        stream.flush()
        began, start = time.time_ns(), time.perf_counter()
        process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )

        def watch() -> None:
            nonlocal peak
            while not over.wait(SAMPLE_EVERY):
                peak = max(peak, family_memory(process.pid))
                if time.perf_counter() - start > timeout:
                    os.killpg(process.pid, 9)
                    return

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        watcher.join()
    memory = max(peak, usage.ru_maxrss) / 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, memory, process.returncode, began)


def on_ram_disk(folder: Path) -> bool:
    """Whether a folder is on a file system that lives in memory."""
    best, kind = "", ""
    for line in Path("/proc/mounts").read_text().splitlines():
        _, mount, system, *_ = line.split()
        inside = f"{folder.resolve()}/".startswith(mount.rstrip("/") + "/")
        if inside and len(mount) > len(best):
            best, kind = mount, system
    return kind == "tmpfs"


def machine() -> str:
    """Say what machine this is: processor, how many cores, memory, system."""
    info = Path("/proc/cpuinfo").read_text()
    name = next(
        (line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")), "?"
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1e6
    release = os.uname()
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GB of memory, {release.sysname} {release.release}"


def busy() -> float:
    """Return how many processes wanted a core in the last minute, on average, per core."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)
