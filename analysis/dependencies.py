"""What a step of the build depends on → names with the hashes of contents, never times; and what differs, in words.

Code counts by its meaning: a module's hash leaves out comments, docstrings and layout. What a step's code is follows
from its imports: all modules that it reaches, and the package's data files that they name. Nothing heavy is imported
here, and a module is parsed once for each content (``Code.remember``), so that "nothing changed" is said at once.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from . import files
from .versions import versions

PACKAGE = Path(__file__).parent
MEMO = "modules.json"  # in a study's work folder: what was parsed of the package's modules
_FILE_NAME = re.compile(r"[A-Za-z0-9_][\w./-]{2,79}", re.ASCII)
_SHOWN = 3  # differences told one by one


class Code:
    """The modules and data files of the package, as a graph; ``memo`` is where parsed modules are kept."""

    def __init__(self, memo: Path) -> None:
        self.memo = memo
        self._parsed = False
        self._own: dict[str, dict[str, str]] = {}

    def of(self, *roots: str) -> dict[str, str]:
        """Return the hash of each module that ``roots`` (``"report.site"``) reach, and of each data file they name."""
        return self._hashes(self._reach(roots))

    def alone(self, name: str) -> dict[str, str]:
        """Return the hash of a module by itself."""
        return {f"module {self._modules[name].relative_to(PACKAGE).as_posix()}": self._facts(name)["meaning"]}

    def of_notebook(self, path: Path) -> dict[str, str]:
        """Return the same for what a notebook's code cells import."""
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        wanted = _read(source)["imports"]
        return self._hashes(self._reach(name for entry in wanted for name in self._names("", entry)))

    def remember(self) -> None:
        """Keep what was parsed for the next process; what cannot be kept is parsed again."""
        known = {files.digest(path): self._facts(name) for name, path in self._modules.items()}
        if self._parsed:
            files.replace(self.memo, json.dumps(known).encode())

    @cached_property
    def _modules(self) -> dict[str, Path]:
        """The modules by name below the package: ``""`` is the package itself, ``report.site`` a module of it."""
        found = {}
        for path in files.below(PACKAGE):
            if path.suffix == ".py":
                parts = path.relative_to(PACKAGE).with_suffix("").parts
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
        return found

    @cached_property
    def _data(self) -> dict[str, tuple[str, ...]]:
        """The data files that a path below the package stands for: itself, or all below a folder."""
        found: dict[str, list[str]] = {}
        for path in files.below(PACKAGE):
            if path.suffix != ".py":
                inside = path.relative_to(PACKAGE)
                for place in (inside, *inside.parents[:-1]):
                    found.setdefault(place.as_posix(), []).append(inside.as_posix())
        return {place: tuple(names) for place, names in found.items()}

    @cached_property
    def _remembered(self) -> dict[str, dict[str, Any]]:
        try:
            known: dict[str, dict[str, Any]] = json.loads(self.memo.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known

    def _facts(self, name: str) -> dict[str, Any]:
        path = self._modules[name]
        content = files.digest(path)
        if content not in self._remembered:
            self._remembered[content] = _read(path.read_text(encoding="utf-8"))
            self._parsed = True
        return self._remembered[content]

    def _reach(self, roots: Iterable[str]) -> list[str]:
        waiting, reached = list(roots), set()
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            waiting += [name.rpartition(".")[0]] if name else []  # importing a module imports its packages
            for entry in self._facts(name)["imports"]:
                waiting += self._names(name, entry)
        return sorted(reached)

    def _names(self, importer: str, entry: Sequence[Any]) -> Iterator[str]:
        """Yield the package's modules that ``from module import name`` (or ``import module``) loads."""
        level, module, name = entry
        if level:
            is_package = self._modules[importer].name == "__init__.py"
            above = importer.split(".")[: len(importer.split(".")) - (level - is_package)] if importer else []
            base = ".".join([*above, *([module] if module else [])])
        elif module == PACKAGE.name or module.startswith(f"{PACKAGE.name}."):
            base = module[len(PACKAGE.name) + 1 :]
        else:
            return
        submodule = f"{base}.{name}".lstrip(".")
        if base in self._modules:
            yield base
        if name and submodule in self._modules:
            yield submodule
        elif base in self._modules:
            for lazy in self._facts(base)[
                "lazy"
            ]:  # the package offers the name, and loads it when it is used
                if lazy[2] == name:
                    yield from self._names(base, lazy)

    def _hashes(self, modules: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in modules:
            if name not in self._own:
                self._own[name] = self._of_module(name)
            found |= self._own[name]
        return found

    def _of_module(self, name: str) -> dict[str, str]:
        """Return the hash of a module, and of the data files that it names, below one of four folders."""
        facts, inside = self._facts(name), self._modules[name].relative_to(PACKAGE)
        beside = [f"{folder.as_posix()}/".removeprefix("./") for folder in inside.parents[:2]]
        data = {
            path
            for word in facts["words"]
            for folder in ("", "codebook/", *beside)
            for path in self._data.get(folder + word, ())
        }
        own = {f"package {path}": files.digest(PACKAGE / path) for path in sorted(data)}
        return {f"module {inside.as_posix()}": facts["meaning"], **own}


def package(*places: str) -> dict[str, str]:
    """Return the hash of each file of the package at ``places``, as it stands: modules with their comments."""
    paths = [path for place in places for path in _at(PACKAGE / place)]
    return {f"package {path.relative_to(PACKAGE).as_posix()}": files.digest(path) for path in paths}


def study(root: Path, *places: str) -> dict[str, str]:
    """Return the hash of each file of a study at ``places``, by its place there, so that a study may move."""
    paths = [path for place in places for path in _at(root / place)]
    return {path.relative_to(root).as_posix(): files.digest(path) for path in paths}


def values(of: Mapping[str, object]) -> dict[str, str]:
    """Return parameters as inputs."""
    return {f"parameter {name}": json.dumps(value, ensure_ascii=False) for name, value in of.items()}


def libraries() -> dict[str, str]:
    """Return the versions of what the bytes of a report depend on as inputs."""
    return {f"version of {name}": number for name, number in versions().items()}


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return in words what differs between two states of a step's inputs; empty if nothing does."""
    said = []
    for name in sorted({*before, *now}):
        if name not in before:
            said.append(f"{name} is new")
        elif name not in now:
            said.append(f"{name} is gone")
        elif before[name] != now[name]:
            is_shown = name.startswith(("parameter ", "version of "))
            said.append(f"{name} was {before[name]}, is {now[name]}" if is_shown else f"{name} has changed")
    more = [f"{len(said) - _SHOWN} more"] if len(said) > _SHOWN else []
    return "; ".join([*said[:_SHOWN], *more])


def _at(place: Path) -> list[Path]:
    return [place] if place.is_file() else files.below(place)


def _read(source: str) -> dict[str, Any]:
    """Return what the graph needs of a module: the hash of its meaning, its imports, and words that may be files.

    ``lazy`` are imports for type checkers alone: names that a package loads when they are used (``__getattr__``).
    """
    tree = ast.parse(source)
    facts: dict[str, Any] = {"imports": [], "lazy": [], "words": []}
    words: set[str] = set()
    _Reader(facts, words).visit(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    facts["words"] = sorted(words)
    facts["meaning"] = hashlib.sha256(ast.dump(tree).encode()).hexdigest()
    return facts


class _Reader(ast.NodeVisitor):
    """Gathers the imports and the file names of a module."""

    def __init__(self, facts: dict[str, Any], words: set[str]) -> None:
        self.facts, self.words, self.kind = facts, words, "imports"

    def visit_If(self, node: ast.If) -> None:
        before = self.kind
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            self.kind = "lazy"
        self.generic_visit(node)
        self.kind = before

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name != "__getattr__":
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.facts[self.kind] += [[0, alias.name, ""] for alias in node.names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.facts[self.kind] += [[node.level, node.module or "", alias.name] for alias in node.names]

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _FILE_NAME.fullmatch(node.value):
            self.words.add(node.value)
