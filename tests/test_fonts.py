"""The fonts: what they cover, what stops the build, and what a document's missing character looks like."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from analysis import fonts
from analysis.errors import FontError
from analysis.fonts import FACES, boxes, web

# A hanzi, a geometric shape, a private character, an emoji, a combining mark and a hanzi beyond the first plane.
LACKING = "嫕▯\ue000😀\u0f71\U00024b62"


@pytest.fixture(scope="module")
def boxed(tmp_path_factory: pytest.TempPathFactory) -> tuple[fonts.Face, ...]:
    return boxes.faces_with_boxes(LACKING, tmp_path_factory.mktemp("fonts"))


@pytest.fixture
def process_faces() -> Iterator[None]:
    """What a test changes in the process: the current faces, matplotlib's settings and list of fonts."""
    from matplotlib import font_manager

    entries = list(font_manager.fontManager.ttflist)
    with matplotlib.rc_context():
        yield
    font_manager.fontManager.ttflist[:] = entries
    fonts.activate(FACES)


def picture(face: fonts.Face, text: str, size: int = 64) -> bytes:
    image = Image.new("L", (size * (len(text) + 1), size * 2), 255)
    ImageDraw.Draw(image).text((0, 0), text, font=ImageFont.truetype(face.path, size))
    return image.tobytes()


# The tracked files


