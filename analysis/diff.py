"""Two reports → what differs between them: documents, observations, claims with their reasons, sentences of the prose.

Read from what a report publishes (``report/data``, ``report/notebooks``, pages), so that any edition can be compared,
also one that other code made. ``diff_printed`` says it in words.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from . import inputs
from .errors import StudyError
from .inputs import Inputs

Kind = Literal["added", "gone", "changed"]
# Where something stands shifts with any edit before it: no change of the thing itself.
_PLACES = ("start", "end", "sentence_start", "sentence_end", "duplicate_spans", "boilerplate_spans")
_OBSERVATION = ("doc", "quote", "indicator", "period")
_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[A-Z0-9“\"(])")
_ALIKE = 0.6  # from which share of characters on a sentence is the other one, changed


@dataclass(frozen=True)
class Change:
    """One thing that was added, is gone or has changed: what it is, and each field that differs, before and now."""

    kind: Kind
    key: Mapping[str, str]
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class ClaimChange:
    """A number or name of the prose that differs, by language before and now, with the reason in words."""

    kind: Kind
    name: str
    before: Mapping[str, str]
    now: Mapping[str, str]
    because: str = ""


@dataclass(frozen=True)
class SentenceChange:
    """A sentence of the prose that differs; what was added has nothing before, what is gone nothing now."""

    kind: Kind
    page: str
    before: str
    now: str


@dataclass(frozen=True)
class Difference:
    """All that differs between two reports; nothing does where all of it is empty."""

    parameters: tuple[Change, ...]
    documents: tuple[Change, ...]
    observations: tuple[Change, ...]
    claims: tuple[ClaimChange, ...]
    sentences: tuple[SentenceChange, ...]


class Report:
    """A report as it was published: ``folder`` is a ``report/``, or a study or edition that holds one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "report" if (folder / "report" / "data").is_dir() else folder
        if not (self.folder / "data" / "observations.csv").is_file():
            raise StudyError(
                "no report here: data/observations.csv is missing",
                where=str(folder),
                remedy="Name a folder report/ that gaoxin build wrote, or a study with one.",
            )

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of the report as text, blank where a value is missing; empty where it has none."""
        path = self.folder / "data" / f"{name}.csv"
        return _text(path) if path.is_file() else pd.DataFrame()

    @cached_property
    def claims(self) -> dict[str, dict[str, Any]]:
        """The claims by name: their text by language, evidence, and the rule and tables that they rest on."""
        path = self.folder / "data" / "claims.json"
        if path.is_file():
            listed: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["claims"]
            return listed
        shown = (data.get("application/vnd.gaoxin.claims+json", {}) for data in self._outputs())
        return {claim["name"]: claim for bundle in shown for claim in bundle.get("claims", ())}

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters that the notebooks ran with, as they stand in the executed ones."""
        lines = (
            line.partition("=")
            for notebook in self._notebooks()
            for cell in notebook["cells"]
            if "injected-parameters" in cell["metadata"].get("tags", ())
            for line in "".join(cell["source"]).splitlines()
        )
        return {name.strip(): value.strip() for name, equals, value in lines if equals}

    def sentences(self) -> dict[str, list[str]]:
        """Return the sentences of the prose by page (``zh/01_corpus.html``), without tables and figures."""
        pages = sorted(self.folder.glob("*/*.html"))
        found = {page.relative_to(self.folder).as_posix(): list(_sentences(page)) for page in pages}
        return {name: sentences for name, sentences in found.items() if sentences}

    def _notebooks(self) -> Iterator[dict[str, Any]]:
        for path in sorted((self.folder / "notebooks").glob("*.ipynb")):
            yield json.loads(path.read_text(encoding="utf-8"))

    def _outputs(self) -> Iterator[dict[str, Any]]:
        for notebook in self._notebooks():
            for cell in notebook["cells"]:
                yield from (output.get("data", {}) for output in cell.get("outputs", ()))


def compare(old: Report, new: Report) -> Difference:
    """Return what differs between two reports."""
    parameters = tuple(_values(old.parameters, new.parameters))
    documents = tuple(
        _rows(old.table("documents"), new.table("documents"), [("doc",)], ("doc", "title", "date"))
    )
    observations = tuple(
        _rows(
            old.table("observations"),
            new.table("observations"),
            [_OBSERVATION, ("doc", "quote", "sentence")],
            (*_OBSERVATION, "value", "unit"),
        )
    )
    known = _Reasons(old, new, bool(parameters), bool(documents or observations))
    claims = tuple(_claims(old.claims, new.claims, known))
    return Difference(
        parameters, documents, observations, claims, tuple(_prose(old.sentences(), new.sentences()))
    )


def _text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)


