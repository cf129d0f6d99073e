"""The PMC index → figures and tables for readers; why there is none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from . import exhibits, labels, pmc, schema
from .discourse_tables import evidence
from .drawing import SHADES, canvas, data, figure, ink_on, style
from .exhibits import Absent, Cell, Figure, Head, Table
from .labels import text as label


def heat(cells: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> list[Figure]:
    """X1 to X9 of each complete policy as a table of three by three, shaded; none where there is no policy."""
    made = []
    for doc, rows in cells.groupby("doc", sort=True):
        values = pmc.variables(rows).iloc[0]
        grid = [[float(values[f"X{3 * y + x + 1}"]) for x in range(3)] for y in range(3)]
        with style():
            drawing, axes = canvas(52)
            axes.imshow(grid, cmap=SHADES, vmin=0, vmax=1, aspect="auto")
            for y, line in enumerate(grid):
                for x, value in enumerate(line):
                    ink = ink_on(SHADES(value)[:3])
                    name = labels.apart(f"X{3 * y + x + 1}", f"{value:.2f}", lang=lang)
                    axes.text(x, y, name, ha="center", va="center", color=ink, fontsize=8)
            axes.set_axis_off()
        index = float(pmc.index(rows).iloc[0])
        title = documents.set_index("doc").title.get(doc) or str(doc)
        words = {"title": title, "score": f"{index:.2f}", "grade": pmc.grade(index, lang)}
        body = [(name, f"{value:.2f}") for name, value in values.items() if str(name).startswith("X")]
        heads = [label("heads.pmc_variable", lang), label("heads.pmc_value", lang)]
        drawn = figure("pmc", lang, drawing, words, data(lang, heads, body, 1))
        made.append(replace(drawn, name=f"pmc_{doc}"))
    return made


def cells(table: pd.DataFrame, documents: pd.DataFrame, *, lang: str) -> list[Table | Absent]:
    """The 0/1 table of each complete policy with its index and grade; where there is none, the reason."""
    if table.empty:
        reason = label("tables.pmc.none", lang, reason=_no_policy(documents, lang))
        return [Absent("pmc", lang, reason, "table")]
    titles = exhibits.titles_of(documents)
    index = pmc.index(table)
    columns = (
        Head(label("heads.pmc_variable", lang), width=1.4, nowrap=True),
        Head(label("heads.pmc_part", lang), width=2),
        Head(label("heads.pmc_value", lang), align="c", width=1),
        Head(label("heads.pmc_evidence", lang), width=8),
    )
    grades = label("claims.comma", lang).join(
        f"{pmc.grade(least, lang)} ≥{labels.number(least)}" for least, _, _ in pmc.GRADES
    )
    made: list[Table | Absent] = []
    for doc, rows in table.groupby("doc", sort=True):
        body = []
        for row in sorted(schema.rows(rows), key=lambda row: int(row.variable[1:])):
            cell = Cell(" ".join(row.quote.split()), (evidence(row, titles),)) if row.quote else Cell("")
            name = pmc.scheme().code(row.part).names[lang]
            body.append((Cell(row.variable), Cell(name), Cell(str(row.value)), cell))
        said = label("pmc.score", lang, score=f"{index[doc]:.2f}", grade=pmc.grade(index[doc], lang))
        title = label("tables.pmc.title", lang, title=titles[str(doc)]) + labels.brackets(said, lang)
        note = label("tables.pmc.note", lang, grades=grades)
        made.append(Table(f"pmc_{doc}", lang, title, columns, tuple(body), note, kind="quotes"))
    return made


def _no_policy(documents: pd.DataFrame, lang: str) -> str:
    policies = documents[documents.genre.isin(pmc.GENRES)]
    if documents.empty:
        return label("pmc.no_zone", lang)
    if policies.empty:
        return label("pmc.no_policy", lang, n=len(documents))
    return label("pmc.not_complete", lang, n=len(policies))