def test_tracked_files_are_those_of_sources_toml() -> None:
    folder = FACES[0].path.parent
    record = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
    files = {name: sha256 for package in record["package"] for name, sha256 in package["files"].items()}
    assert {face.path.name for face in FACES} == {name for name in files if name.endswith(".ttf")}
    for name, sha256 in files.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256, name
        if name.endswith("OFL.txt"):
            assert "SIL Open Font License, Version 1.1" in (folder / name).read_text().replace("\n", " ")


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path.stem)
def test_face_is_what_its_file_says(face: fonts.Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        assert font["name"].getDebugName(1) == face.family
        assert font["OS/2"].usWeightClass == face.weight
        assert fonts.coverage(face) == set(font.getBestCmap()) == fonts.covered()


def every_gb2312_character() -> set[str]:
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {char for pair in pairs for char in pair.decode("gb2312", errors="ignore")}


def test_all_of_gb2312_is_covered_in_both_scripts() -> None:
    from opencc import OpenCC

    characters = every_gb2312_character()
    assert len(characters) == 7445
    assert fonts.missing("".join(sorted(characters))) == []
    for name in ("s2t", "s2tw", "s2hk"):
        convert = OpenCC(name).convert
        assert fonts.missing("".join(convert(char) for char in sorted(characters))) == [], name


@pytest.mark.parametrize(
    "text",
    [
        "㎡㎢㎏℃‰№²³·×÷±≤≥≈−–—…“”‘’¥￥",
        "①⑳⑴⒈Ⅳ㈠〇",
        "□■○●△▲◇◆▏▁█→↑★☆✓",
        "０１２Ａｂ．，％（）《》〈〉【】「」『』〔〕、。",
        "ǔéàñßΑωЯあア",
        "淏珺堃喆祎婳赟翀犇垚骕㭎㧑𬤊𬭳鿍",  # Names of people: the national table of 2013 beyond GB 2312.
        "臺灣產業園區營業總收入億元",
        "⼈⼯",  # Radicals that PDF extraction writes for hanzi.
    ],
)
def test_signs_of_official_texts_are_covered(text: str) -> None:
    assert fonts.missing(text) == []


def test_what_is_not_drawn_has_a_glyph_all_the_same() -> None:
    # A program that does not know such a character would draw an empty box for it.
    assert fonts.covered() >= set(map(ord, "\t\x07\x85\u1680\u2028\u3164"))


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path.stem)
def test_covered_characters_that_are_drawn_have_an_outline(face: fonts.Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        places = font["loca"]
        ids = {char: font.getGlyphID(name) for char, name in font.getBestCmap().items()}
    blank = [chr(code) for code, index in ids.items() if places[index] == places[index + 1]]
    assert "\u3000" in blank
    assert [char for char in blank if fonts.needs_glyph(char)] == []


# What is missing


@pytest.mark.parametrize(
    ("char", "needs"),
    [
        ("高", True),
        ("a", True),
        ("\ue000", True),
        ("😀", True),
        ("\u0301", True),
        ("\u0600", True),  # A sign of Arabic that is drawn, of the category of those that are not.
        ("\ufffd", True),
        (" ", False),
        ("\u3000", False),
        ("\n", False),
        ("\x07", False),
        ("\u200b", False),
        ("\ufeff", False),
        ("\u2028", False),
        ("\ufe0f", False),
        ("\U000e0100", False),
        ("\u3164", False),
    ],
)
def test_needs_glyph(char: str, needs: bool) -> None:
    assert fonts.needs_glyph(char) is needs


def test_missing_gives_every_place() -> None:
    assert fonts.missing("高新区\n2014年") == []
    assert fonts.missing("嫕a😀\ufe0f嫕") == [(0, "嫕"), (2, "😀"), (4, "嫕")]


@given(st.text())
def test_missing_says_the_same_as_looking_at_each_character(text: str) -> None:
    each = [
        (at, char)
        for at, char in enumerate(text)
        if fonts.needs_glyph(char) and ord(char) not in fonts.covered()
    ]
    assert fonts.missing(text) == each


def test_check_accepts_what_is_covered() -> None:
    fonts.check([("a.py", "高新区生产总值/亿元"), ("b.toml", "")])


def test_check_names_character_place_and_remedy() -> None:
    with pytest.raises(FontError) as caught:
        fonts.check([("labels.toml", "高\n新▯区▯")])
    error = caught.value
    assert error.what == "no font of the project has U+25AF (WHITE VERTICAL RECTANGLE), 2 times"
    assert error.where == "labels.toml, line 2, character 2"
    assert "make fonts" in error.remedy
    assert error.gathered == ()


def test_check_gathers_all_texts() -> None:
    with pytest.raises(FontError) as caught:
        fonts.check([("a", "嫕😀"), ("b", "好"), ("c", "\ue000")])
    assert [error.where for error in caught.value.gathered] == [
        "a, line 1, character 1",
        "a, line 1, character 2",
        "c, line 1, character 1",
    ]
    assert "U+E000 (without a name)" in str(caught.value)


def test_unknown_face_names_the_choices() -> None:
    with pytest.raises(FontError) as caught:
        fonts.face("Noto Sans SC", 300)
    assert "Noto Serif SC 700" in caught.value.remedy


# Boxes


def test_nothing_lacking_needs_no_copies(tmp_path: Path) -> None:
    assert boxes.faces_with_boxes("高新区\u200b", tmp_path) == FACES
    assert list(tmp_path.iterdir()) == []


def test_boxes_are_glyphs_of_their_own(boxed: tuple[fonts.Face, ...]) -> None:
    assert [(face.family, face.weight) for face in boxed] == [(face.family, face.weight) for face in FACES]
    for face, tracked in zip(boxed, FACES, strict=True):
        assert fonts.coverage(face) == fonts.covered() | set(map(ord, LACKING))
        with TTFont(face.path) as font:
            drawn = [font.getBestCmap()[ord(char)] for char in LACKING]
            assert {font["hmtx"][name][0] for name in drawn} == {1000}
            assert max(font["glyf"][name].numberOfContours for name in drawn) <= font["maxp"].maxContours
            assert max(len(font["glyf"][name].coordinates) for name in drawn) <= font["maxp"].maxPoints
        pictures = {picture(face, char) for char in LACKING}
        assert len(pictures) == len(LACKING)
        assert picture(tracked, LACKING[0]) not in pictures
        assert picture(face, " ") not in pictures
        assert picture(face, "高新") == picture(tracked, "高新")


def test_boxes_are_the_same_bytes_twice(boxed: tuple[fonts.Face, ...], tmp_path: Path) -> None:
    again = boxes.faces_with_boxes(reversed(LACKING), tmp_path)
    for first, second in zip(boxed, again, strict=True):
        assert first.path.parent.name == second.path.parent.name
        assert first.path.read_bytes() == second.path.read_bytes()


def test_boxes_are_made_once(boxed: tuple[fonts.Face, ...]) -> None:
    times = [face.path.stat().st_mtime_ns for face in boxed]
    assert boxes.faces_with_boxes(LACKING, boxed[0].path.parent.parent) == boxed
    assert [face.path.stat().st_mtime_ns for face in boxed] == times
    assert len(list(boxed[0].path.parent.iterdir())) == len(FACES)


# The outputs


def test_typst_draws_boxes_and_keeps_the_text(boxed: tuple[fonts.Face, ...], tmp_path: Path) -> None:
    import typst
    from pypdf import PdfReader

    source = tmp_path / "page.typ"
    source.write_text(
        '#set text(font: "Noto Serif SC", lang: "zh")\n高新区姜嫕▯😀,*营业\ue000收入*\n\n'
        '#text(font: "Noto Sans SC", weight: "bold")[\U00024b62]',
        encoding="utf-8",
    )
    pdf = typst.compile(
        str(source), font_paths=list(map(str, fonts.typst_paths(boxed))), ignore_system_fonts=True
    )
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    text = page.extract_text()
    for char in "高新区姜嫕▯😀营业\ue000收入\U00024b62":
        assert char in text, fonts.code_point(char)
    names = {
        font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()
    }
    assert names and all(name.startswith(("NotoSansSC", "NotoSerifSC")) for name in names), names


def test_matplotlib_draws_with_the_current_faces(
    boxed: tuple[fonts.Face, ...], process_faces: None, tmp_path: Path
) -> None:
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    # A font of the same name that was there before must not be taken.
    other = font_manager.FontEntry(fname="/system/NotoSansSC.ttf", name=fonts.SANS, weight=400)
    font_manager.fontManager.ttflist.insert(0, other)
    fonts.activate(boxed)
    matplotlib.rcParams.update(fonts.use_in_matplotlib())
    figure = Figure(figsize=(4, 1))
    figure.text(0.1, 0.5, f"高新区−1,$5 与 $6{LACKING}\u200b\ufe0f\u2028", weight="bold")
    figure.text(0.1, 0.1, LACKING, family="serif")
    for kind in ("png", "svg", "pdf"):
        figure.savefig(tmp_path / f"figure.{kind}")  # A missing glyph is a warning, and so an error here.
    find = font_manager.findfont
    properties = font_manager.FontProperties
    for face in boxed:
        assert Path(find(properties(family=face.family, weight=face.weight))) == face.path
    assert fonts.face(fonts.SERIF, fonts.BOLD) == boxed[3]


def test_wordcloud_draws_with_a_face(boxed: tuple[fonts.Face, ...]) -> None:
    from wordcloud import WordCloud

    def cloud(face: fonts.Face) -> bytes:
        maker = WordCloud(font_path=str(face.path), width=200, height=100, random_state=1)
        return bytes(maker.generate_from_frequencies({"高新区": 3, "姜嫕": 2}).to_image().tobytes())

    assert cloud(boxed[0]) != cloud(FACES[0])


def test_web_subsets_have_the_characters_asked_for(boxed: tuple[fonts.Face, ...], tmp_path: Path) -> None:
    text = "高新区 abc“”,2014年嫕😀\ue000"
    css = web.write({boxed[0]: [text], boxed[3]: text, boxed[1]: []}, tmp_path / "one", base="fonts/")
    again = web.write({boxed[0]: [text], boxed[3]: text}, tmp_path / "two", base="fonts/")
    assert css == again
    assert css.count("@font-face") == 2
    assert 'font-family: "Gaoxin Serif";\n  font-style: normal;\n  font-weight: 700;' in css
    assert 'src: url("fonts/gaoxin-sans-400.woff2") format("woff2")' in css
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "gaoxin-sans-400.woff2",
        "gaoxin-serif-700.woff2",
    ]
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        with TTFont(path) as font:
            assert font.flavor == "woff2"
            names = font.getBestCmap()
            assert set(names) == set(map(ord, text))
            assert all(font["glyf"][names[ord(char)]].numberOfContours for char in text.replace(" ", ""))


