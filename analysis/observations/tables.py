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
from itertools import pairwise
from typing import NamedTuple

from .. import quantities
from ..quantities import Quantity
from . import entity, lexicon, period, time_words
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
_YEAR_LABEL = re.compile(r"(?:19|20)\d\d年?")
_SERIAL = re.compile("序 ?号|编号")
# A misread number (27446-3) keeps its column, as an empty cell does.
_GAP = re.compile(r"[-—–.…/·]{1,3}|持平|\d+[-—]\d{1,2}")
_BRACKETS = re.compile(r"[(（]([^()（）]{1,12})[)）]")
_CAPTION = re.compile(r"单位[:： ]*([^\s,，。()（）]{1,8})")
_MULTIPLIERS = ("万", "亿", "万亿")
_LONGEST = 30
_LEAST = 4


class Cell(NamedTuple):
    """A cell: where it stands, its text, and its kind (``number``, ``gap``, ``unit`` or ``text``)."""

    start: int
    end: int
    text: str
    kind: str


class _Row(NamedTuple):
    """A row: its label, the cell of its unit if it has one, and its values."""

    label: Cell
    unit: Cell | None
    values: list[Cell]


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
    is_year = _YEAR_LABEL.fullmatch(label) is not None
    if len(cells) < 2 - is_year or _kind(label) != "text":
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
    return whole if whole is not None and (whole.unit or words in _MULTIPLIERS) else None


class _Table(NamedTuple):
    """A table: the heads of its columns of values, its caption's or corner's text, and its rows."""

    heads: list[Cell]
    above: list[Cell]
    rows: list[_Row]


def _entries(text: str, block: list[Cell], clock: Clock) -> Iterator[Entry]:
    caption = _CAPTION.search(text, max(0, block[0].start - 40), block[0].end + 80)
    for table in _tables(block):
        if len(table.rows) < 2:
            continue
        by_year = len(table.rows) > 2 and all(_YEAR_LABEL.fullmatch(row.label.text) for row in table.rows)
        entries = _of_years if by_year else _of_labels
        yield from entries(text, table, caption, clock)


def _tables(block: list[Cell]) -> Iterator[_Table]:
    """Yield the tables of a block: another begins where heads stand between two rows."""
    rows = _rows(block)
    if len(rows) > 2 and _is_head(block, rows):
        rows = rows[1:]  # the last head and the running number of the first row
    firsts = [0, *(at for at in range(1, len(rows)) if _is_headed_anew(block, rows, at)), len(rows)]
    before = 0
    for first, last in pairwise(firsts):
        own = rows[first:last]
        if own:
            above = [cell for cell in block[before : block.index(own[0].label)] if cell.kind == "text"]
            yield _table(above, own)
            before = block.index(own[-1].values[-1]) + 1


def _is_head(block: list[Cell], rows: list[_Row]) -> bool:
    """Return whether what seems the first row is the last head of the columns and the first running number."""
    first, second = (_YEAR_LABEL.fullmatch(row.label.text) is not None for row in rows[:2])
    heads = block[: block.index(rows[0].label)]
    is_numbered = len(rows[0].values) == 1 and any(_SERIAL.fullmatch(cell.text) for cell in heads)
    return (first and not second) or is_numbered


def _is_headed_anew(block: list[Cell], rows: list[_Row], at: int) -> bool:
    """Return whether the cells between a row and the one before it are the heads of another table."""
    between = block[block.index(rows[at - 1].values[-1]) + 1 : block.index(rows[at].label)]
    texts = [cell for cell in between if cell.kind == "text"]
    width = len(rows[at].values) + 1
    return len(texts) >= width or any(len(_BLANK.split(cell.text)) == width > 1 for cell in texts)


def _table(above: list[Cell], rows: list[_Row]) -> _Table:
    """Return a table with the heads of its columns; of panels side by side and their running numbers one of each."""
    width = Counter(len(row.values) for row in rows).most_common(1)[0][0]
    if above and len(pieces := _split(above[-1])) == width + 1 > 1:
        return _Table(pieces[1:], [*above[:-1], pieces[0]], rows)  # a line of heads, apart by single blanks
    if (panel := _panel(above)) is not None:
        own = len(panel) - 2
        return _Table(panel[2:], above, [row._replace(values=row.values[:own]) for row in rows])
    return _Table(above[-width:], above[:-width], rows)


