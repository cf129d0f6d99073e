"""Scheme files → ``Scheme``: codes with definitions, cues and examples, checked whole when they are read.

A scheme is one TOML file (docs/SCHEMES.md). The project's own stand in ``codebook/schemes``; a study adds its own in
``seeds/schemes``, one file each, and they are coded and shown like the project's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .. import codebook
from ..discourse_schema import CLAUSE_KINDS, PREDICATES, SUBJECTS
from ..errors import CodebookError
from ..schema import GENRES, SECTIONS
from .patterns import Pattern, compile_cue

REACHES = ("clause", "list", "sentence", "onward", "paragraph")
CHOICES = ("all", "first")
IGNORED = ("formula", "frame")  # “…”的, and what stands before the clause's own words
_CONTEXT = {
    "section": SECTIONS,
    "genre": GENRES,
    "kind": CLAUSE_KINDS,
    "predicate": PREDICATES,
    "subject": SUBJECTS,
    "year": ("ahead", "behind"),
    "parallel": ("phrase", "heading"),
    "amount": ("yes", "no"),
    "mood": ("imperative",),
    "verb": (),  # any
}
_SCHEME_KEYS = {
    "id",
    "zh",
    "en",
    "definition",
    "source",
    "codes",
    "rest",
    "choose",
    "only",
    "carried_to",
    "breaks",
    "ignores",
    "words",
    "otherwise",
}
_CODE_KEYS = {"code", "zh", "en", "definition", "group", "cues", "positive", "negative"}
_CUE_KEYS = {"any", "form", "not", "with", "without", "at", "reach", "denied", "reason"}
_EXAMPLE_KEYS = {"text", "source", "codes"}


@dataclass(frozen=True)
class Cue:
    """Words that speak for a code, or a ``form`` of its text, and when.

    ``exclusions`` are longer phrases that they are no cue in, ``with_`` and ``without`` what else the clause must have
    or lack, ``when`` its context; ``reach`` says how far the code goes.
    """

    patterns: tuple[Pattern, ...]
    form: re.Pattern[str] | None
    exclusions: tuple[Pattern, ...]
    with_: tuple[Pattern, ...]
    without: tuple[Pattern, ...]
    when: Mapping[str, tuple[str, ...]]
    at_subject: bool
    reach: str
    is_deniable: bool
    beginnings: frozenset[str]  # of the words of which a clause must have one


@dataclass(frozen=True)
class Example:
    """A clause (the last of its sentence) and its source; context as in a cue."""

    text: str
    source: str
    context: Mapping[str, str]


@dataclass(frozen=True)
class Code:
    """One code of a scheme."""

    code: str
    names: Mapping[str, str]
    definition: str
    group: str
    cues: tuple[Cue, ...]
    positive: tuple[Example, ...]
    negative: tuple[Example, ...]


@dataclass(frozen=True)
class Scheme:
    """A coding scheme. ``rest`` is the code of a clause that nothing speaks for; ``choose`` whether a clause takes
    all codes that a cue speaks for, or the first in the file's order; ``only`` the context in which cues count.
    """

    id: str
    names: Mapping[str, str]
    definition: str
    source: str
    codes: tuple[Code, ...]
    rest: str
    choose: str
    only: Mapping[str, tuple[str, ...]]
    carried_to: Mapping[str, tuple[str, ...]]
    breaks: Mapping[str, tuple[str, ...]]
    ignores: tuple[str, ...]
    otherwise: tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]

    def code(self, name: str) -> Code:
        """Return the code of that name."""
        return next(code for code in self.codes if code.code == name)

    @property
    def names_of_codes(self) -> tuple[str, ...]:
        """The codes in the file's order."""
        return tuple(code.code for code in self.codes)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the codes, the rest left out, in the file's order."""
        return tuple(dict.fromkeys(code.group for code in self.codes if code.code != self.rest))


@cache
def own() -> tuple[Scheme, ...]:
    """Return the project's schemes in the order in which they are coded: time first, which others ask for."""
    names = codebook.read_toml("discourse/clauses.toml")["schemes"]
    folder = codebook.path_of("discourse") / "schemes"
    found: list[Scheme] = []
    for name in names:
        found.append(read(folder / f"{name}.toml", found))
    return tuple(found)


def read_all(paths: Sequence[Path]) -> tuple[Scheme, ...]:
    """Return the project's schemes and those in ``paths``, sorted by name; a scheme's id is used once."""
    found = list(own())
    for path in sorted(paths):
        found.append(read(path, found))
    return tuple(found)


