"""Coded clauses → shares and rates of codes with intervals, by park, genre and section; evenness; who does what.

A share's base are the clauses that carry any code of the scheme but its rest: of tools the clauses with a tool, of
actors those in which somebody acts. Where the scheme has but one such code (campaign) the base are all clauses.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from . import intervals, schema
from .discourse import Scheme
from .discourse_schema import CODE_SHARES, DIMENSIONS, EVENNESS, INSTRUMENT_THEMES, PARTS

PER = 10_000  # characters that a rate is of
_BLANK_RESTS = ("none", "no")


def shares(
    clauses: pd.DataFrame, codes: pd.DataFrame, documents: pd.DataFrame, schemes: Sequence[Scheme]
) -> pd.DataFrame:
    """Return how often each code and group of codes stands (contract ``CODE_SHARES``).

    Parks with fewer paragraphs than ``intervals.LEAST_PASSAGES`` have no bootstrap interval.
    """
    columns = [column for scheme in schemes for column in _columns(scheme)]
    placed = codes.assign(place=pd.Series(_places(codes), index=codes.index, dtype=object))
    by_scheme = dict(tuple(placed.groupby("scheme")))
    places = pd.Index(_places(clauses))
    flags = np.zeros((len(places), len(columns)), dtype=bool)
    based = np.zeros((len(places), len(columns)), dtype=bool)
    for at, column in enumerate(columns):
        own = by_scheme.get(column.scheme.id)
        if own is not None:
            flags[:, at] = places.isin(own[own.code.isin(column.members)].place)
            has_base = own if column.base is None else own[own.code.isin(column.base)]
            based[:, at] = places.isin(has_base.place)
    rows: list[dict[str, Any]] = []
    for dimension, value, part, chosen in _cuts(clauses, codes, documents):
        key = {"dimension": dimension, "value": value, "part": part}
        measured = _measured(clauses, flags, based, chosen)
        for at, column in enumerate(columns):
            if measured["clauses"][at]:
                cell = {name: values[at] for name, values in measured.items()}
                rows.append(
                    key
                    | {"scheme": column.scheme.id, "code": column.code, "is_group": column.is_group}
                    | cell
                )
    return CODE_SHARES.frame([{k: None if v != v else v for k, v in row.items()} for row in rows])


class _Column(NamedTuple):
    """A code, or a group of several: its ``members``, and the codes that make a clause part of the base (None: any)."""

    scheme: Scheme
    code: str
    is_group: bool
    members: tuple[str, ...]
    base: tuple[str, ...] | None


def _columns(scheme: Scheme) -> Iterator[_Column]:
    has_rest = scheme.rest in _BLANK_RESTS
    counted = [code for code in scheme.codes if not (has_rest and code.code == scheme.rest)]
    base = tuple(code.code for code in counted) if has_rest and len(counted) > 1 else None
    for code in counted:
        yield _Column(scheme, code.code, False, (code.code,), base)
    for group in scheme.groups:
        members = tuple(code.code for code in counted if code.group == group)
        if members != (group,):
            yield _Column(scheme, group, True, members, base)


def _places(table: pd.DataFrame) -> list[tuple[str, int]]:
    """Return what names the clause of each row: document and offset."""
    return list(zip(table.doc, table.start, strict=True))


def _cuts(
    clauses: pd.DataFrame, codes: pd.DataFrame, documents: pd.DataFrame
) -> Iterator[tuple[str, str, str, Any]]:
    """Yield dimension, value, part and the positions of the clauses of each cut."""
    of_time = codes[codes.scheme == "time"]
    times = dict(zip(_places(of_time), of_time.code, strict=True))
    table = clauses.assign(
        all="all",
        entity=clauses.doc.map(documents.set_index("doc").entity),
        part=[times.get(place, "") for place in _places(clauses)],
        position=range(len(clauses)),
    )
    for dimension in DIMENSIONS:
        for value, group in table.dropna(subset=[dimension]).groupby(dimension, sort=True):
            for part in PARTS:
                chosen = group if part == "all" else group[group.part == part]
                if len(chosen):
                    yield dimension, str(value), part, chosen.position.to_numpy()


def _measured(clauses: pd.DataFrame, flags: Any, based: Any, chosen: Any) -> dict[str, Any]:
    """Return the measures of all columns over the clauses ``chosen``, each an array."""
    of_cut = clauses.iloc[chosen]
    paragraph = of_cut.groupby(["doc", "paragraph_start"], sort=True).ngroup().to_numpy()
    passages = int(paragraph.max()) + 1
    counts, bases = np.zeros((passages, flags.shape[1])), np.zeros((passages, flags.shape[1]))
    np.add.at(counts, paragraph, flags[chosen])
    np.add.at(bases, paragraph, based[chosen])
    chars = np.bincount(paragraph, weights=of_cut.chars.to_numpy(dtype=float), minlength=passages)
    n, whole, size = counts.sum(axis=0), bases.sum(axis=0), chars.sum()
    exact, drawn = intervals.of_share(n, whole), intervals.of_ratios(counts, bases)
    poisson = intervals.of_count(n)
    rate_drawn = intervals.of_ratios(counts, np.repeat(chars[:, None], counts.shape[1], axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = n / whole
    return {
        "count": n.astype(int),
        "clauses": whole.astype(int),
        "share": share,
        "low": exact.low,
        "high": exact.high,
        "draws_low": drawn.low,
        "draws_high": drawn.high,
        "chars": np.full(len(n), int(size)),
        "per_10k": n / size * PER,
        "rate_low": poisson.low / size * PER,
        "rate_high": poisson.high / size * PER,
        "rate_draws_low": rate_drawn.low * PER,
        "rate_draws_high": rate_drawn.high * PER,
    }


def evenness(shares_: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Return how evenly the tools are used (contract ``EVENNESS``): Pielou's H / ln K, K all kinds of ``scheme``.

    1 where all kinds are used alike, 0 where one is used alone. Of few uses it is low whatever the policy.
    """
    rows = []
    of_scheme = shares_[(shares_.scheme == scheme.id) & ~shares_.is_group]
    kinds = sum(code.code != scheme.rest for code in scheme.codes)
    for (dimension, value, part), group in of_scheme.groupby(["dimension", "value", "part"], sort=True):
        counts = [int(n) for n in group["count"] if n]
        row = {"dimension": dimension, "value": value, "part": part}
        rows.append(row | {"uses": sum(counts), "kinds": len(counts), "evenness": evenness_of(counts, kinds)})
    return EVENNESS.frame(rows)


