"""Observations + exchange rates → ``indicators`` that compare: one park id, one unit, definitions kept apart.

Nothing is merged, averaged or filled in. Each row is one observation, with the value in the unit of comparison
beside the value as observed; related definitions share a ``group`` and stay what they are. Where sources differ for
one park, indicator and period, a declared order (``source_order.csv``) names the one that is preferred.
"""

from __future__ import annotations

import math
import re
from functools import cache

import pandas as pd

from . import codebook, schema
from .comparison_schema import INDICATORS
from .documents import simplified

# What the rows that speak of one thing share; of these one source is preferred.
THING = ("park", "indicator", "perimeter", "is_whole", "measure", "growth_base", "period", "is_target")
_LAST = 99  # behind every place of the declared order


def build(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the observations about parks in units of comparison (contract ``INDICATORS``).

    A row is about a park if the document is about this zone and names it as the number's entity, or if the entity is
    a park of ``parks.csv`` or of another document. Cities, provinces, firms and parts of a park are left out.
    Dollars become yuan at the average rate of the period's year; where no rate is checked, or the period spans
    several years, they stay dollars.
    """
    table = _of_parks(observations, documents)
    table = _scoped(table)
    table = _converted(table)
    table = _priced(table)
    table = _preferred(table, documents)
    return INDICATORS.conform(table)


def own(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the observations about the place that their document is about, as a whole.

    A figure for a province in a park's report, or for one batch of projects, says nothing about the park. A scope
    that zones report as their own total stays, under its one name in ``whole_scopes.csv`` (规上工业 as 规模以上),
    and is shown wherever it stays.
    """
    place = schema.told(observations.doc, dict(documents.set_index("doc").entity.dropna()))
    names = _whole_scopes()
    scopes = {text: names.get(simplified(text)) for text in observations.scope.dropna().unique()}
    named = observations.assign(scope=schema.told(observations.scope, scopes))
    return named[(named.entity == place).fillna(False) & (observations.scope.isna() | named.scope.notna())]


def park_id(name: str, doc: str = "") -> str:
    """Return the id of the park ``name``: that of ``parks.csv``, else its name in its shortest form.

    A name that names no place (``XX高新区``) is a park of its own in each document: ``XX高新区@004.11``.
    """
    if re.search(_words()["unnamed"], name):
        return f"{name}@{doc}"
    short = _short(name)
    return _ids().get(name, _ids().get(short, short))


@cache
def definition(indicator: str) -> dict[str, str]:
    """Return the definition of an indicator (``definitions.csv``); one without a row is a group of its own."""
    return _definitions().get(indicator, {"indicator": indicator, "group": indicator, "defined_by": "none"})


def _of_parks(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the observations of parks with ``park``, ``entity`` for readers and ``place_code``."""
    described = documents.set_index("doc")
    zones = described[(described.place_kind == "zone").fillna(False) & described.entity.notna()]
    known = {row["id"]: row["gb2260"] for row in codebook.read_csv("parks.csv")}
    for doc, name, code in zip(zones.index, zones.entity, zones.place_code, strict=True):
        known.setdefault(park_id(name, doc), code)
    named = observations[["doc", "entity"]].dropna().drop_duplicates()
    ids = [park_id(name, doc) for doc, name in zip(named.doc, named.entity, strict=True)]
    named = named.assign(park=pd.array([park if park in known else None for park in ids], dtype="str"))
    found = observations[["doc", "entity"]].merge(named, how="left", on=["doc", "entity"])
    table = observations.assign(park=found.park.to_numpy())
    table = table[table.park.notna()]
    return table.assign(
        entity=schema.told(table.park, _names(table)), place_code=schema.told(table.park, known)
    )


def _names(table: pd.DataFrame) -> dict[str, str]:
    """Return a name for each park id: that of ``parks.csv``, else the first in the documents."""
    first = dict(table.drop_duplicates("park").set_index("park").entity)
    return first | {row["id"]: row["name"] for row in codebook.read_csv("parks.csv")}


def _scoped(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with ``group``, ``perimeter`` and ``is_whole``.

    The perimeter is the scope under its one name, else what the indicator's definition covers: 规模以上 for
    规模以上工业总产值 as for 主营业务收入 of 规模以上.
    """
    wholes = _whole_scopes()
    scopes = {scope: simplified(scope) for scope in table["scope"].dropna().unique()}
    named = schema.told(table["scope"], {scope: wholes.get(text, text) for scope, text in scopes.items()})
    parts = [scope for scope, text in scopes.items() if text not in wholes]
    ids = table.indicator.unique()
    return table.assign(
        group=schema.told(table.indicator, {i: definition(i)["group"] for i in ids}),
        perimeter=named.fillna(
            schema.told(table.indicator, {i: definition(i).get("perimeter") for i in ids})
        ),
        is_whole=~table["scope"].isin(parts),
    )


def _converted(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with its values in units of comparison, the observed ones beside them."""
    year = schema.told(
        table.period, {period: _year(period) for period in table.period.dropna().unique()}, "Int64"
    )
    dollars = (table.unit == "USD") & table.measure.isin(["level", "increment"])
    rate = schema.told(year, _rates(), "Float64").where(dollars)
    units = {row["unit"]: row for row in codebook.read_csv("comparison_units.csv")}
    factors = {unit: float(row["factor"]) for unit, row in units.items()}
    factor = schema.told(table.unit, factors, "Float64").fillna(rate).fillna(1.0)
    unit = schema.told(table.unit, {unit: row["to"] for unit, row in units.items()}).fillna(table.unit)
    return table.assign(
        year=year,
        original_value=table.value,
        original_value_high=table.value_high,
        original_unit=table.unit,
        exchange_rate=rate,
        value=table.value * factor,
        value_high=table.value_high * factor,
        unit=unit.where(rate.isna(), "CNY"),
    )


def _priced(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with the price basis of the definition where the text gives none: levels and growth only."""
    basis = table.price_basis
    for measure, column in (("level", "level_prices"), ("growth", "growth_prices")):
        by_convention = {i: definition(i).get(column) for i in table.indicator.unique()}
        basis = basis.fillna(schema.told(table.indicator, by_convention).where(table.measure == measure))
    return table.assign(price_basis=basis)


def _year(period: str) -> int | None:
    """Return the year that a period lies in; None if it spans several."""
    years = set(re.findall(r"\d{4}", period))
    return int(years.pop()) if len(years) == 1 else None


def _preferred(table: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with ``finality``, ``genre``, ``is_preferred`` and ``rivals``.

    The order: finality, genre, a document about the park itself, an exact number before a bound, the later document,
    then as they stand. Where the source that comes first states values for one thing that exclude each other (firms of
    two industries whose names were not read), none of them is preferred: which is the park's is not known.
    """
    described = documents.set_index("doc")
    cue = "|".join(re.escape(row["word"]) for row in codebook.read_csv("finality_words.csv"))
    sentences = pd.Series(table.sentence.unique(), dtype="str")
    is_preliminary = (table.status == "actual") & table.sentence.isin(sentences[sentences.str.contains(cue)])
    finality = table.status.mask(is_preliminary, "preliminary")
    genre = schema.told(table.doc, dict(described.genre.dropna()))
    date = schema.told(table.doc, dict(described.date.dropna()))
    about = {doc: park_id(name, str(doc)) for doc, name in described.entity.dropna().items()}
    order = table.assign(
        finality=finality,
        genre=genre,
        is_target=table.status == "target",
        _final=schema.told(finality, _places("finality"), "Int64").fillna(_LAST),
        _genre=schema.told(genre, _places("genre"), "Int64").fillna(_LAST),
        _away=(schema.told(table.doc, about) != table.park).fillna(True),
        _loose=(table.bound != "=") | table.value_high.notna(),
        _age=-date.rank(method="dense").fillna(0.0).astype("float64"),
    )
    ranks = ["_final", "_genre", "_away", "_loose", "_age"]
    order["_thing"] = order.groupby(list(THING), dropna=False, sort=False).ngroup()
    order = order.sort_values(["_thing", *ranks, "doc", "start"], kind="stable")
    order = order.assign(rivals=_rivals(order))
    is_first = ~order.duplicated("_thing")
    is_placed = order.period.notna() & (order.indicator != "other")
    return order.assign(is_preferred=is_first & is_placed & (order.rivals == 0))


def _rivals(order: pd.DataFrame) -> pd.Series:
    """Return for each row how many other values its thing has in the source that comes first, where they exclude
    each other: no number lies within the bounds of all.
    """
    first = order.drop_duplicates("_thing").set_index("_thing")[["doc", "finality"]]
    best = first.loc[order._thing]
    is_source = (order.doc.to_numpy() == best.doc.to_numpy()) & (
        order.finality.to_numpy() == best.finality.to_numpy()
    )
    source = order[is_source]
    low = source.value.where(source.bound.isin(["=", ">", ">="]), -math.inf)
    high = source.value_high.fillna(source.value).where(source.bound.isin(["=", "<", "<="]), math.inf)
    groups = pd.DataFrame({"thing": source._thing, "low": low, "high": high, "value": source.value})
    found = groups.groupby("thing").agg(low=("low", "max"), high=("high", "min"), values=("value", "nunique"))
    others = (found["values"] - 1).where(found.low > found.high, 0)
    return order._thing.map(others).astype("Int64")


def _short(name: str) -> str:
    """Return a zone's name in its short form: 东江国家高新技术产业开发区 → 东江高新区."""
    name = re.sub(_words()["level_word"], "", name)
    for row in codebook.read_csv("zones.csv"):
        if name.endswith(row["long"]):
            return name.removesuffix(row["long"]) + row["short"]
    return name


@cache
def _ids() -> dict[str, str]:
    return {
        name: row["id"]
        for row in codebook.read_csv("parks.csv")
        for name in (row["name"], row["full_name"], *row["aliases"].split(";"))
        if name
    }


@cache
def _definitions() -> dict[str, dict[str, str]]:
    return {row["indicator"]: row for row in codebook.read_csv("definitions.csv")}


@cache
def _rates() -> dict[int, float]:
    return {
        int(row["year"]): float(row["rate"])
        for row in codebook.read_csv("rates.csv")
        if row["pair"] == "CNY per USD"
    }


def _places(facet: str) -> dict[str, int]:
    rows = codebook.read_csv("source_order.csv")
    return {row["value"]: int(row["place"]) for row in rows if row["facet"] == facet}


def _whole_scopes() -> dict[str, str]:
    return {row["scope"]: row["name"] for row in codebook.read_csv("whole_scopes.csv")}


def _words() -> dict[str, str]:
    words: dict[str, str] = codebook.read_toml("harmonise.toml")
    return words
