"""How long a report takes, as a ratio to Jupyter Book 1 executing the same notebooks to HTML, measured in this run.

Usage: make bench. Both start from nothing built; each is run in turn, ``ROUNDS`` times, and the medians are compared.
Jupyter Book makes pages only; the report has pages, PDF, sources, figures and data. The kernels are the same.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".bench" / "jupyter-book" / "bin"
OURS = Path(sys.executable).parent
ROUNDS = 3


def seconds(command: list[str | Path], **environment: str) -> float:
    """Return the wall time of a command that must succeed, in seconds."""
    began = time.monotonic()
    done = subprocess.run(
        [str(word) for word in command], env=os.environ | environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return time.monotonic() - began


def copy_of_study(folder: Path) -> Path:
    """Return a study in ``folder`` with this repository's seeds, nothing built."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def book(folder: Path) -> Path:
    """Return a Jupyter Book of the same notebooks, run by our kernel."""
    shutil.copytree(ROOT / "notebooks", folder / "book")
    names = sorted(path.stem for path in (folder / "book").glob("*.ipynb"))
    contents = {"format": "jb-book", "root": names[0], "chapters": [{"file": name} for name in names[1:]]}
    (folder / "book" / "_toc.yml").write_text(json.dumps(contents))
    (folder / "book" / "_config.yml").write_text(
        json.dumps({"title": "peer", "execute": {"execute_notebooks": "force"}})
    )
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    words = [str(OURS / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": words, "display_name": "Python 3", "language": "python"})
    )
    return folder / "book"


def once(run: Callable[[Path], float]) -> float:
    """Return the time of ``run`` in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder))


def ours(jobs: int) -> Callable[[Path], float]:
    """Return the run of our build with ``jobs`` notebooks at a time."""
    return lambda folder: seconds(
        [OURS / "gaoxin", "build", "-C", copy_of_study(folder), "--jobs", str(jobs)]
    )


def peer(folder: Path) -> float:
    """Return the time of Jupyter Book."""
    made = book(folder)
    environment = {
        "JUPYTER_PATH": str(folder / "jupyter"),
        "GAOXIN_STUDY": str(copy_of_study(folder / "study")),
    }
    return seconds([PEERS / "jupyter-book", "build", made], **environment)


def unchanged(folder: Path) -> float:
    """Return the time of a build with nothing to do."""
    study = copy_of_study(folder)
    seconds([OURS / "gaoxin", "build", "-C", study])
    return seconds([OURS / "gaoxin", "build", "-C", study])


def main() -> None:
    """Print the ratios."""
    runs = {
        "Jupyter Book 1": peer,
        "gaoxin, 2 jobs": ours(2),
        "gaoxin, 1 job": ours(1),
        "gaoxin, nothing changed": unchanged,
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            times[name].append(once(run))
    medians = {name: statistics.median(values) for name, values in times.items()}
    reference = medians["Jupyter Book 1"]
    print(f"reference: Jupyter Book 1 executing the same notebooks, HTML only; medians of {ROUNDS} rounds\n")
    for name, median in medians.items():
        spread = f"{min(times[name]) / reference:.2f} to {max(times[name]) / reference:.2f}"
        print(f"{name:26}{median / reference:8.2f} of the reference ({spread}), {median:.1f} s here")


if __name__ == "__main__":
    main()
