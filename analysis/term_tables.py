"""Words → tables for readers: bases and diversity, themes, key words, company, wordings, citations, shared text,
new terms.

Each holds at most ``MOST_ROWS`` rows; the whole tables are in the report's data.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import collocations, exhibits, intervals, keyness, labels, lexicon, schema, topics
from .exhibits import Absent, Cell, Evidence, Head, Table
from .labels import text as label

MOST_ROWS = 30


def base(
    frequencies: pd.DataFrame, diversity: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """How many documents and words the rates of each park rest on, and how varied its words are."""
    if frequencies.empty:
        return Absent("term_base", lang, label("tables.none", lang), "table")
    names = ["park", "documents", "genre", "words", "distinct", "mattr", "hdd", "mtld"]
    numbers = {"documents", "words", "distinct", "mattr", "hdd", "mtld"}
    columns = tuple(
        Head(
            label(f"heads.{name}", lang),
            align="r" if name in numbers else "l",
            width=2.4 if name == "park" else 1.3,
        )
        for name in names
    )
    docs = documents.groupby("entity")
    rows = []
    for row in schema.rows(diversity):
        of_park = docs.get_group(row.group)
        genres = sorted({label(f"genre.{genre}", lang) for genre in of_park.genre.dropna()})
        figures = [_or_blank(row.mattr, 3), _or_blank(row.hdd, 3), _or_blank(row.mtld, 0)]
        park, kinds = labels.place(row.group, lang), labels.listed(genres, lang)
        rows.append(_plain(park, len(of_park), kinds, row.words, row.types, *figures))
    title = label("tables.term_base.title", lang)
    note = label("tables.term_base.note", lang, window=diversity.window.iloc[0])
    return Table("term_base", lang, title, columns, tuple(rows), note)


def themes(
    table: pd.DataFrame, hits: pd.DataFrame | None, terms_: lexicon.Lexicon, *, lang: str
) -> Table | Absent:
    """Each theme in all parks together: hits, rate with interval, without its commonest term, precision of its hits."""
    if table.empty:
        return Absent("theme_totals", lang, label("tables.theme_totals.none", lang), "table")
    columns = (
        Head(label("heads.theme", lang), width=2, nowrap=True),
        Head(label("heads.terms_of_theme", lang), align="r", width=1),
        Head(label("heads.times", lang), align="r", width=1),
        Head(label("heads.per_mille", lang), "‰", align="r", width=1.2),
        Head(label("heads.interval", lang), align="r", width=1.9, nowrap=True),
        Head(label("heads.commonest_term", lang), width=2.2),
        Head(label("heads.without", lang), "‰", align="r", width=1.4),
        Head(label("heads.hits_right", lang), align="r", width=3, nowrap=True),
    )
    known = pd.Series([entry.theme for entry in terms_.entries]).value_counts()
    words = int(table.groupby("group").words.first().sum())
    rows = []
    for theme, of_theme in table.groupby("theme", sort=False):
        count = int(of_theme["count"].sum())
        low, high = (end / words * 1000 for end in intervals.of_count(count))
        without = float((of_theme.per_mille_without * of_theme.words).sum() / words)
        interval = labels.span(labels.fixed(low, 1), labels.fixed(high, 1), lang)
        rate = [labels.fixed(count / words * 1000, 1), interval]
        last = [of_theme.commonest.iloc[0], labels.fixed(without, 1), precision(hits, str(theme), lang)]
        rows.append(
            (count, _plain(labels.term_theme(str(theme), lang), known.get(theme, 0), count, *rate, *last))
        )
    ordered = tuple(row for _, row in sorted(rows, key=lambda item: -item[0]))
    title = label("tables.theme_totals.title", lang, n=len(rows))
    note = label("tables.theme_totals.note" if hits is not None else "tables.theme_totals.note_unread", lang)
    return Table("theme_totals", lang, title, columns, ordered, note)


def precision(hits: pd.DataFrame | None, theme: str, lang: str) -> str:
    """Return how many of a theme's drawn hits were judged right, with the exact interval; a dash where none was
    judged.
    """
    judged = hits[(hits.theme == theme) & hits.right.notna()] if hits is not None else pd.DataFrame()
    if judged.empty:
        return label("tables.theme_totals.unread", lang)
    right = int((judged.right == "yes").sum())
    low, high = (labels.number(float(end) * 100, 0) for end in intervals.of_share(right, len(judged)))
    return f"{right}/{len(judged)}" + labels.brackets(f"{labels.span(low, high, lang)}%", lang)


def key_words(
    table: pd.DataFrame, concordance: pd.DataFrame, documents: pd.DataFrame, *, lang: str
) -> Table | Absent:
    """The words that passed some test, with all tests: key words first, then those that failed one, by park."""
    shown = table[(table.q <= keyness.rule()["max_q"]) & (table.log_ratio > 0) & ~table.is_name]
    if shown.empty:
        return Absent("keyness", lang, label("tables.keyness.none", lang), "table")
    order = shown.sort_values(
        ["is_key", "g2", "group", "word"], ascending=[False, False, True, True], kind="stable"
    )
    names = ["park", "word", "times", "rest_times", "g2", "q", "log_ratio", "interval", "dp", "key"]
    widths = [2.2, 1.8, 0.9, 0.9, 1.1, 1.2, 1.1, 2, 0.9, 0.8]
    columns = tuple(
        Head(label(f"heads.{name}", lang), align="l" if name in ("park", "word") else "r", width=width)
        for name, width in zip(names, widths, strict=True)
    )
    evidence = evidence_by_word(concordance, documents)
    rows = []
    for row in schema.rows(order.head(MOST_ROWS)):
        places = evidence.get((row.group, row.word), ())[:1]
        numbers = [
            row.count,
            row.rest_count,
            labels.fixed(row.g2, 1),
            small(row.q),
            labels.fixed(row.log_ratio, 1),
        ]
        interval = labels.span(labels.fixed(row.low, 1), labels.fixed(row.high, 1), lang)
        key = label("tables.keyness.yes", lang) if row.is_key else ""
        rest = [*numbers, interval, labels.fixed(row.dp, 2), key]
        rows.append((Cell(labels.place(row.group, lang)), Cell(row.word, places), *_plain(*rest)))
    title = label("tables.keyness.title", lang, n=len(rows), all=len(shown))
    note = label("tables.keyness.note", lang, **keyness.rule())
    return Table("keyness", lang, title, columns, tuple(rows), note)


def names(table: pd.DataFrame, *, lang: str) -> Table | Absent:
    """Names, and words that no dictionary has, that a park's texts use more than the rest: whom they are about."""
    shown = table[(table.q <= keyness.rule()["max_q"]) & (table.log_ratio > 0) & table.is_name]
    if shown.empty:
        return Absent("key_names", lang, label("tables.key_names.none", lang), "table")
    columns = (Head(label("heads.park", lang), width=2.2), Head(label("heads.names", lang), width=9))
    rows = []
    for park, of_park in shown.groupby("group", sort=True):
        ordered = of_park.sort_values(["count", "word"], ascending=[False, True])
        listed = [
            row.word + labels.brackets(str(row.count), lang) for row in schema.rows(ordered.head(MOST_ROWS))
        ]
        rows.append(_plain(labels.place(str(park), lang), labels.listed(listed, lang)))
    title, note = label("tables.key_names.title", lang), label("tables.key_names.note", lang)
    return Table("key_names", lang, title, columns, tuple(rows), note)


