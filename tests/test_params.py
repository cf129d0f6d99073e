"""Parameters: typed, checked, and the same in the notebooks as in ``params``."""

from __future__ import annotations

import pytest

from analysis.errors import ParameterError
from analysis.params import FIELDS, Params, describe, from_assignments, from_toml, park_names


@pytest.mark.parametrize(
    ("assignments", "values"),
    [
        ([], {}),
        (["top_terms=40"], {"top_terms": 40}),
        (["top_terms = 40 ", "parks=甲高新区,乙高新区"], {"top_terms": 40, "parks": "甲高新区,乙高新区"}),
        (["parks="], {"parks": ""}),
        (["parks=a=b"], {"parks": "a=b"}),
        (["publish_all=true"], {"publish_all": True}),
        (["publish_all=False"], {"publish_all": False}),
    ],
)
def test_assignments(assignments, values):
    assert from_assignments(assignments) == values
    assert Params(**from_assignments(assignments))


@pytest.mark.parametrize("text", ["甲,乙", "甲、乙", " 甲 ，乙 ,", "甲,,乙"])
def test_park_names(text):
    assert park_names(text) == ("甲", "乙")


def test_no_parks_is_all():
    assert park_names("") == ()


def test_unknown_name_names_the_choices_and_the_nearest():
    with pytest.raises(ParameterError) as caught:
        from_assignments(["top_term=40"])
    assert "top_term" in caught.value.what
    assert caught.value.where == "command line"
    assert "Did you mean top_terms?" in caught.value.remedy
    assert all(name in caught.value.remedy for name in FIELDS)


@pytest.mark.parametrize("assignment", ["top_terms=many", "top_terms=", "top_terms=4.5"])
def test_wrong_type(assignment):
    with pytest.raises(ParameterError, match="whole number") as caught:
        from_assignments([assignment])
    assert caught.value.remedy == describe("top_terms")


@pytest.mark.parametrize("assignment", ["publish_all=yes", "publish_all=1", "publish_all="])
def test_a_switch_is_true_or_false(assignment):
    with pytest.raises(ParameterError, match="not true or false"):
        from_assignments([assignment])


@pytest.mark.parametrize("value", [4, 61, -1])
def test_out_of_range_says_the_range(value):
    with pytest.raises(ParameterError, match="out of range") as caught:
        Params(top_terms=value)
    assert "5 to 60" in caught.value.remedy


def test_errors_are_gathered():
    with pytest.raises(ParameterError) as caught:
        from_assignments(["nonsense=1", "top_terms=x"])
    assert [error.what for error in caught.value.gathered] == [
        "there is no parameter 'nonsense'",
        "top_terms='x' is not a whole number",
    ]
    with pytest.raises(ParameterError) as caught:
        Params(top_terms=0, cloud_words=0)
    assert len(caught.value.gathered) == 2


def test_not_an_assignment():
    with pytest.raises(ParameterError, match="NAME=VALUE"):
        from_assignments(["top_terms"])


def test_toml(tmp_path):
    path = tmp_path / "params.toml"
    path.write_text(
        'top_terms = 40\nparks = ["甲高新区", "乙高新区"]\npublish_all = true\n', encoding="utf-8"
    )
    assert from_toml(path) == {"top_terms": 40, "parks": "甲高新区,乙高新区", "publish_all": True}


@pytest.mark.parametrize(
    ("text", "words"),
    [("top_terms = true", "whole number"), ("top_terms = ", "not TOML"), ("x = 1", "no parameter")],
)
def test_bad_toml(tmp_path, text, words):
    path = tmp_path / "params.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=words) as caught:
        from_toml(path)
    assert caught.value.where == str(path)


def test_toml_that_is_not_there(tmp_path):
    with pytest.raises(ParameterError, match="no such file"):
        from_toml(tmp_path / "none.toml")