def test_web_puts_what_is_shown_first_into_a_file_of_its_own(tmp_path: Path) -> None:
    css = web.write(
        {FACES[0]: "高新区abc", FACES[1]: "高"}, tmp_path, early={FACES[0]: ["新", "cab嫕"], FACES[1]: "高"}
    )
    held = {path.name: set(map(chr, TTFont(path).getBestCmap())) for path in tmp_path.iterdir()}
    assert held == {
        "gaoxin-sans-400.woff2": set("新abc"),
        "gaoxin-sans-400-rest.woff2": set("高区"),
        "gaoxin-sans-700.woff2": {"高"},
    }
    assert "unicode-range: U+61-63, U+65B0;" in css
    assert "unicode-range: U+533A, U+9AD8;" in css
    assert css.count("unicode-range") == 2  # a face of one file needs none


def test_web_does_not_write_a_page_with_gaps(tmp_path: Path) -> None:
    with pytest.raises(FontError) as caught:
        web.write({FACES[0]: "高▯"}, tmp_path)
    assert "U+25AF" in caught.value.what
    assert caught.value.where.endswith("NotoSansSC-Regular.ttf")
    assert "faces_with_boxes" in caught.value.remedy


def test_importing_fonts_brings_no_font_library() -> None:
    code = (
        "import sys, analysis.fonts; print({'fontTools', 'matplotlib', 'numpy', 'pandas'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