def company(table: pd.DataFrame, tokens: pd.DataFrame, *, lang: str) -> Table | Absent:
    """The collocates of the commonest term of each theme that has any, the strongest first, window and measure
    named.
    """
    of_theme = tokens.dropna(subset=["theme"]).groupby("word").theme.first()
    nodes = table[table.node.isin(of_theme.index)]
    if nodes.empty:
        return Absent(
            "collocations", lang, label("tables.collocations.none", lang, **collocations.rules()), "table"
        )
    counts = nodes.groupby("node").node_count.first().rename("n").reset_index()
    counts["theme"] = counts.node.map(of_theme)
    first = counts.sort_values(["n", "node"], ascending=[False, True]).drop_duplicates("theme")
    columns = (
        Head(label("heads.theme", lang), width=1.6, nowrap=True),
        Head(label("heads.word", lang), width=1.4, nowrap=True),
        Head(label("heads.times", lang), align="r", width=0.8),
        Head(label("heads.collocates", lang), width=9),
    )
    rows = []
    for node in schema.rows(first):
        near = nodes[nodes.node == node.node].sort_values(["log_dice", "collocate"], ascending=[False, True])
        listed = [row.collocate + _joint(row, lang) for row in schema.rows(near.head(8))]
        rows.append(
            _plain(
                labels.term_theme(node.theme, lang),
                node.node,
                node.n,
                label("claims.comma", lang).join(listed),
            )
        )
    rule = collocations.rules()
    title = label("tables.collocations.title", lang, window=rule["window"])
    return Table(
        "collocations",
        lang,
        title,
        columns,
        tuple(rows[:MOST_ROWS]),
        label("tables.collocations.note", lang, **rule),
    )


