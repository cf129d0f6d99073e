"""The policy lexicon: terms that stay whole when a text is cut, each with a theme and a reason.

The project's own stands in ``codebook/terms.csv``; a study adds to it by a ``terms.csv`` beside its documents. Both
have the columns term, theme, reason. A lexicon is also read from, and written as, the YAML form of quanteda's
dictionaries: themes as keys, lists of terms under them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from . import codebook, sources
from .documents.script import fold
from .errors import LexiconError

FILE = "terms.csv"
HEADER = ("term", "theme", "reason")
_FROM_YAML = "from a dictionary in YAML"


@dataclass(frozen=True)
class Entry:
    """One term in simplified, half-width characters, the theme it counts for, and why it is here."""

    term: str
    theme: str
    reason: str
    where: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Terms with their themes; each term stands once and counts for one theme."""

    entries: tuple[Entry, ...]

    @property
    def themes(self) -> dict[str, str]:
        """The theme of each term."""
        return {entry.term: entry.theme for entry in self.entries}

    def plus(self, others: Iterable[Entry]) -> Lexicon:
        """Return the lexicon with ``others``; LexiconError for a term that would stand twice."""
        return checked([*self.entries, *others])

    def yaml(self) -> str:
        """Return the lexicon as quanteda reads it (``dictionary(file = "terms.yml")``): a theme a key."""
        by_theme: dict[str, list[str]] = {}
        for entry in self.entries:
            by_theme.setdefault(entry.theme, []).append(entry.term)
        return yaml.safe_dump(by_theme, allow_unicode=True, sort_keys=False, width=1000)


@cache
def own() -> Lexicon:
    """Return the project's lexicon (``codebook/terms.csv``)."""
    rows = enumerate(codebook.read_csv(FILE), 2)
    return checked([_entry(row, f"codebook/{FILE}, row {number}") for number, row in rows])


def of(paths: Sequence[Path]) -> Lexicon:
    """Return the project's lexicon with that of every ``terms.csv`` among ``paths`` (files, or folders of files)."""
    added = [entry for path, name in sources.tables(paths, FILE) for entry in read(path, name).entries]
    return own().plus(added) if added else own()


def read(path: Path, name: str = "") -> Lexicon:
    """Return the lexicon in a CSV or YAML file, called ``name`` in messages.

    Raises LexiconError, gathered, for each line that is empty, lacks a theme or a reason, holds more than a term, or
    stands twice.
    """
    name = name or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise LexiconError(
            f"cannot be read: {reason}", where=name, remedy="Save the lexicon as UTF-8."
        ) from None
    if path.suffix.lower() in (".yml", ".yaml"):
        return checked(_from_yaml(text, name))
    return checked(_from_csv(text, name))


def append(path: Path, entry: Entry) -> None:
    """Add ``entry`` to the study's lexicon at ``path``, which is made if need be; nothing is written if it does not
    fit.
    """
    before = read(path).entries if path.is_file() else ()
    own().plus([*before, entry])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEADER, *((each.term, each.theme, each.reason) for each in (*before, entry))])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def checked(entries: Sequence[Entry]) -> Lexicon:
    """Return the lexicon of ``entries``, or raise a LexiconError for all that cannot be used."""
    faults = []
    first: dict[str, Entry] = {}
    for entry in entries:
        if what := _fault(entry):
            faults.append(LexiconError(what, where=entry.where, remedy="Mend the row, or take it out."))
        elif (other := first.setdefault(entry.term, entry)) is not entry:
            faults.append(
                LexiconError(
                    f"{entry.term} stands twice, for {other.theme} and for {entry.theme}",
                    where=" and ".join(filter(None, (other.where, entry.where))),
                    remedy="Keep one of the two: a term counts for one theme.",
                )
            )
    if faults:
        raise LexiconError.gather(faults)
    return Lexicon(tuple(entries))


def _fault(entry: Entry) -> str:
    if not entry.term:
        return "an empty line, or one without a term"
    if any(char.isspace() for char in entry.term) or "*" in entry.term or "?" in entry.term:
        return f"{entry.term!r} is a pattern or holds a blank; a term is written as it stands in a text"
    missing = [name for name in ("theme", "reason") if not getattr(entry, name)]
    return f"{entry.term} has no {' and no '.join(missing)}" if missing else ""


def _from_csv(text: str, name: str) -> list[Entry]:
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(cell.strip() for cell in rows[0]) != HEADER:
        raise LexiconError(
            "not a lexicon", where=name, remedy=f"Begin the file with the line {','.join(HEADER)}."
        )
    made = []
    for number, row in enumerate(rows[1:], 2):
        cells = [*row, "", "", ""][:3]
        made.append(_entry(dict(zip(HEADER, cells, strict=True)), f"{name}, row {number}"))
    return made


def _from_yaml(text: str, name: str) -> list[Entry]:
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise LexiconError(f"not YAML: {error}", where=name, remedy="Write themes as keys.") from None
    if not isinstance(tree, dict):
        raise LexiconError("no themes", where=name, remedy="Write themes as keys, terms as lists under them.")
    return [
        _entry({"term": str(term or ""), "theme": theme, "reason": _FROM_YAML}, f"{name}, {theme}")
        for theme, terms in _leaves(tree, ())
        for term in terms
    ]


def _leaves(tree: Mapping[Any, Any], above: tuple[str, ...]) -> Iterator[tuple[str, list[object]]]:
    """Yield theme and terms; a theme inside a theme is named with both, joined by a stop."""
    for key, value in tree.items():
        path = (*above, str(key))
        if isinstance(value, dict):
            yield from _leaves(value, path)
        else:
            yield ".".join(path), value if isinstance(value, list) else [value]


def _entry(row: Mapping[str, str], where: str) -> Entry:
    term = fold(row["term"].strip())
    return Entry(term, row["theme"].strip(), row["reason"].strip(), where)