def by_theme(codes: pd.DataFrame, tokens: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Return which tools stand in clauses with a term of each theme (contract ``INSTRUMENT_THEMES``).

    A clause counts once for each theme whose terms it holds and once for each kind and group of its tools; ``tokens``
    are those of the same documents (contract ``TOKENS``).
    """
    tools = codes[(codes.scheme == scheme.id) & (codes.code != scheme.rest)]
    times = codes[codes.scheme == "time"].set_index(["doc", "start"]).code
    groups = {code.code: code.group for code in scheme.codes}
    counts: dict[tuple[str, str, str, bool], int] = {}
    bases: dict[tuple[str, str], int] = {}
    themed = tokens.dropna(subset=["theme"])
    of_document = {str(doc): table for doc, table in themed.groupby("doc")}
    for (doc, start), clause in tools.groupby(["doc", "start"]):
        if str(doc) not in of_document:
            continue
        words = of_document[str(doc)]
        themes = set(words[(words.start >= start) & (words.end <= clause.end.iloc[0])].theme)
        named = {(code, False) for code in clause.code} | {(groups[code], True) for code in clause.code}
        for part in {"all", times.get((doc, start), "all")} & set(PARTS):
            for theme in themes:
                bases[part, theme] = bases.get((part, theme), 0) + 1
                for code, is_group in named:
                    place = (part, theme, code, is_group)
                    counts[place] = counts.get(place, 0) + 1
    return INSTRUMENT_THEMES.frame(
        [
            {
                "part": part,
                "theme": theme,
                "code": code,
                "is_group": is_group,
                "count": n,
                "clauses": bases[part, theme],
            }
            for (part, theme, code, is_group), n in sorted(counts.items())
        ]
    )


def evenness_of(counts: Sequence[int], kinds: int) -> float | None:
    """Return H / ln K of counts (Pielou 1966), 0 to 1; None without a count."""
    total = sum(counts)
    if not total or kinds < 2:
        return None
    entropy = -math.fsum(
        n / total * math.log(n / total) for n in counts if n
    )  # sum() differs between Pythons
    return abs(entropy) / math.log(kinds)


def actor_verbs(clauses: pd.DataFrame, codes: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return how often each actor does what: columns actor, verb, count; the ``most`` commonest verbs of acts.

    Clauses in which nobody acts are left out, an elided actor is kept as one.
    """
    of_actor = codes[(codes.scheme == "actor") & (codes.code != "none")]
    actors = dict(zip(_places(of_actor), of_actor.code, strict=True))
    who = [actors.get(place, pd.NA) for place in _places(clauses)]
    acting = clauses.assign(actor=pd.Series(who, index=clauses.index, dtype="str")).dropna(
        subset=["actor", "verb"]
    )
    counts = acting.groupby("verb").size().sort_values(ascending=False, kind="stable")
    order = sorted(counts.index, key=lambda verb: (-counts[verb], verb))[:most]
    table = acting[acting.verb.isin(order)].groupby(["actor", "verb"]).size().rename("count").reset_index()
    return table.sort_values(["actor", "count", "verb"], ascending=[True, False, True], ignore_index=True)


def wordings(codes: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how plans' targets are worded, clauses by park: columns entity, hard, strive, soft."""
    own = codes[(codes.scheme == "constraint") & (codes.code != "none")]
    of_park = own.assign(entity=own.doc.map(documents.set_index("doc").entity))
    counts = of_park.groupby(["entity", "code"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=["hard", "strive", "soft"], fill_value=0)
    order = counts.sum(axis="columns").sort_values(ascending=False, kind="stable").index
    return counts.loc[order].reset_index().rename_axis(columns=None)


def chosen_quotes(codes: pd.DataFrame, scheme: str, code: str, n: int) -> list[Any]:
    """Return up to ``n`` clauses that carry a code by a cue of their own, of different documents first.

    Of each document those of middling length come first: long enough to be understood, short enough to be quoted.
    """
    own = codes[(codes.scheme == scheme) & (codes.code == code) & (codes.basis == "cue")]
    ordered = sorted(
        schema.rows(own), key=lambda row: (abs(len(row.quote) - _GOOD_LENGTH), row.doc, row.start)
    )
    seen: dict[str, int] = {}
    ranked = []
    for row in ordered:
        seen[row.doc] = seen.get(row.doc, 0) + 1
        ranked.append((seen[row.doc], row))
    ranked.sort(key=lambda one: one[0])
    return sorted((row for _, row in ranked[:n]), key=lambda row: (row.doc, row.start))


_GOOD_LENGTH = 24  # characters of a quoted clause