def _values(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        before, now = old.get(name), new.get(name)
        if before != now:
            kind: Kind = "added" if before is None else "gone" if now is None else "changed"
            yield Change(kind, {"name": name}, {"value": (before or "", now or "")})


def _rows(
    old: pd.DataFrame, new: pd.DataFrame, keys: Sequence[tuple[str, ...]], shown: Sequence[str]
) -> Iterator[Change]:
    """Yield the rows that differ: equal ones are set aside, then pairs are sought by each of ``keys`` in turn."""
    before, now = (
        [{str(name): str(value) for name, value in row.items()} for row in table.to_dict("records")]
        for table in (old, new)
    )
    columns = [name for name in old.columns if name in new.columns and name not in _PLACES]
    changes: list[tuple[Any, Change]] = []
    for key in (tuple(columns), *keys):
        waiting: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in before:
            waiting.setdefault(tuple(row.get(name, "") for name in key), []).append(row)
        left = []
        for row in now:
            same = waiting.get(tuple(row.get(name, "") for name in key))
            if not same:
                left.append(row)
                continue
            was = same.pop(0)
            fields = {name: (was[name], row[name]) for name in columns if was[name] != row[name]}
            if fields:
                changes.append((_order(row), Change("changed", _key(row, shown), fields)))
        before, now = [row for rows in waiting.values() for row in rows], left
    changes += [(_order(row), Change("gone", _key(row, shown), {})) for row in before]
    changes += [(_order(row), Change("added", _key(row, shown), {})) for row in now]
    yield from (change for _, change in sorted(changes, key=lambda pair: pair[0]))


def _order(row: Mapping[str, str]) -> tuple[str, int]:
    return row["doc"], int(row.get("start") or 0)


def _key(row: Mapping[str, str], shown: Sequence[str]) -> dict[str, str]:
    return {name: row[name] for name in shown if row.get(name)}


class _Reasons:
    """Why a claim differs: how many rows of the table that it rests on each document has more or fewer."""

    def __init__(self, old: Report, new: Report, has_parameters: bool, has_data: bool) -> None:
        self.old, self.new = old, new
        self.has_parameters, self.has_data = has_parameters, has_data

    def of(self, name: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """Return the reason in words; the rule is that of this code, not of the reports."""
        rule = inputs.of_claim(name)
        said = [
            word for table in (rule.tables if rule else ()) if rule and (word := self._of_table(table, rule))
        ]
        if said:
            return "; ".join(said)
        was, rests = ({item["doc"] for item in claim.get("evidence", ())} for claim in (before, now))
        if was != rests:
            return f"it rests on {_documents(rests)} now, not on {_documents(was)}"
        if rests and self.has_data:
            return f"{_documents(rests)} is read otherwise"
        if self.has_parameters:
            return "parameters differ"
        return "" if self.has_data else "no document and no observation differs: the code does"

    def _of_table(self, name: str, rule: Inputs) -> str:
        counts = [Counter(self._places(report, name, rule)) for report in (self.old, self.new)]
        more, fewer = counts[1] - counts[0], counts[0] - counts[1]
        said = [_counted(more, name, "added"), _counted(fewer, name, "taken away")]
        return " and ".join(filter(None, said))

    def _places(self, report: Report, name: str, rule: Inputs) -> list[str]:
        """Return the document, or park, of each row that counts; of all rows where the rule has words alone."""
        path = report.folder / "data" / f"{name}.parquet"
        table = pd.read_parquet(path) if path.is_file() else pd.DataFrame()
        column = next((one for one in ("doc", "park") if one in table), None)
        if column is None:
            return []
        if rule.of == "zones" and column == "doc":
            docs = report.table("documents")
            table = table[table.doc.isin(docs.doc[docs.place_kind == "zone"])]
        if name == rule.tables[0]:
            with suppress(
                KeyError, ValueError, TypeError, NameError
            ):  # a column that the other code did not have yet
                table = rule.rows(table)
        kind = "document" if column == "doc" else "park"
        return [f"{kind} {place}" for place in table[column].dropna()]


def _counted(rows: Counter[str], table: str, verb: str) -> str:
    """Return ``2 observations were added in document 007``, a place each; blank for none."""
    plural = table.replace("_", " ")
    return ", ".join(
        f"{count} {plural} were {verb} in {place}" if count > 1 else f"1 of {plural} was {verb} in {place}"
        for place, count in sorted(rows.items())
    )


def _documents(docs: Iterable[str]) -> str:
    names = sorted(docs)
    return f"document{'s' if len(names) > 1 else ''} {', '.join(names)}" if names else "no document"


def _claims(
    old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]], reasons: _Reasons
) -> Iterator[ClaimChange]:
    for name in sorted({*old, *new}):
        before, now = old.get(name, {}), new.get(name, {})
        texts = before.get("text", {}), now.get("text", {})
        if texts[0] == texts[1]:
            continue
        kind: Kind = "added" if not before else "gone" if not now else "changed"
        yield ClaimChange(
            kind, name, *texts, because=reasons.of(name, before, now) if kind == "changed" else ""
        )


def _sentences(page: Path) -> Iterator[str]:
    from bs4 import BeautifulSoup

    main = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("main")
    if main is None:
        return
    for aside in main.find_all(["figure", "table", "nav", "aside", "details", "footer", "script"]):
        aside.decompose()
    for block in main.find_all(["h1", "h2", "h3", "p", "li"]):
        if not block.find(["p", "li"]):
            yield from filter(None, _SENTENCE_END.split(" ".join(block.get_text().split())))


def _prose(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[SentenceChange]:
    for page in sorted({*old, *new}):
        before, now = old.get(page, []), new.get(page, [])
        for what, i, j, k, m in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
            if what != "equal":
                yield from _passage(page, before[i:j], now[k:m])


def _passage(page: str, before: Sequence[str], now: Sequence[str]) -> Iterator[SentenceChange]:
    """Yield the sentences of a passage that differ: each with the likest of those before, if it is like enough."""
    left = list(before)
    for sentence in now:
        like = max(left, key=lambda one: _likeness(one, sentence), default="")
        if like and _likeness(like, sentence) >= _ALIKE:
            left.remove(like)
            yield SentenceChange("changed", page, like, sentence)
        else:
            yield SentenceChange("added", page, "", sentence)
    for sentence in left:
        yield SentenceChange("gone", page, sentence, "")


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
