"""Confidence: which rows are alike, and the share of rows like each that proved right."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import codebook, confidence
from analysis.confidence import Stratum
from scripts import calibrate

from .frames import documents, observations

NEWS = documents({"genre": "news"}, {"genre": "plan"}, {"genre": None})


def sentence(doc: str, at: int, numbers: int) -> list[dict[str, object]]:
    """Return so many observations of one sentence."""
    return [{"doc": doc, "sentence_start": at, "start": at + n, "end": at + n + 1} for n in range(numbers)]


def test_rows_are_alike_by_genre_and_by_how_many_share_the_sentence() -> None:
    read = observations(*sentence("000", 0, 2), *sentence("000", 50, 3), *sentence("001", 0, 1))
    few, many = Stratum("news", "1 to 2"), Stratum("news", "3 or more")
    assert confidence.strata(read, NEWS) == [few, few, many, many, many, Stratum("other", "1 to 2")]


def test_an_unknown_genre_counts_as_news() -> None:
    read = observations(*sentence("002", 0, 1))
    assert confidence.strata(read, NEWS) == [Stratum("news", "1 to 2")]


def test_each_row_takes_the_share_of_its_stratum_and_none_where_nothing_is_known(monkeypatch) -> None:
    table = [{"genre": "news", "numbers": "1 to 2", "confidence": "0.625"}]
    monkeypatch.setattr(codebook, "read_csv", lambda name: table)
    read = observations(*sentence("000", 0, 1), *sentence("001", 0, 1))
    got = confidence.assign(read, NEWS)
    assert got.confidence[0] == 0.625
    assert pd.isna(got.confidence[1])
    assert list(got.columns) == list(read.columns)


def test_the_table_holds_shares() -> None:
    rows = codebook.read_csv("confidence.csv")
    assert rows
    for row in rows:
        assert int(row["right"]) <= int(row["rows"])
        assert 0 < float(row["confidence"]) < 1


A, B = Stratum("news", "1 to 2"), Stratum("other", "1 to 2")


def coded(doc: str, stratum: Stratum, right: int, wrong: int) -> list[calibrate.Row]:
    return [calibrate.Row(doc, stratum, n < right) for n in range(right + wrong)]


def test_shares_are_drawn_to_the_overall_one() -> None:
    # 30 of 40 right overall. A: 10 of 20, with ten more at 0.75 17.5 of 30; B: 20 of 20, 27.5 of 30.
    shares = calibrate.fit([*coded("x", A, 10, 10), *coded("y", B, 20, 0)])
    assert shares == {A: pytest.approx(17.5 / 30), B: pytest.approx(27.5 / 30)}


def test_a_document_is_foretold_from_the_others_alone() -> None:
    # z is foretold from x and y (10 of 20 right; A: 0 of 10, drawn to 5 of 20), whatever is right in z itself.
    rows = [*coded("x", A, 0, 10), *coded("y", B, 10, 0), *coded("z", A, 5, 0)]
    of_z = {(value, overall) for row, value, overall in calibrate.foretold(rows) if row.doc == "z"}
    assert of_z == {(5 / 20, 0.5)}


def test_the_table_says_how_many_it_rests_on() -> None:
    rows = [*coded("x", A, 10, 10), *coded("y", A, 0, 0), *coded("y", B, 20, 0)]
    assert calibrate.table(rows).splitlines() == [
        "genre,numbers,documents,rows,right,confidence",
        "news,1 to 2,1,20,10,0.583",
        "other,1 to 2,1,20,20,0.917",
    ]
