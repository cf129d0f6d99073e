"""A study is a folder: found from any place, its faults said."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import STUDY_VARIABLE, fonts, open_study
from analysis.audit_schema import AUDIT
from analysis.comparison_schema import COMPARISON_TABLES
from analysis.discourse_schema import DISCOURSE_TABLES
from analysis.errors import ParameterError, SchemaError, StudyError
from analysis.ledger_schema import LEDGER
from analysis.schema import DOCUMENTS, TABLES
from analysis.term_schema import TERM_TABLES

from .conftest import NEWS, REPORT

# What two short documents need not have.
MAY_BE_EMPTY = {
    "corrections",
    "deviations",
    "growth_in_context",
    "collocations",
    "text_reuse",
    "new_terms",
    "citations",
    "formulations",
}


@pytest.fixture(autouse=True)
def _tracked_fonts(monkeypatch):
    monkeypatch.delenv(STUDY_VARIABLE, raising=False)
    yield
    fonts.activate(fonts.FACES)


def test_found_from_below_from_the_environment_and_by_name(make_study, monkeypatch, tmp_path):
    root = make_study()
    (root / "notebooks" / "deep").mkdir(parents=True)
    monkeypatch.chdir(root / "notebooks" / "deep")
    assert open_study().root == root
    monkeypatch.chdir(tmp_path)
    assert open_study(root).root == root
    monkeypatch.setenv(STUDY_VARIABLE, str(root))
    assert open_study().root == root


def test_elsewhere_the_package_opens_its_own(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert open_study().root == Path(__file__).resolve().parent.parent


def test_not_a_study(tmp_path):
    with pytest.raises(StudyError, match="no folder seeds/") as caught:
        open_study(tmp_path)
    assert caught.value.where == str(tmp_path)


def test_a_study_without_documents(tmp_path):
    (tmp_path / "seeds").mkdir()
    with pytest.raises(StudyError, match="no document"):
        open_study(tmp_path).documents.head()


def test_every_table_meets_its_contract(make_study):
    files = {"000.txt": REPORT, "001.txt": f"{NEWS}责任编辑:某某\n"}
    tables = open_study(make_study(files)).tables()
    contracts = {
        table.name: table
        for table in (*TABLES, LEDGER, AUDIT, *COMPARISON_TABLES, *DISCOURSE_TABLES, *TERM_TABLES)
    }
    assert set(tables) == {
        "documents",
        "passages_left_out",
        "document_facts",
        "observations",
        "corrections",
        "audit",
        *(table.name for table in TERM_TABLES),
        *(table.name for table in DISCOURSE_TABLES),
        "numeral_ledger",
        *(table.name for table in COMPARISON_TABLES),
    }
    for name, table in tables.items():
        assert contracts[name].check(table) is table
        assert len(table) or name in MAY_BE_EMPTY, name


def test_zones_are_chosen_by_name(make_study):
    study = open_study(make_study())
    assert list(study.zones().entity) == ["东江高新区", "西岭高新区"]
    assert list(study.zones("西岭高新区").entity) == ["西岭高新区"]
    with pytest.raises(ParameterError, match="北海高新区") as caught:
        study.zones("西岭高新区,北海高新区")
    assert "东江高新区, 西岭高新区" in caught.value.remedy


def test_cities_are_no_zones(make_study):
    city = "宜昌市2020年国民经济和社会发展统计公报\n宜昌市统计局\n2021年3月1日\n全市完成生产总值900亿元，增长6%。\n"
    study = open_study(make_study({"000.txt": REPORT, "001.txt": city}))
    assert list(study.documents.place_kind) == ["zone", "city"]
    assert list(study.zones().doc) == ["000"]


def test_a_missing_glyph_is_placed_and_drawn_as_a_box(make_study):
    rare = "\U00030edd"
    root = make_study({"000.txt": REPORT, "001.txt": NEWS.replace("西岭日报", f"西岭{rare}报")})
    study = open_study(root)
    (row,) = study.missing_glyphs.itertuples()
    assert (row.doc, row.char, row.code_point) == ("001", rare, "U+30EDD")
    assert study.texts["001.txt"][row.start] == rare
    assert all(ord(rare) in fonts.coverage(face) for face in fonts.current())


def test_no_reference_coding_no_agreement(make_study):
    assert open_study(make_study()).agreement is None


def test_a_table_that_breaks_its_contract_says_how(make_study):
    documents = open_study(make_study()).documents
    with pytest.raises(SchemaError, match="not unique"):
        DOCUMENTS.check(documents.assign(doc="000").astype({"doc": "str"}))
    with pytest.raises(SchemaError, match="columns missing"):
        DOCUMENTS.check(documents.drop(columns="title"))
    with pytest.raises(SchemaError, match="essay"):
        DOCUMENTS.check(documents.assign(genre="essay").astype({"genre": "str"}))
    with pytest.raises(SchemaError, match="missing values"):
        DOCUMENTS.check(documents.assign(sha256=None).astype({"sha256": "str"}))
