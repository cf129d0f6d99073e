"""A chapter's code → the published tables that each of its cells draws on.

The code of a notebook is straight lines of assignments and calls, so that names can be followed back through it: a
name (or what is asked of ``study``) that is a table of ``report/data/`` is taken, any other is followed to what it
was made from. What is followed is what the code says, and nothing is typed by hand but the names that differ
(``templates/html/tables.toml``).
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from .frame import TEMPLATES


def tables_of(sources: Sequence[str], published: AbstractSet[str]) -> list[tuple[str, ...]]:
    """Return for each cell of a notebook the tables of ``published`` that what it shows draws on, sorted.

    ``sources`` are the cells' code in order. A cell that is no Python draws on none.
    """
    made: dict[str, set[str]] = {}
    found = []
    for source in sources:
        last: set[str] = set()
        for statement in _statements(source):
            if isinstance(statement, ast.Assign):
                _assign(statement, made, published)
            elif _shows(statement):
                last |= _tables(statement, made, published)
        found.append(tuple(sorted(last)))
    return found


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def _shows(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "show"


def _assign(statement: ast.Assign, made: dict[str, set[str]], published: AbstractSet[str]) -> None:
    """Note what each name of an assignment is made of; pairs (``a, b = x, y``) one by one."""
    for target in statement.targets:
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        values = (
            statement.value.elts
            if isinstance(statement.value, ast.Tuple) and len(statement.value.elts) == len(names)
            else [statement.value] * len(names)
        )
        for name, value in zip(names, values, strict=True):
            if isinstance(name, ast.Name):
                of_name = _named(name.id, published)
                made[name.id] = of_name or _tables(value, made, published)


def _tables(node: ast.AST, made: Mapping[str, set[str]], published: AbstractSet[str]) -> set[str]:
    """Return the tables that an expression draws on."""
    if isinstance(node, ast.Name):
        return set(made.get(node.id, ()))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "study":
        return _named(node.attr, published)
    return set().union(*(_tables(child, made, published) for child in ast.iter_child_nodes(node)))


def _named(name: str, published: AbstractSet[str]) -> set[str]:
    """Return the published tables that a name of the chapters stands for, by itself or by the list."""
    plain = name.removesuffix("_of")
    return {plain} & published or {table for table in _names().get(plain, ()) if table in published}


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads((TEMPLATES / "tables.toml").read_text(encoding="utf-8"))["names"]  # type: ignore[no-any-return]
