import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import codebook
from analysis.errors import CodebookError
from analysis.schema import GENRES, PLACE_KINDS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(codebook, "_FOLDER", tmp_path)
    codebook.read_csv.cache_clear()
    codebook.read_toml.cache_clear()
    yield tmp_path
    codebook.read_csv.cache_clear()
    codebook.read_toml.cache_clear()


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("a,b\n1,2\n", [{"a": "1", "b": "2"}]),
        ("a,b\n1,\n", [{"a": "1", "b": ""}]),
        ('a,b\n"1,5",2\n', [{"a": "1,5", "b": "2"}]),
        ("\ufeffa,b\n\n家,户\n", [{"a": "家", "b": "户"}]),
        ("a,b\n", []),
    ],
)
def test_rows_of_a_table(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    (folder / "t.csv").write_text(table, encoding="utf-8")
    assert codebook.read_csv("t.csv") == rows


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (b"", "a table without a header"),
        (b"a,b\n1,2,3\n", "3 cells where the header has 2: 1,2,3"),
        ("a,b\n家,户\n".encode("gb18030"), "not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_used(folder: Path, table: bytes, what: str) -> None:
    (folder / "t.csv").write_bytes(table)
    with pytest.raises(CodebookError) as caught:
        codebook.read_csv("t.csv")
    assert (caught.value.what, caught.value.where) == (what, "codebook/t.csv")


def test_a_table_that_does_not_exist() -> None:
    with pytest.raises(CodebookError) as caught:
        codebook.read_csv("no_such.csv")
    assert (caught.value.what, caught.value.where) == ("no such table", "codebook/no_such.csv")


def test_toml(folder: Path) -> None:
    (folder / "t.toml").write_text('[cues]\nplan = ["打算"]\n', encoding="utf-8")
    (folder / "bad.toml").write_text("cues = [", encoding="utf-8")
    assert codebook.read_toml("t.toml") == {"cues": {"plan": ["打算"]}}
    with pytest.raises(CodebookError, match="not TOML") as caught:
        codebook.read_toml("bad.toml")
    assert caught.value.where == "codebook/bad.toml"


def test_a_file_is_read_once() -> None:
    assert codebook.read_csv("zones.csv") is codebook.read_csv("zones.csv")


def test_coded_columns_hold_codes() -> None:
    assert {row["kind"] for row in codebook.read_csv("places.csv")} <= set(PLACE_KINDS)
    assert {row["genre"] for row in codebook.read_csv("genres.csv")} <= set(GENRES)
    assert {row["where"] for row in codebook.read_csv("genres.csv")} == {"title", "head", "text"}
    assert {row["scope"] for row in codebook.read_csv("boilerplate.csv")} == {"line", "tail", "inline"}


def test_a_place_stands_once() -> None:
    names = Counter(row["name"] for row in codebook.read_csv("places.csv"))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize(
    "name", ["bases.csv", "boilerplate.csv", "genres.csv", "named_zones.csv", "zones.csv"]
)
def test_rules_have_a_reason(name: str) -> None:
    assert all(row["reason"] for row in codebook.read_csv(name))


@pytest.mark.parametrize("name", ["boilerplate.csv", "genres.csv"])
def test_patterns_do_not_match_nothing(name: str) -> None:
    assert [row for row in codebook.read_csv(name) if re.compile(row["pattern"]).search("")] == []


def test_rules_name_no_park_of_the_table() -> None:
    rules = Path(codebook.__file__).parent
    texts = [
        (rules / name).read_text(encoding="utf-8")
        for name in ("documents.toml", "genres.csv", "boilerplate.csv")
    ]
    names = [row["name"].removesuffix("高新区") for row in codebook.read_csv("parks.csv")]
    assert [name for name in names for text in texts if name in text] == []


def test_a_place_s_other_codes_are_not_its_first_and_stand_once() -> None:
    first = {row["name"]: row["gb2260"] for row in codebook.read_csv("places.csv")}
    others = [(row["name"], row["gb2260"]) for row in codebook.read_csv("homonyms.csv")]
    assert len(set(others)) == len(others)
    assert [row for row in others if first.get(row[0]) in (None, row[1])] == []


@pytest.mark.parametrize("name", ["homonyms.csv", "named_zones.csv", "parks.csv", "places.csv"])
def test_codes_of_places_are_codes(name: str) -> None:
    assert all(re.fullmatch(r"[1-8]\d{5}", row["gb2260"]) for row in codebook.read_csv(name))


def test_zones_lie_in_places_of_the_gazetteer() -> None:
    known = {row["gb2260"] for row in codebook.read_csv("places.csv")}
    zones = [*codebook.read_csv("named_zones.csv"), *codebook.read_csv("parks.csv")]
    assert [row["name"] for row in zones if row["gb2260"] not in known] == []
