"""A study's own table of the growth of nation, provinces and cities."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import context, harmonise, schema
from analysis.errors import ContextError

from .frames import documents, observations

HEAD = "area,indicator,year,value,source\n"


def read(tmp_path: Path, body: str, head: str = HEAD):
    """Return what is read of a study's table."""
    (tmp_path / "context.csv").write_text(head + body, encoding="utf-8")
    return context.read([tmp_path])


def test_rows_are_read_and_a_study_may_have_none(tmp_path: Path):
    assert context.read([tmp_path]).empty
    found = read(tmp_path, "全国,gdp,2020,2.2,公报\n\n山东省,gdp,2020,-0.5,省公报\n")
    assert [(r.area, r.indicator, r.year, r.value, r.source) for r in schema.rows(found)] == [
        ("全国", "gdp", 2020, 2.2, "公报"),
        ("山东省", "gdp", 2020, -0.5, "省公报"),
    ]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("山东,gdp,2020,2.2,公报", "no such area"),
        ("全国,gdpp,2020,2.2,公报", "no indicator 'gdpp'"),
        ("全国,gdp,20,2.2,公报", "'20' is no year"),
        ("全国,gdp,2020,nan,公报", "'nan' is no number"),
        ("全国,gdp,2020,2.2%,公报", "'2.2%' is no number"),
        ("全国,gdp,2020,2.2,", "no source"),
        ("全国,gdp,2020", "3 cells"),
    ],
)
def test_a_row_that_cannot_be_used(tmp_path: Path, row: str, what: str):
    with pytest.raises(ContextError) as caught:
        read(tmp_path, f"全国,exports,2020,2.2,公报\n{row}\n")
    assert (caught.value.what, caught.value.where) == (f"{row}: {what}", "context.csv, row 3")
    assert caught.value.remedy


def test_all_faults_are_raised_together(tmp_path: Path):
    with pytest.raises(ContextError) as caught:
        read(tmp_path, "全国,gdp,2020,2.2,公报\n全国,gdp,2020,2.3,公报\n全国,gdp,2021,x,公报\n")
    assert [error.what.split(": ")[1] for error in caught.value.gathered] == [
        "stands there twice",
        "'x' is no number",
    ]


def test_another_header(tmp_path: Path):
    with pytest.raises(ContextError) as caught:
        read(tmp_path, "", "place,value\n")
    assert (caught.value.what, caught.value.where) == ("its header is place,value", "context.csv")


def test_a_park_s_growth_stands_beside_that_of_the_areas_it_lies_in(tmp_path: Path):
    docs = documents({"entity": "甲高新区", "place_code": "370102"}, {"entity": "乙高新区"})
    rate = {"measure": "growth", "value": 8.0, "start": 40, "end": 42}
    read_ = observations(
        rate,
        {"measure": "growth", "value": 9.0, "period": "2021"},
        {"measure": "growth", "value": 9.0, "doc": "001", "entity": "乙高新区"},  # where it lies is not known
        {"measure": "growth", "value": 7.0, "period": "2022", "status": "target"},
    )
    table = read(
        tmp_path,
        "全国,gdp,2020,2.2,a\n山东省,gdp,2020,3.6,b\n济南市,gdp,2020,4.9,c\n青岛市,gdp,2020,3.7,d\n"
        "全国,gdp,2022,3,e\n全国,exports,2021,4,f\n",
    )
    found = context.beside(harmonise.build(read_, docs), table)
    assert [
        (r.entity, r.area, r.area_growth_pct, round(r.gap_pp, 6), r.doc, r.start) for r in schema.rows(found)
    ] == [
        ("乙高新区", "全国", 2.2, 6.8, "001", 20),
        ("甲高新区", "全国", 2.2, 5.8, "000", 40),
        ("甲高新区", "山东省", 3.6, 4.4, "000", 40),
        ("甲高新区", "济南市", 4.9, 3.1, "000", 40),
    ]
