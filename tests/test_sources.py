import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import sources
from analysis.errors import SourceError

SIMPLIFIED = "某某高新区完成工业总产值12亿元，同比增长8%。\r\n全区新增企业30家，创新能力不断提高。\n"
TRADITIONAL = "某某高新區完成工業總產值12億元，同比增長8%。\n全區新增企業30家，創新能力不斷提高。\n"


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        ("企业12家", "gb18030"),
        ("plain ASCII 12%", "ascii"),
    ],
)
def test_every_encoding_gives_the_same_text(text: str, encoding: str) -> None:
    assert sources.decode(text.encode(encoding)) == text


def test_utf_16_big_endian() -> None:
    assert sources.decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")) == SIMPLIFIED


def test_line_ends_stay(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "一\r\n二\r三\n".encode()})
    assert sources.read([tmp_path]).files[0].text == "一\r\n二\r三\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file"),
        (b" \r\n\t", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"%PDF-1.7 \xff\xfe", "a PDF file, not text"),
        (b"PK\x03\x04\xff\xff", "a ZIP archive or an Office file (.docx, .xlsx), not text"),
        (b"\xff\x00\x80\x00", "a binary file, not text"),
        (b"abc\x00def", "a binary file, not text"),
        (b"\xff\xff\x80\x80", "its encoding is none of UTF-8, UTF-16, GB18030 and Big5"),
    ],
)
def test_a_file_without_text(tmp_path: Path, data: bytes, what: str) -> None:
    write(tmp_path, {"bad.txt": data, "good.txt": "全区".encode()})
    found = sources.read([tmp_path])
    assert [source.doc for source in found.files] == ["good"]
    assert [(error.what, error.where) for error in found.errors] == [(what, "bad.txt")]
    assert found.errors[0].remedy


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("a.DOC", "an older Word file", ".docx"),
        ("a.caj", "a CAJ file of CNKI", "CAJViewer"),
        ("a.wps", "a WPS Writer file", "WPS Office"),
        ("a.ofd", "an OFD file", "OFD reader"),
        ("a.xls", "an older Excel file", ".xlsx"),
        ("a.ppt", "an older PowerPoint file", ".pdf"),
        ("a.rtf", "an RTF file", ".docx"),
        ("a.jpeg", "a picture", "OCR"),
        ("a.rar", "a RAR archive", ".zip"),
        ("a.xyz", "a format that is not read (.xyz)", ".txt"),
        ("a", "a format that is not read (no ending)", ".txt"),
    ],
)
def test_a_format_that_is_not_read(tmp_path: Path, name: str, what: str, remedy: str) -> None:
    (tmp_path / name).write_bytes(b"1,2")
    (error,) = sources.read([tmp_path]).errors
    assert (error.what, error.where) == (what, name)
    assert remedy in error.remedy


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_MAX_BYTES", 2_000_000)
    write(tmp_path, {"a.txt": b"x" * 2_000_001, "b.txt": b"x"})
    found = sources.read([tmp_path])
    assert [source.doc for source in found.files] == ["b"]
    assert [(error.what, error.where) for error in found.errors] == [("larger than 2 MB", "a.txt")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = sources.read([tmp_path / "gone.txt"])
    assert found.files == ()
    assert [(error.what, error.where) for error in found.errors] == [
        ("cannot be read: No such file or directory", "gone.txt")
    ]


def test_a_file_that_vanishes_between_listing_and_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.txt": "一".encode(), "b.txt": "二".encode()})
    read_bytes = Path.read_bytes

    def vanish(path: Path) -> bytes:
        if path.name == "a.txt":
            path.unlink()
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    found = sources.read([tmp_path])
    assert [source.file for source in found.files] == ["b.txt"]
    assert isinstance(found.errors[0], SourceError)
    assert found.errors[0].where == "a.txt"


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    write(tmp_path, {"sub/c.md": b"x", "b.txt": b"x", "a.txt": b"x"})
    assert [(source.file, source.doc) for source in sources.read([tmp_path]).files] == [
        ("a.txt", "a"),
        ("b.txt", "b"),
        ("sub/c.md", "c"),
    ]


def test_hidden_files_and_tables_of_the_study_are_no_documents(tmp_path: Path) -> None:
    names = [".hidden.txt", ".git/a.txt", "catalog.csv", "corrections.csv", "gold_seeds.csv"]
    names += ["checked.xlsx", "checked.csv"]
    write(tmp_path, dict.fromkeys(names, b"x"))
    assert sources.read([tmp_path]) == sources.Sources((), ())


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["007_ab12.txt", "008.txt"], ["007", "008"]),
        (["report.v2.txt"], ["report.v2"]),
        (["_x.txt"], ["_x"]),
        (["007_ab.txt", "007_cd.txt", "009_ef.txt"], ["007_ab", "007_cd", "009"]),
        (["a/2019_x.txt", "b/2019_y.txt"], ["2019_x", "2019_y"]),
    ],
)
def test_ids(tmp_path: Path, names: list[str], ids: list[str]) -> None:
    write(tmp_path, dict.fromkeys(names, b"x"))
    assert [source.doc for source in sources.read([tmp_path]).files] == ids


def test_two_files_with_one_name_are_told_apart_by_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"a/2019.txt": b"x", "b/2019.txt": b"y"})
    found = sources.read([tmp_path])
    assert [source.file for source in found.files] == ["a/2019.txt"]
    assert [(error.what, error.where) for error in found.errors] == [
        ("has the same id, 2019, as a/2019.txt", "b/2019.txt")
    ]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"x"})
    assert len(sources.read([tmp_path, tmp_path / "a.txt", tmp_path]).files) == 1


def test_the_hash_is_of_the_bytes_and_the_file_stays(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + SIMPLIFIED.encode()
    write(tmp_path, {"a.txt": data})
    (source,) = sources.read([tmp_path]).files
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (tmp_path / "a.txt").read_bytes() == data


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_source_error(data: bytes) -> None:
    try:
        text = sources.decode(data, where="a.txt")
    except SourceError as error:
        assert error.where == "a.txt"
    else:
        assert text.strip()


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_utf_8_is_read_as_it_stands(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    assert sources.decode(data) == text
