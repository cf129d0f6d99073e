"""The chapters' notebooks: where they are, which parameters they take, and running one by papermill."""

from __future__ import annotations

import ast
import json
import os
import signal
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakSet

from .errors import NotebookError, StudyError
from .params import FIELDS, Value

_SHIPPED = Path(__file__).parent / "notebooks"  # in an installed package
_CHECKOUT = Path(__file__).parent.parent / "notebooks"  # in a checkout
START_TIMEOUT_S = 120
_managers: WeakSet[Any] = WeakSet()  # of kernels, while their notebooks run


@dataclass(frozen=True)
class Chapter:
    """One chapter: its id (the notebook's name, ``03_comparison``), its file, and the parameters it takes."""

    id: str
    path: Path
    parameters: tuple[str, ...]


def of_study(root: Path) -> tuple[Chapter, ...]:
    """Return the chapters of the study at ``root`` in order: its own notebooks, else the package's.

    Raises StudyError if there is none, NotebookError for one that cannot be read or has no parameters cell.
    """
    for folder in (root / "notebooks", _SHIPPED, _CHECKOUT):
        paths = sorted(folder.glob("[0-9]*.ipynb"))
        if paths:
            return tuple(Chapter(path.stem, path, parameters(path)) for path in paths)
    raise StudyError(
        "no chapters", where=str(root), remedy="Install the package anew: its notebooks are missing."
    )


def parameters(path: Path) -> tuple[str, ...]:
    """Return the names that a notebook's ``parameters`` cell assigns, in order."""
    return tuple(defaults(path))


def defaults(path: Path) -> dict[str, Value]:
    """Return the names and values of a notebook's ``parameters`` cell; they must be plain scalars."""
    remedy = "Give it one cell tagged parameters, of lines such as: top_terms = 15"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [cell["source"] for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotebookError(f"not a notebook: {error}", where=str(path)) from None
    if len(sources) != 1:
        raise NotebookError(f"{len(sources)} cells tagged parameters", where=str(path), remedy=remedy)
    found: dict[str, Value] = {}
    try:
        for line in ast.parse("".join(sources[0])).body:
            if not (isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)):
                raise ValueError(f"line {line.lineno} assigns no plain value")
            found[line.targets[0].id] = ast.literal_eval(line.value)
    except (SyntaxError, ValueError) as error:
        raise NotebookError(f"parameters cell: {error}", where=str(path), remedy=remedy) from None
    unknown = [name for name in found if name not in FIELDS]
    if unknown:
        raise NotebookError(
            f"parameters cell: {', '.join(unknown)} not known",
            where=str(path),
            remedy=f"Declare it in params.py. The parameters are {', '.join(FIELDS)}.",
        )
    return found


def run(
    chapter: Chapter,
    values: Mapping[str, Value],
    output: Path,
    *,
    cwd: Path,
    on_cell: Callable[[int, int], None] = lambda cell, cells: None,
) -> None:
    """Execute a chapter with ``values`` and write the executed notebook to ``output``, whole.

    ``on_cell`` is told the running code cell and their number. A notebook that fails is left, up to the failing cell,
    beside ``output`` with ``.failed`` in its name, and raises NotebookError with the cell and the error's own words.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    cells = [cell["cell_type"] for cell in json.loads(chapter.path.read_text(encoding="utf-8"))["cells"]]
    total = cells.count("code") + bool(values)
    seen: set[str] = set()

    def count(cell: Any, cell_index: int, **_: Any) -> None:
        if cell.cell_type == "code":
            seen.add(cell.get("id", str(cell_index)))
            on_cell(len(seen), total)

    partial = output.with_name(f"{output.stem}.failed.ipynb")
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="gaoxin-") as sockets:  # a socket's path must be short
            papermill.execute_notebook(
                chapter.path,
                partial,
                parameters=dict(values),
                kernel_name="python3",
                language="python",
                cwd=cwd,
                progress_bar=False,
                log_output=False,
                start_timeout=START_TIMEOUT_S,
                on_cell_start=count,
                kernel_manager_class=_private_kernels(Path(sockets)),
            )
    except PapermillExecutionError as error:
        raise NotebookError(
            f"{error.ename}: {_plain(error.evalue)}",
            where=f"notebook {chapter.id}, cell {error.exec_count}",
            remedy=f"The notebook up to that cell is {partial}.",
        ) from None
    except Exception as error:  # a kernel that does not start or dies has many types
        raise NotebookError(
            f"{type(error).__name__}: {error}",
            where=f"notebook {chapter.id}",
            remedy="The kernel did not finish.",
        ) from error
    _strip(partial)
    partial.replace(output)


def stop() -> None:
    """Kill the kernels that run now: the build is being stopped."""
    for manager in list(_managers):
        if manager.has_kernel:
            with suppress(ProcessLookupError):
                os.kill(manager.provisioner.pid, signal.SIGKILL)


def _private_kernels(folder: Path) -> type:
    """Return a kernel manager that talks over sockets in ``folder``, which other users cannot listen to."""
    from jupyter_client.manager import AsyncKernelManager

    class PrivateKernelManager(AsyncKernelManager):
        transport = "ipc"

        def _ip_default(self) -> str:
            return str(folder / "kernel")

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            _managers.add(self)

    return PrivateKernelManager


def _strip(path: Path) -> None:
    """Remove what differs between two runs: times, durations, absolute paths."""
    nb = json.loads(path.read_text(encoding="utf-8"))
    nb["metadata"] = {key: nb["metadata"][key] for key in ("gaoxin", "kernelspec") if key in nb["metadata"]}
    nb["metadata"]["language_info"] = {"name": "python"}
    for number, cell in enumerate(nb["cells"]):
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = f"injected-{number}"  # papermill draws one at random
        cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key == "tags"}
        for output in cell.get("outputs", []):
            output.get("metadata", {}).pop("papermill", None)
    path.write_text(
        json.dumps(nb, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )


def _plain(text: str) -> str:
    return " ".join(str(text).split())
