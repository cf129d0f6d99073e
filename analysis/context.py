"""``context.csv`` of a study → the growth of nation, provinces and cities, and a park's growth beside it.

The file is optional. Nothing of it is a row among parks: it stands beside them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from . import codebook, sources
from .comparison_schema import CONTEXT, CONTEXT_GROWTH
from .documents import gazetteer
from .errors import ContextError, SourceError

FILE = "context.csv"
HEADER = tuple(CONTEXT.names)
NATION = "全国"


def read(paths: Sequence[Path]) -> pd.DataFrame:
    """Return the rows of every ``context.csv`` among ``paths`` (contract ``CONTEXT``); empty where there is none.

    The file is a CSV in UTF-8 or GB18030 with the columns of ``HEADER``; ``value`` is the growth over the year
    before in %. Raises ContextError with every row that cannot be used.
    """
    rows: list[dict[str, object]] = []
    faults: list[ContextError] = []
    for path, name in sources.tables(paths, FILE):
        for number, cells in enumerate(_cells(path, name), 2):
            where = f"{name}, row {number}"
            fault = _fault(cells)
            if fault is None and any((r["area"], r["indicator"], r["year"]) == _key(cells) for r in rows):
                fault = "stands there twice", "Keep one row an area, indicator and year."
            if fault:
                faults.append(ContextError(f"{','.join(cells)}: {fault[0]}", where=where, remedy=fault[1]))
                continue
            area, indicator, year, value, source = cells
            rows.append(
                {
                    "area": area,
                    "indicator": indicator,
                    "year": int(year),
                    "value": float(value),
                    "source": source,
                }
            )
    if faults:
        raise ContextError.gather(faults)
    return CONTEXT.frame(rows)


def beside(indicators: pd.DataFrame, context: pd.DataFrame) -> pd.DataFrame:
    """Return the parks' yearly growth with that of the areas they lie in, same indicator and year (``CONTEXT_GROWTH``).

    Areas: the nation, and the province and city of the park's place code. A park's 规模以上 and an area's are one
    indicator, so that only indicators of one id stand beside each other; the perimeter must be that of the definition.
    """
    is_year = indicators.period.str.fullmatch(r"\d{4}").fillna(False).astype("bool")
    rows = indicators[
        indicators.is_preferred
        & indicators.is_whole
        & is_year
        & (indicators.measure == "growth")
        & (indicators.status != "target")
    ]
    areas = [
        {"park": park, "area": area}
        for park, code in rows[["park", "place_code"]].drop_duplicates().itertuples(index=False)
        for area in (NATION, *_areas(code))
    ]
    of_park = pd.DataFrame(areas, columns=["park", "area"]).astype("str")
    both = rows.merge(of_park, on="park").merge(
        context, on=["area", "indicator", "year"], suffixes=("", "_area")
    )
    return CONTEXT_GROWTH.conform(
        both.assign(
            growth_pct=both.value, area_growth_pct=both.value_area, gap_pp=both.value - both.value_area
        )
    )


def _areas(code: str | float) -> list[str]:
    """Return the full names of the province and the city that a place code lies in."""
    if not isinstance(code, str):
        return []
    names = {row["gb2260"]: row["name"] for row in codebook.read_csv("places.csv")}
    return [names[at] for at in dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code)) if at in names]


def _cells(path: Path, name: str) -> list[list[str]]:
    try:
        text = sources.decode(path.read_bytes(), where=name)
    except (OSError, SourceError) as fault:
        raise ContextError("cannot be read", where=name, remedy=str(fault)) from fault
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    if not rows or tuple(rows[0]) != HEADER:
        found = ",".join(rows[0]) if rows else "nothing"
        raise ContextError(
            f"its header is {found}", where=name, remedy=f"Its columns are {','.join(HEADER)}."
        )
    return [row for row in rows[1:] if any(row)]


def _key(cells: list[str]) -> tuple[str, str, int]:
    return cells[0], cells[1], int(cells[2])


def _fault(cells: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with a row and what to do about it, or None."""
    if len(cells) != len(HEADER):
        return f"{len(cells)} cells", "Put a cell that holds a comma in quotation marks."
    area, indicator, year, value, source = cells
    if area != NATION and not gazetteer.is_name(area):
        return "no such area", f"Write the full name of GB/T 2260 (广东省, 广州市) or {NATION}."
    if indicator not in {row["id"] for row in codebook.read_csv("indicators.csv")}:
        return f"no indicator {indicator!r}", "Take an id of indicators.csv."
    if not re.fullmatch(r"(19|20)\d\d", year):
        return f"{year!r} is no year", "Write it with four digits."
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f"{value!r} is no number", "Write the growth in %, such as 7.4 or -0.7."
    return None if source else ("no source", "Say where the figure was published.")