def _split(cell: Cell) -> list[Cell]:
    """Return the pieces of a cell between its blanks."""
    return [
        Cell(cell.start + match.start(), cell.start + match.end(), match[0], "text")
        for match in re.finditer(r"\S+", cell.text)
    ]


def _panel(above: list[Cell]) -> list[Cell] | None:
    """Return the heads from a running number on to where they stand again, or to the last, or None."""
    starts = [at for at, cell in enumerate(above) if _SERIAL.fullmatch(cell.text)]
    if not starts:
        return None
    end = starts[1] if len(starts) > 1 else len(above)
    panel = above[starts[0] : end]
    return panel if len(panel) > 2 else None


def _of_years(text: str, table: _Table, caption: re.Match[str] | None, clock: Clock) -> Iterator[Entry]:
    """Yield the entries of a table whose rows are years: its heads name what is measured."""
    parent, name = "other", (table.rows[0].label.start, table.rows[0].label.start)
    for at, head in enumerate(table.heads):
        unit = _own_unit(head, None, caption)
        indicator, own = _indicator(text, head, parent, unit)
        if cue("tables", "growth").search(head.text) and indicator == "other":
            indicator, own = parent, name  # 比上年增幅: of the column before it
        parent, name = indicator, own
        for row in table.rows:
            if len(row.values) == len(table.heads):
                when = period.year(int(row.label.text[:4]))
                entry = _entry(head.text, row.label, row.values[at], unit, indicator, own, clock, when)
                yield from [entry] if entry is not None else []


def _of_labels(text: str, table: _Table, caption: re.Match[str] | None, clock: Clock) -> Iterator[Entry]:
    """Yield the entries of a table whose rows name what is measured, or whose it is."""
    parent = "other"
    around = " ".join(cell.text for cell in (*table.above, *table.heads))
    years = [time for head in table.heads for time in _times(head.text, clock)]
    default = next((time for time in years if time.kind == "months"), years[-1] if years else None)
    width = max(Counter(len(row.values) for row in table.rows).items(), key=lambda found: found[1])[0]
    for label, unit_cell, values in table.rows:
        unit = _own_unit(label, unit_cell, caption)
        indicator, name = _indicator(text, label, parent, unit)
        parent = indicator if not _is_part(label.text) else parent
        if len(values) > width:
            continue
        nameless = Cell(label.start, label.start, "", "text")
        columns = table.heads[-len(values) :] if len(table.heads) >= len(values) else [nameless] * len(values)
        is_place = indicator == "other" and entity.of_row(text, label.start, label.end) != ""
        for head, value in zip(columns, values, strict=True):
            own, said = _indicator(text, head, "other", unit) if is_place else (indicator, name)
            said = said if own != "other" else name
            entry = _entry(head.text, label, value, unit, own, said, clock, default, around)
            if entry is not None:
                yield entry


def _rows(block: list[Cell]) -> list[_Row]:
    """Return label, unit cell and values of each row."""
    rows: list[_Row] = []
    label, unit_cell, values = None, None, list[Cell]()
    for cell in block:
        if cell.kind in ("number", "gap"):
            values.append(cell)
            continue
        if values and label is not None:
            rows.append(_Row(label, unit_cell, values))
            unit_cell = None
        values = []
        if cell.kind == "unit":
            unit_cell = cell
        else:
            label, unit_cell = cell, None
    if values and label is not None:
        rows.append(_Row(label, unit_cell, values))
    return [row for row in rows if any(cell.kind == "number" for cell in row.values)]


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
    around: str = "",
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
    if canonical == "":
        canonical = "CNY" if lexicon.is_money(indicator) else "count"  # 总收入(亿)
    if (
        measure == "level"
        and canonical == "count"
        and indicator == "other"
        and cue("tables", "score").search(around)
    ):
        canonical, dimension = "point", "score"
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
    return [time for time in time_words.find(head, 0, len(head), clock) if not time.is_compared]