def topic_words(made: topics.Topics | None, *, lang: str) -> Table | Absent:
    """The topics of the paragraphs with coherence and stability; a sentence below the minimum."""
    if made is None:
        return Absent("topics", lang, label("tables.topics.absent", lang, least=topics.minimum()), "table")
    columns = tuple(
        Head(label(f"heads.{name}", lang), align="l" if name == "topic_words" else "r", width=width)
        for name, width in (
            ("topic", 0.8),
            ("topic_words", 8),
            ("share", 1),
            ("coherence", 1.2),
            ("stability", 1.2),
        )
    )
    rows = tuple(
        _plain(
            row.topic,
            row.words,
            labels.number(row.share * 100, 1),
            labels.number(row.coherence, 2),
            labels.number(row.stability, 2),
        )
        for row in schema.rows(made.table)
    )
    warning = "" if made.is_stable else label("tables.topics.unstable", lang)
    note = (
        label("tables.topics.note", lang, n=made.paragraphs, stability=labels.number(made.stability, 2))
        + warning
    )
    return Table("topics", lang, label("tables.topics.title", lang, n=len(rows)), columns, rows, note)


def _joint(row: Any, lang: str) -> str:
    comma = "，" if lang == "zh" else ", "
    return labels.brackets(f"{row.count}{comma}{labels.number(row.log_dice, 1)}", lang)


def evidence_by_word(
    concordance: pd.DataFrame, documents: pd.DataFrame
) -> dict[tuple[str, str], tuple[Evidence, ...]]:
    """Return where each word stands in each park's documents, by park and word."""
    titles, parks = exhibits.titles_of(documents), documents.set_index("doc").entity
    found: dict[tuple[str, str], list[Evidence]] = {}
    for row in schema.rows(concordance):
        place = Evidence(
            row.doc,
            row.start,
            row.end,
            row.match,
            f"{row.left or ''}{row.match}{row.right or ''}",
            row.start - len(row.left or ""),
            titles.get(row.doc, row.doc),
        )
        found.setdefault((str(parks.get(row.doc)), row.word), []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def small(p: float) -> str:
    """Return a probability for readers: three decimals, below a thousandth ``<0.001``."""
    return "<0.001" if p < 0.001 else labels.fixed(p, 3)


def _or_blank(value: float | None, decimals: int) -> str:
    return "" if value is None else labels.fixed(value, decimals)


def _plain(*cells: Any) -> tuple[Cell, ...]:
    return tuple(Cell(str(cell)) for cell in cells)
