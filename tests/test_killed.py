"""A build that is killed at any moment: the next one ends right, and whoever reads the report meanwhile finds a whole one.

The moments are drawn at random; their start is printed, and ``GAOXIN_SEED`` draws the same again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from . import small
from .conftest import NEWS
from .test_build import GAOXIN, gaoxin, hashes

KILLS = 20

# Reads the published report again and again by its manifest; what it found is written when it is told to stop. A report
# that was exchanged while it was read tells nothing, and is read anew.
WATCHER = """
import hashlib, json, os, sys
root, stop, out = sys.argv[1:]
report = os.path.join(root, "report")
def now():
    with open(os.path.join(report, "manifest.json"), "rb") as file:
        return os.stat(report).st_ino, file.read()
def faults(listed):
    for name, wanted in listed.items():
        try:
            with open(os.path.join(report, name), "rb") as file:
                if hashlib.sha256(file.read()).hexdigest() != wanted:
                    yield name + " is of another report"
        except OSError:
            yield name + " is missing"
found, reads, seen = [], 0, set()
while not os.path.exists(stop):
    try:
        before = now()
        listed = json.loads(before[1])["files"]
        wrong = list(faults(listed))
        if not os.path.exists(os.path.join(report, "README.md")):
            wrong.append("what no build wrote is missing")
        after = now()
    except (OSError, ValueError) as error:
        found.append(repr(error))
        continue
    if before == after:
        reads += 1
        found += wrong
        seen.add(hashlib.sha256(before[1]).hexdigest())
with open(out, "w") as file:
    json.dump({"faults": found, "reads": reads, "seen": sorted(seen)}, file)
"""


@contextmanager
def watched(root: Path, folder: Path) -> Iterator[dict[str, object]]:
    """Watch the report of a study while the block runs; what was found is in the dictionary afterwards."""
    stop, out, found = folder / "stop", folder / "found.json", dict[str, object]()
    process = subprocess.Popen([sys.executable, "-c", WATCHER, str(root), str(stop), str(out)])
    try:
        yield found
    finally:
        stop.touch()
        process.wait(timeout=60)
    found |= json.loads(out.read_text())


def start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as file:
        return subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)


def put(root: Path, state: str) -> None:
    """Bring a document of the study into one of its states: every step depends on it."""
    (root / "seeds" / "001_news.txt").write_text(NEWS.replace("80亿元", state), encoding="utf-8")


def clean(root: Path, state: str) -> dict[str, str]:
    """Return the hashes of a build of the small study from nothing, with one job."""
    put(small.write(root), state)
    done = gaoxin("build", "-C", root, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return hashes(root)


@pytest.mark.slow
def test_killed_at_twenty_random_moments(tmp_path):
    seed = int(os.environ.get("GAOXIN_SEED") or random.SystemRandom().randrange(10**6))
    print(f"GAOXIN_SEED={seed}")
    draw = random.Random(seed)  # noqa: S311
    states = ("80亿元", "90亿元")
    wanted = {state: clean(tmp_path / f"clean {state}", state) for state in states}
    root = small.write(tmp_path / "研究 killed")
    began = time.monotonic()
    assert gaoxin("build", "-C", root).returncode == 0
    longest = time.monotonic() - began
    (root / "report" / "README.md").write_text("kept", encoding="utf-8")
    kills, state, log = 0, states[1], tmp_path / "log"
    put(root, state)
    with watched(root, tmp_path) as found:
        while kills < KILLS:
            build = start([str(GAOXIN), "build", "-C", str(root)], log)
            try:
                status = build.wait(timeout=draw.uniform(0, longest))
            except subprocess.TimeoutExpired:
                build.send_signal(signal.SIGKILL)
                build.wait()
                kills += 1
                continue
            assert status == 0, log.read_text(encoding="utf-8")
            assert without(hashes(root), "report/README.md") == wanted[state]
            state = states[states.index(state) - 1]
            put(root, state)
        done = gaoxin("build", "-C", root)
    assert done.returncode == 0, done.stderr
    assert without(hashes(root), "report/README.md") == wanted[state]
    assert found["faults"] == []
    assert set(found["seen"]) <= {made["report/manifest.json"] for made in wanted.values()}
    print(f"{found['reads']} whole reads of the report")
    assert found["reads"] > KILLS


def without(made: dict[str, str], name: str) -> dict[str, str]:
    return {file: content for file, content in made.items() if file != name}
