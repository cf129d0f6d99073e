"""Words and numbers for readers."""

from __future__ import annotations

import string

import pytest

from analysis import codebook, labels
from analysis.errors import CodebookError


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.675, 2, "2.68"),
        (10.0, 2, "10"),
        (-1.25, 1, "−1.2"),
        (-0.001, 2, "0"),
        (0.5, 0, "0"),
        (1500000.0, 2, "1500000"),
    ],
)
def test_number(value, decimals, text):
    assert labels.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (21_500_000_000, "CNY", ("215", "亿元")),
        (20_000_000, "CNY", ("2000", "万元")),
        (9_999, "CNY", ("9999", "元")),
        (-320_000_000, "CNY", ("−3.2", "亿元")),
        (310_000_000, "USD", ("3.1", "亿美元")),
        (440_000, "m2", ("44", "万平方米")),
        (3, "furlong", ("3", "furlong")),
    ],
)
def test_amount(value, unit, shown):
    assert labels.amount(value, unit, "zh") == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (21_500_000_000, "CNY", ("21.5", "billion yuan")),
        (1_236_000_000, "CNY", ("1.236", "billion yuan")),  # 12.36亿元: the same digits
        (325_000_000, "CNY", ("325", "million yuan")),
        (12_345_600, "CNY", ("12.3456", "million yuan")),  # 1234.56万元
        (58_200, "CNY", ("58,200", "yuan")),
        (-320_000_000, "CNY", ("−320", "million yuan")),
        (310_000_000, "USD", ("310", "million US dollars")),
        (8_440_000, "m2", ("8.44", "km²")),
        (44_000, "m2", ("44,000", "m²")),
        (12_000, "count", ("12,000", "")),
    ],
)
def test_amount_in_english(value, unit, shown):
    assert labels.amount(value, unit, "en") == shown


def test_values_side_by_side_share_a_unit():
    """The larger decides, so that a target of 1.1 billion does not stand beside a result of 950."""
    assert labels.amounts([950_000_000, 1_100_000_000], "CNY", "en") == (["0.95", "1.1"], "billion yuan")
    assert labels.amounts([90_000_000, 120_000_000], "CNY", "zh") == (["0.9", "1.2"], "亿元")


@pytest.mark.parametrize(
    ("words", "lang", "shown"),
    [
        ("21867", "en", "21,867"),
        ("21867", "zh", "21867"),
        ("12345.6", "en", "12,345.6"),
        ("−45000", "en", "−45,000"),
        ("999", "en", "999"),
        ("1.2–3", "en", "1.2–3"),
        ("", "en", ""),
    ],
)
def test_grouped(words, lang, shown):
    assert labels.grouped(words, lang) == shown


@pytest.mark.parametrize(
    ("name", "lang", "shown"),
    [
        ("珠海高新区", "en", "Zhuhai Zone"),
        ("珠海高新区", "zh", "珠海高新区"),
        ("东江高新区", "en", "东江高新区"),  # not in the table: as printed
        ("珠海市", "en", "珠海市"),
        ("", "en", ""),
    ],
)
def test_zones_have_english_names(name, lang, shown):
    assert labels.place(name, lang) == shown


def test_a_zone_is_introduced_with_the_name_as_printed():
    assert labels.full_place("珠海高新区", "en") == "Zhuhai High-Tech Zone (珠海高新区)"
    assert labels.full_place("东江高新区", "en") == "东江高新区"


@pytest.mark.parametrize(
    ("words", "shown"), [("growth rate", "Growth rate"), ("q", "q"), ("κ of two", "κ of two"), ("F1", "F1")]
)
def test_heads_begin_with_a_capital_in_english(words, shown):
    assert labels.capital(words, "en") == shown
    assert labels.capital(words, "zh") == words


def test_marks_between_words_are_those_of_the_language():
    assert labels.brackets("甲", "zh") == "（甲）"
    assert labels.brackets("a", "en") == " (a)"
    assert labels.listed(["a", "b"], "en") == "a, b"
    assert labels.span(2013, 2020, "zh") == "2013—2020"
    assert labels.span(2013, 2020, "en") == "2013–2020"
    assert labels.apart("a", "", "b", lang="en") == "a  b"


@pytest.mark.parametrize(("bound", "text"), [("=", "10"), (">=", "≥10"), ("~", "约10"), ("<", "<10")])
def test_bounded(bound, text):
    assert labels.bounded("10", bound, "zh") == text


def test_unknown_label_says_where():
    with pytest.raises(CodebookError, match="no label") as caught:
        labels.text("figures.none.title", "zh")
    assert caught.value.where == "codebook/labels.toml"


def test_every_label_has_chinese_and_english():
    def leaves(entry, path=()):
        if any(isinstance(value, dict) for value in entry.values()):
            for key, value in entry.items():
                yield from leaves(value, (*path, key))
        else:
            yield ".".join(path), entry

    incomplete = [
        key
        for name in ("labels.toml", "discourse/labels.toml")
        for key, entry in leaves(codebook.read_toml(name))
        if set(entry) != {"zh", "en"}
    ]
    assert incomplete == []


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 files could"), (1, "1 file could"), (2, "2 files could"), ("1", "1 file could")]
)
def test_words_agree_with_their_number(n, words):
    assert labels.text("claims.left_out_note", "en", n=n).startswith(words)


def test_every_translation_takes_the_same_values():
    def names(words):
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    def leaves(entry):
        if "zh" in entry and isinstance(entry["zh"], str):
            yield entry
        else:
            for value in entry.values():
                yield from leaves(value)

    for file in ("labels.toml", "discourse/labels.toml"):
        for entry in leaves(codebook.read_toml(file)):
            assert names(entry["en"]) == names(entry["zh"]), entry


def test_every_theme_status_and_unit_has_a_label():
    for row in codebook.read_csv("indicators.csv"):
        assert labels.text(f"theme.{row['theme']}", "zh")
