"""Observations → what national zones disclose of what the ministry asks (``frameworks.csv``).

The official evaluation of national zones has editions, each in force for some years. A document is held against the
edition of its subject year; where this project knows only an edition's themes and not its indicators, against the
ministry's monitoring list of that year, and this is said. A zone of another level, or of none that is known, is not
evaluated. ``match`` tells how an indicator answers an item: ``exact``, or ``near`` (the same thing in another form: a
level where a ratio is asked, a stock for its growth, a wider or narrower class). An item that no indicator answers is
not looked for, so its blank says nothing.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from . import codebook, schema
from .comparison_schema import DISCLOSURE

KINDS = ("evaluation", "monitoring")


def in_force(year: int, kind: str = "evaluation") -> str | None:
    """Return the edition of a kind in force in ``year``; None where there was none."""
    for name, row in editions().items():
        if row["kind"] == kind and int(row["from"]) <= year <= int(row["to"] or year):
            return name
    return None


def yardstick(year: int) -> str | None:
    """Return what zones of ``year`` are held against: the edition in force, else the monitoring list; None for neither.

    Only what is known item by item serves.
    """
    found = (in_force(year, kind) for kind in KINDS)
    return next((name for name in found if name and is_known(name)), None)


def is_known(framework: str) -> bool:
    """Whether every item that the framework asks for is in the codebook."""
    asked = editions()[framework]["asked"]
    return bool(asked) and len(items(framework)) == int(asked)


@cache
def editions() -> dict[str, dict[str, str]]:
    """Return the first row of each framework, by its id, in the order of ``frameworks.csv``."""
    found: dict[str, dict[str, str]] = {}
    for row in codebook.read_csv("frameworks.csv"):
        found.setdefault(row["framework"], row)
    return found


def themes(framework: str) -> list[dict[str, str]]:
    """Return the first row of each theme of a framework, in its order."""
    rows = [row for row in codebook.read_csv("frameworks.csv") if row["framework"] == framework]
    return list({row["theme_zh"]: row for row in reversed(rows)}.values())[::-1]


def items(framework: str) -> dict[str, dict[str, str]]:
    """Return the first row of each item that a framework asks for, by its name, in its order."""
    found: dict[str, dict[str, str]] = {}
    for row in codebook.read_csv("frameworks.csv"):
        if row["framework"] == framework and row["zh"]:
            found.setdefault(row["zh"], row)
    return found


@cache
def answers(framework: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the items that each indicator answers in a framework, by the indicator."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in codebook.read_csv("frameworks.csv"):
        if row["framework"] == framework and row["indicator"]:
            found.setdefault(row["indicator"], []).append(row)
    return found


@cache
def asked_anywhere() -> frozenset[str]:
    """Return the indicators that some framework asks for, exactly or nearly."""
    return frozenset(row["indicator"] for row in codebook.read_csv("frameworks.csv") if row["indicator"])


def disclosure(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return what each zone states in each subject year, a row an indicator and item it answers (``DISCLOSURE``).

    Any measure and any scope counts: the table says who speaks of what, not how much. An indicator that the year's
    framework does not ask for has no item.
    """
    zones = documents[(documents.place_kind == "zone").fillna(False) & documents.entity.notna()]
    described = zones.set_index("doc")
    rows = observations[observations.doc.isin(zones.doc) & (observations.indicator != "other")]
    rows = rows[rows.entity == schema.told(rows.doc, dict(described.entity))]
    park_year = ["entity", "subject_year"]
    stated = pd.DataFrame(
        {
            "entity": rows.entity,
            "subject_year": schema.told(rows.doc, dict(described.subject_year.dropna()), "Int64"),
            "indicator": rows.indicator,
            "has_result": (rows.status != "target").astype("bool"),
            "has_target": (rows.status == "target").astype("bool"),
        }
    )
    flags = stated.groupby([*park_year, "indicator"], dropna=False, as_index=False).any()
    about = zones.assign(is_whole=(zones.completeness == "complete").astype("bool"))
    parks = about.groupby(park_year, dropna=False, as_index=False).agg(
        zone_level=("zone_level", "first"), is_whole=("is_whole", "any")
    )
    is_evaluated = (parks.zone_level == "national").fillna(False)
    years = parks.subject_year.dropna().unique()
    parks = parks.assign(
        edition=schema.told(parks.subject_year, {y: in_force(y) for y in years}).where(is_evaluated),
        yardstick=schema.told(parks.subject_year, {y: yardstick(y) for y in years}).where(is_evaluated),
    )
    return DISCLOSURE.conform(
        flags.merge(parks, on=park_year).merge(_answers(), how="left", on=["yardstick", "indicator"])
    )


def _answers() -> pd.DataFrame:
    """Return what answers what: yardstick, indicator, theme, item, match."""
    names = {
        "framework": "yardstick",
        "indicator": "indicator",
        "theme_zh": "theme",
        "zh": "item",
        "match": "match",
    }
    rows = [row for row in codebook.read_csv("frameworks.csv") if row["indicator"]]
    return pd.DataFrame(
        {new: pd.array([row[old] for row in rows], dtype="str") for old, new in names.items()}
    )
