"""What is kept of single documents: the same tables as without it, and only what is new is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import documents, study
from analysis.errors import CatalogueError
from analysis.study import Corpus, Study

from .conftest import NEWS, REPORT

COPY = "".join(REPORT.splitlines(keepends=True)[4:10])  # more than 200 characters: a repeat across files
TABLES = ("documents", "facts", "machine_observations", "observations", "ledger")


def fresh(root: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a study, all documents read."""
    corpus = Corpus([root / "seeds"])
    made = {name: getattr(corpus, name) for name in TABLES}
    return made | dict(zip(("clauses", "codes"), corpus.discourse, strict=True))


def kept(root: Path) -> tuple[dict[str, pd.DataFrame], dict[str, list[str]]]:
    """Return the same by way of the cache, and which documents were read for it."""
    opened = Study(root)
    made = {name: getattr(opened, name) for name in TABLES}
    made |= dict(zip(("clauses", "codes"), opened.discourse, strict=True))
    return made, opened.kept.read


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    for name, table in one.items():
        assert len(table), name
        assert_frame_equal(table, other[name], check_exact=True)


def test_tables_are_the_same_kept_or_read_and_one_added_document_is_one_read(make_study):
    root = make_study()
    first, read = kept(root)
    assert all(docs == ["000", "001"] for docs in read.values())
    again, read = kept(root)
    assert all(docs == [] for docs in read.values())
    same(first, fresh(root))
    same(again, first)
    (root / "seeds" / "002_more.txt").write_text(NEWS.replace("80亿元", "81亿元"), encoding="utf-8")
    more, read = kept(root)
    assert read == {kind: ["002"] for kind in read}
    same(more, fresh(root))


def test_a_file_that_repeats_an_earlier_one_is_read_beside_it(make_study):
    root = make_study({"000_report.txt": REPORT, "001_news.txt": NEWS})
    kept(root)
    (root / "seeds" / "002_copy.txt").write_text(f"东江高新区简报\n{COPY}", encoding="utf-8")
    made, read = kept(root)
    assert read["documents"] == ["002"]
    assert made["documents"].set_index("doc").duplicate_spans.notna().to_dict() == {
        "000": False,
        "001": False,
        "002": True,
    }
    same(made, fresh(root))
    (root / "seeds" / "000_report.txt").unlink()  # what it repeated is gone: it is a text of its own
    made, read = kept(root)
    assert read["documents"] == ["002"]
    assert made["documents"].duplicate_spans.isna().all()
    same(made, fresh(root))


def test_what_is_stated_or_corrected_reads_its_document_alone(make_study):
    root = make_study()
    kept(root)
    (root / "seeds" / "catalog.csv").write_text(
        "doc,fact,value,reason\n001,date,2021-02-05,见原报\n", encoding="utf-8"
    )
    made, read = kept(root)
    assert read["documents"] == ["001"]
    assert "000" not in read["ledger"]
    same(made, fresh(root))


def test_a_statement_of_no_document_is_an_error_with_and_without(make_study):
    root = make_study()
    kept(root)
    (root / "seeds" / "catalog.csv").write_text(
        "doc,fact,value,reason\n009,date,2021-02-05,见原报\n", encoding="utf-8"
    )
    with pytest.raises(CatalogueError) as one:
        fresh(root)
    with pytest.raises(CatalogueError) as other:
        kept(root)
    assert str(one.value) == str(other.value)


def test_a_name_of_a_place_that_is_new_has_clauses_cut_anew(make_study):
    root = make_study({"000_report.txt": REPORT})
    kept(root)
    (root / "seeds" / "001_news.txt").write_text(NEWS, encoding="utf-8")
    _, read = kept(root)
    assert read["observations"] == ["001"]
    assert read["discourse"] == ["000", "001"]


def test_what_was_kept_by_other_code_or_is_damaged_is_read_anew(make_study, monkeypatch):
    root = make_study()
    first, _ = kept(root)
    for path in (root / ".gaoxin" / "cache" / "observations").iterdir():
        path.write_text("[{", encoding="utf-8")
    made, read = kept(root)
    assert (read["observations"], read["ledger"]) == (["000", "001"], [])
    same(made, first)
    monkeypatch.setattr(study.cache.dependencies, "versions", lambda: {"pandas": "0"})
    assert kept(root)[1]["documents"] == ["000", "001"]


def test_what_no_run_asks_for_is_removed(make_study):
    root = make_study()
    kept(root)
    (root / "seeds" / "001_news.txt").unlink()
    opened = Study(root)
    opened.ledger, opened.discourse  # noqa: B018
    opened.kept.prune()
    left = {path.parent.name for path in opened.kept.folder.rglob("*.json")}
    assert left == {"documents", "sentences", "observations", "ledger", "discourse"}
    assert len(list(opened.kept.folder.rglob("*.json"))) == len(left)
    assert documents.build(opened.files.files).doc.tolist() == ["000"]