def read(path: Path, before: Sequence[Scheme] = ()) -> Scheme:
    """Return the scheme of a file; a cue may ask for the codes of schemes ``before``.

    Raises CodebookError for the first thing that is wrong, with the code that it stands in.
    """
    where = f"scheme {path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CodebookError(
            f"cannot be read: {fault}", where=where, remedy="Save it as TOML in UTF-8."
        ) from None
    _demand(data, _SCHEME_KEYS, ("id", "zh", "en", "definition", "codes"), where)
    if data["id"] in {scheme.id for scheme in before}:
        raise CodebookError(
            f"there is a scheme {data['id']} already", where=where, remedy="Give it another id."
        )
    lists: dict[str, list[str]] = {name: _words(words) for name, words in data.get("words", {}).items()}
    contexts = _CONTEXT | {scheme.id: scheme.names_of_codes for scheme in before}
    codes = tuple(_code(row, lists, contexts, where) for row in data["codes"])
    names = [code.code for code in codes]
    rest = data.get("rest", "none")
    if rest not in names:
        codes += (Code(rest, {"zh": "无", "en": "none"}, "none of these", rest, (), (), ()),)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise CodebookError(f"the code {twice} stands twice", where=where)
    return Scheme(
        id=data["id"],
        names={"zh": data["zh"], "en": data["en"]},
        definition=data["definition"],
        source=data.get("source", ""),
        codes=codes,
        rest=rest,
        choose=_one_of(data.get("choose", "all"), CHOICES, "choose", where),
        only=_context(data.get("only", {}), contexts, where),
        carried_to=_context(data.get("carried_to", {}), contexts, where),
        breaks=_context(data.get("breaks", {}), contexts, where),
        ignores=tuple(_one_of(name, IGNORED, "ignores", where) for name in data.get("ignores", [])),
        otherwise=tuple(
            _otherwise(row, (*names, rest), contexts, where) for row in data.get("otherwise", [])
        ),
    )


def _words(words: Any) -> list[str]:
    return words.split() if isinstance(words, str) else list(words)


def _demand(data: Mapping[str, Any], known: set[str], needed: Sequence[str], where: str) -> None:
    for name in needed:
        if not data.get(name):
            raise CodebookError(f"no {name}", where=where, remedy=f"Write {name} = …")
    unknown = sorted(set(data) - known)
    if unknown:
        raise CodebookError(
            f"{', '.join(unknown)} is not known here",
            where=where,
            remedy=f"Known: {', '.join(sorted(known))}.",
        )


def _one_of(value: Any, known: Sequence[str], what: str, where: str) -> str:
    if value not in known:
        raise CodebookError(f"{what} = {value!r}", where=where, remedy=f"One of {', '.join(known)}.")
    return str(value)


def _context(
    row: Mapping[str, Any], contexts: Mapping[str, Sequence[str]], where: str
) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, value in row.items():
        values = (value,) if isinstance(value, str) else tuple(value)
        for one in values:
            if name != "verb":
                _one_of(one, contexts.get(name, ()), name, where)
        found[name] = values
    return found


def _code(
    row: Mapping[str, Any],
    lists: Mapping[str, Sequence[str]],
    contexts: Mapping[str, Sequence[str]],
    where: str,
) -> Code:
    where = f"{where}, code {row.get('code', '?')}"
    _demand(row, _CODE_KEYS, ("code", "zh", "en", "definition"), where)
    return Code(
        code=row["code"],
        names={"zh": row["zh"], "en": row["en"]},
        definition=row["definition"],
        group=row.get("group", row["code"]),
        cues=tuple(_cue(cue, lists, contexts, where) for cue in row.get("cues", [])),
        positive=tuple(_example(one, contexts, where) for one in row.get("positive", [])),
        negative=tuple(_example(one, contexts, where) for one in row.get("negative", [])),
    )


def _cue(
    row: str | Mapping[str, Any],
    lists: Mapping[str, Sequence[str]],
    contexts: Mapping[str, Sequence[str]],
    where: str,
) -> Cue:
    cue = {"any": [row]} if isinstance(row, str) else row
    _demand(cue, _CUE_KEYS | set(contexts), () if {"form", "parallel"} & set(cue) else ("any",), where)

    def patterns(name: str, *, whole: bool = True) -> tuple[Pattern, ...]:
        return tuple(compile_cue(written, lists, where, whole=whole) for written in _words(cue.get(name, [])))

    any_of = patterns("any")
    return Cue(
        patterns=any_of,
        form=_form(str(cue.get("form", ".")), where) if "any" not in cue else None,
        exclusions=patterns("not", whole=False),
        with_=patterns("with"),
        without=patterns("without"),
        when=_context({name: cue[name] for name in cue if name in contexts}, contexts, where),
        at_subject=_one_of(cue.get("at", "anywhere"), ("anywhere", "subject"), "at", where) == "subject",
        reach=_one_of(cue.get("reach", "clause"), REACHES, "reach", where),
        is_deniable=bool(cue.get("denied", True)),
        beginnings=frozenset(start for pattern in any_of for start in pattern.needs[0]),
    )


def _form(written: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(written if written != "." else r".+")
    except re.error as fault:
        raise CodebookError(f"{written!r} is no regular expression: {fault}", where=where) from None


def _example(row: Mapping[str, Any], contexts: Mapping[str, Sequence[str]], where: str) -> Example:
    _demand(row, _EXAMPLE_KEYS | set(contexts), ("text", "source"), where)
    context = {name: str(row[name]) for name in row if name in contexts}
    _context(context, contexts, where)
    return Example(row["text"], row["source"], context)


def _otherwise(
    row: Mapping[str, Any], codes: Sequence[str], contexts: Mapping[str, Sequence[str]], where: str
) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    _demand(row, {"code", *contexts}, ("code",), where)
    code = _one_of(row["code"], codes, "code", where)
    return code, _context({name: row[name] for name in row if name != "code"}, contexts, where)
