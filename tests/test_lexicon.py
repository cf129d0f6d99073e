"""The policy lexicon: read, written, refused; and the segmenter that keeps its terms whole."""

from __future__ import annotations

import logging
import random
import warnings

import pytest
import yaml

from analysis import codebook, concordance, lexicon, open_study, segmenter, term_hits
from analysis.errors import LexiconError

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"invalid escape sequence|.*is an invalid escape sequence")
    import jieba

jieba.setLogLevel(logging.WARNING)


def test_own_lexicon_is_whole():
    own = lexicon.own()
    assert {entry.theme for entry in own.entries} == {
        row["id"] for row in codebook.read_csv("term_themes.csv")
    }
    assert all(entry.reason for entry in own.entries)


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("飞地园区,regional,own\n飞地园区,city,own\n", "飞地园区 stands twice, for regional and for city"),
        (",,\n", "an empty line, or one without a term"),
        ("飞地园区,,own\n", "飞地园区 has no theme"),
        ("飞地园区,regional,\n", "飞地园区 has no reason"),
        ("飞地*,regional,own\n", "'飞地*' is a pattern"),
        ("飞地 园区,regional,own\n", "'飞地 园区' is a pattern or holds a blank"),
    ],
)
def test_a_line_that_cannot_be_used(tmp_path, rows, what):
    path = tmp_path / "terms.csv"
    path.write_text(f"term,theme,reason\n{rows}", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        lexicon.read(path)
    assert caught.value.what.startswith(what)
    assert caught.value.where.startswith("terms.csv, row 2")
    assert caught.value.remedy


def test_all_faults_are_told_at_once(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("term,theme,reason\n,,\n飞地园区,,\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        lexicon.read(path)
    assert [fault.where for fault in caught.value.gathered] == ["terms.csv, row 2", "terms.csv, row 3"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("terms.csv", "词,主题\n", "not a lexicon"),
        ("terms.csv", "", "not a lexicon"),
        ("terms.yml", "a: [1", "not YAML"),
        ("terms.yml", "- 创新\n", "no themes"),
        ("terms.yml", "innovation:\n  - 科技飞地\n  -\n", "an empty line"),
    ],
)
def test_a_file_that_is_no_lexicon(tmp_path, name, content, what):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        lexicon.read(tmp_path / name)
    assert caught.value.what.startswith(what)


def test_yaml_of_quanteda_there_and_back(tmp_path):
    path = tmp_path / "terms.yml"
    path.write_text(
        "投资:\n  内资:\n    - 国内资金\n  外资: [外来资金]\n平台:\n- 科創平臺\n", encoding="utf-8"
    )
    read = lexicon.read(path)
    assert read.themes == {"国内资金": "投资.内资", "外来资金": "投资.外资", "科创平台": "平台"}
    path.write_text(read.yaml(), encoding="utf-8")
    assert lexicon.read(path).themes == read.themes
    assert yaml.safe_load(lexicon.own().yaml())["law"][0] == "法治"


def test_a_study_adds_terms_of_its_own(make_study):
    root = make_study()
    study = open_study(root)
    study.accept_term("创新环境建设", "innovation", "a phrase of ours")
    again = open_study(root)
    assert again.lexicon.themes["创新环境建设"] == "innovation"
    assert list(again.documents.doc) == ["000", "001"]  # the table is no document
    with pytest.raises(LexiconError, match="创新 stands twice"):
        study.accept_term("创新", "law", "wrong")
    assert open_study(root).lexicon.themes["创新"] == "innovation"


@pytest.fixture(scope="module")
def both():
    """jieba and the segmenter, each with the lexicon and a park's name."""
    words = [*lexicon.own().themes, "东江高新区"]
    mine = segmenter.Segmenter(words)
    reference = jieba.Tokenizer()
    reference.initialize()
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if list(reference.cut(word, HMM=False)) != [word]:
            reference.add_word(word, mine.added[word])
    return reference, mine


def test_every_term_stays_whole(both):
    _, mine = both
    assert [term for term in lexicon.own().themes if mine.cut(term) != [term]] == []


def test_short_terms_have_the_frequency_that_jieba_would_give_them(both):
    _, mine = both
    reference = jieba.Tokenizer()
    reference.initialize()
    short = {word: n for word, n in mine.added.items() if len(word) < 4}
    for word in short:  # from short to long, as they were added
        reference.add_word(word)
    assert {word: reference.FREQ[word] for word in short} == short


def test_the_longest_term_is_found_between_other_words(both):
    _, mine = both
    assert mine.cut("1个省级重点实验室") == ["1", "个", "省级", "重点实验室"]
    assert mine.cut("集中试点，提高企业效益") == ["集中", "试点", "，", "提高", "企业", "效益"]


TEXTS = [
    "东江高新区坚持创新驱动，2021-2025年完成投资12.5亿元，同比增长11.5%，PM2.5下降3%。",
    "日期:2024.01.12 电话010-65363056 C++与AT&T、R&D经费，5G和互联网+。",
    "㐀㐁与𠮷野家、龙䶮，〇三年①②③ “一带一路”……\r\n\t　全角２０２１年",
    "赣江新区管委会主任王小明表示，将打造“一站式”服务平台，揭榜挂帅项目20个。",
    "",
    "a",
]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_jiebas(both, text):
    reference, mine = both
    assert mine.cut(text) == reference.lcut(text)
    assert "".join(mine.cut(text)) == text
    assert list(mine.tokenize(text)) == list(reference.tokenize(text))


def test_tokens_are_jiebas_on_strings_of_all_kinds(both):
    reference, mine = both
    rnd = random.Random(3)  # noqa: S311  the same strings each time
    letters = sorted(
        set(
            "".join(TEXTS)
            + "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
        )
    )
    strings = ["".join(rnd.choice(letters) for _ in range(rnd.randint(1, 40))) for _ in range(1500)]
    assert [text for text in strings if mine.cut(text) != reference.lcut(text)] == []


def test_a_sample_of_hits_is_judged_and_read(make_study, tmp_path):
    root = make_study()
    study = open_study(root)
    assert study.term_hits is None
    drawn = term_hits.draw(concordance.build(study.tokens, study.zones(), study.texts), 2)
    assert drawn.groupby("theme").size().max() == 2
    assert "【" in drawn.context.iloc[0]
    text = drawn.assign(right=["yes"] + ["no"] * (len(drawn) - 1)).to_csv(index=False)
    (root / "seeds" / "checked_terms.csv").write_text(text, encoding="utf-8")
    judged = open_study(root).term_hits
    assert judged is not None
    assert sorted(judged.right.dropna()) == sorted(["yes"] + ["no"] * (len(drawn) - 1))
    (root / "seeds" / "checked_terms.csv").write_text(text.replace(",yes", ",ja"), encoding="utf-8")
    with pytest.raises(LexiconError, match="'ja'"):
        open_study(root).term_hits  # noqa: B018
