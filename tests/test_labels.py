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
