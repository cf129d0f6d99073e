"""Tables that a text has flattened, one cell a line or cells apart by blanks: each number with its row and its
column.

The quote is the bare number; unit and multiplier come from the row's unit, the label's brackets or the head
(rule 20).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .. import quantities
from ..quantities import Quantity
from . import lexicon, period
from .cues import cue
from .period import Clock, Period

_LINE = re.compile(r"[^\n\r]+")
_APART = re.compile(r"[ \u3000]{2,}|[\t|]")
_HEAD = re.compile(
    r"单位|(?:19|20)\d\d年?(?:实绩|完成|实际)?|[^,，。;；]{0,6}(?:增长|增速|增幅|同比|±|累计|比重|占比|月|季度)[^,，。;；]{0,6}"
)
_BLANK = re.compile(r"[ \u3000\t|]+")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|-?\d+(?:\.\d+)?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A misread number (27446-3) keeps its column, as an empty cell does.
_GAP = re.compile(r"[-—–.…/·]{1,3}|持平|\d+[-—]\d{1,2}")
_BRACKETS = re.compile(r"[(（]([^()（）]{1,12})[)）]")
_CAPTION = re.compile(r"单位[:： ]*([^\s,，。()（）]{1,8})")
_LONGEST = 30
_LEAST = 4


class Cell(NamedTuple):
    """A cell: where it stands, its text, and its kind (``number``, ``gap``, ``unit`` or ``text``)."""

    start: int
    end: int
    text: str
    kind: str


class Entry(NamedTuple):
    """A number of a table with what its row and column say of it."""

    quantity: Quantity
    indicator: str
    label: tuple[int, int]
    measure: str
    time: Period | None
    is_target: bool
    row: tuple[int, int]


def find(text: str, start: int, end: int, clock: Clock) -> list[Entry]:
    """Return the numbers of the tables between ``start`` and ``end`` of a simplified, half-width text."""
    return [entry for block in _blocks(text, start, end) for entry in _entries(text, block, clock)]


def _blocks(text: str, start: int, end: int) -> Iterator[list[Cell]]:
    """Yield the runs of short cells with enough numbers among them to be a table."""
    run: list[Cell] = []
    for cell in _cells(text, start, end):
        if cell.kind == "text" and (len(cell.text) > _LONGEST or re.search("[。；!！]", cell.text)):
            if _is_table(run):
                yield run
            run = []
        else:
            run.append(cell)
    if _is_table(run):
        yield run


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    for line in _LINE.finditer(text, start, end):
        mark = _BLANK if _is_row(line[0]) else _APART
        at = line.start()
        for piece in mark.split(line[0]):
            found = text.find(piece, at, line.end())
            at = found + len(piece)
            words = piece.strip()
            if words:
                begin = found + piece.find(words)
                yield Cell(begin, begin + len(words), words, _kind(words))


def _is_row(line: str) -> bool:
    """Return whether single blanks part the cells of a line: a label and nothing but numbers and units behind it."""
    label, *cells = line.split()[:12] or [""]
    if len(cells) < 2 or _kind(label) != "text":
        return False
    return all(_kind(cell) != "text" for cell in cells) or all(_HEAD.fullmatch(cell) for cell in cells)


def _kind(words: str) -> str:
    if _YEAR.fullmatch(words):
        return "text"
    if _NUMBER.fullmatch(words):
        return "number"
    if _GAP.fullmatch(words):
        return "gap"
    return "unit" if _unit(words) is not None else "text"


def _is_table(run: Sequence[Cell]) -> bool:
    numbers = sum(cell.kind == "number" for cell in run)
    return numbers >= _LEAST and 4 * numbers >= len(run)


@cache
def _unit(words: str) -> Quantity | None:
    """Return what 1 of the unit is, if ``words`` are a unit and nothing else."""
    found = quantities.find(f"1{words}") if len(words) <= 8 and not re.search(r"\d", words) else []
    whole = found[0] if len(found) == 1 and found[0].end == len(words) + 1 else None
    return whole if whole is not None and whole.unit else None


def _entries(text: str, block: list[Cell], clock: Clock) -> Iterator[Entry]:
    rows = _rows(block)
    if len(rows) < 2:
        return
    width = Counter(len(values) for _, _, values in rows).most_common(1)[0][0]
    first = block.index(rows[0][0])
    heads = [cell.text for cell in block[:first] if cell.kind == "text"][-width:]
    caption = _CAPTION.search(text, max(0, block[0].start - 40), block[0].end + 80)
    parent = "other"
    years = [time for head in heads for time in _times(head, clock)]
    default = next((time for time in years if time.kind == "months"), years[-1] if years else None)
    for label, unit_cell, values in rows:
        indicator, name = _indicator(text, label, parent, _own_unit(label, unit_cell, caption))
        parent = indicator if not _is_part(label.text) else parent
        if len(values) > width:
            continue
        columns = heads[-len(values) :] if len(heads) >= len(values) else [""] * len(values)
        for head, value in zip(columns, values, strict=True):
            entry = _entry(
                head, label, value, _own_unit(label, unit_cell, caption), indicator, name, clock, default
            )
            if entry is not None:
                yield entry


def _rows(block: list[Cell]) -> list[tuple[Cell, Cell | None, list[Cell]]]:
    """Return label, unit cell and values of each row."""
    rows: list[tuple[Cell, Cell | None, list[Cell]]] = []
    label, unit_cell, values = None, None, list[Cell]()
    for cell in block:
        if cell.kind in ("number", "gap"):
            values.append(cell)
            continue
        if values and label is not None:
            rows.append((label, unit_cell, values))
            unit_cell = None
        values = []
        if cell.kind == "unit":
            unit_cell = cell
        else:
            label, unit_cell = cell, None
    if values and label is not None:
        rows.append((label, unit_cell, values))
    return [row for row in rows if any(cell.kind == "number" for cell in row[2])]


def _own_unit(label: Cell, unit_cell: Cell | None, caption: re.Match[str] | None) -> Quantity | None:
    if unit_cell is not None:
        return _unit(unit_cell.text)
    for inside in _BRACKETS.findall(label.text):
        if (unit := _unit(inside)) is not None:
            return unit
    return _unit(caption[1]) if caption else None


def _indicator(text: str, label: Cell, parent: str, unit: Quantity | None) -> tuple[str, tuple[int, int]]:
    """Return the indicator that a row's label names, and where; a part (其中) without a name of its own takes
    its parent's.
    """
    hits = [
        hit
        for hit in lexicon.find_hits(text[label.start : label.end])
        if unit is None or lexicon.fits(hit.indicator, unit.dimension)
    ]
    best = max(hits, key=lambda hit: (hit.end, -hit.start), default=None)
    if best is None:
        return (parent if _is_part(label.text) else "other"), (label.start, label.end)
    contexts = {"phrase": label.text[: best.end], "subject": label.text, "verb": label.text[: best.end]}
    return lexicon.refine(best.indicator, contexts), (label.start + best.start, label.start + best.end)


def _is_part(label: str) -> bool:
    return re.match("[ #＃*]*其中|[#＃]", label) is not None


def _entry(
    head: str,
    label: Cell,
    value: Cell,
    unit: Quantity | None,
    indicator: str,
    name: tuple[int, int],
    clock: Clock,
    default: Period | None,
) -> Entry | None:
    if value.kind != "number":
        return None
    head_unit = next(
        (found for inside in _BRACKETS.findall(head) if (found := _unit(inside)) is not None), None
    )
    measure = next(
        (m for m in ("rank", "completion", "growth", "share") if cue("tables", m).search(head)), "level"
    )
    is_percent = value.text.endswith("%")
    if measure in ("growth", "share", "completion") or is_percent:
        factor, canonical, dimension = Decimal(1), "%", "percent"
    else:
        own = unit or head_unit
        factor, canonical, dimension = (
            (own.value, own.unit, own.dimension) if own else (Decimal(1), "count", "number")
        )
    if measure == "level" and canonical == "%":
        measure = "growth" if cue("tables", "growth").search(label.text) else "share"
    if measure == "rank":
        factor, canonical, dimension = Decimal(1), "rank", "rank"
    number = Decimal(value.text.rstrip("%").replace(",", "")) * factor
    quantity = Quantity(number, None, canonical, dimension, "=", value.start, value.end)
    # 占全年目标 names the goal's year, not the one measured.
    times = _times(head, clock) if measure != "completion" else []
    is_target = measure != "completion" and re.search("目标|计划|预期|预计", head) is not None
    return Entry(
        quantity,
        indicator,
        name,
        measure,
        times[-1] if times else default,
        is_target,
        (label.start, value.end),
    )


def _times(head: str, clock: Clock) -> list[Period]:
    """Return the times that a column's head names; a bare year counts."""
    if bare := _YEAR.fullmatch(head):
        return [period.year(int(bare[0]))]
    return [time for time in period.find_times(head, 0, len(head), clock) if not time.is_compared]
