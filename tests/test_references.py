"""References: citations in prose become numbers, and the lists give the works as GB/T 7714-2015 wants them."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.codebook import path_of
from analysis.errors import CitationError
from analysis.labels import LANGUAGES
from analysis.report import references
from analysis.report.markup import Anchors, markdown
from analysis.report.references import Place, Reference
from analysis.schema import DOCUMENTS

BOOK: list[dict[str, Any]] = [
    {
        "id": "journal",
        "type": "article-journal",
        "language": "en",
        "author": [{"family": f, "given": g} for f, g in [("Moe", "Ann B."), ("Roe", "Carl"), ("Doe", "Eve"), ("Poe", "F.")]],
        "title": "On counting",
        "container-title": "Journal of Counts",
        "volume": "12",
        "issue": "3",
        "page": "45-67",
        "issued": {"date-parts": [[1999]]},
    },
    {
        "id": "zhongwen",
        "type": "article-journal",
        "language": "zh",
        "author": [{"family": f, "given": g} for f, g in [("赵", "一"), ("钱", "二"), ("孙", "三"), ("李", "四")]],
        "title": "论计数",
        "container-title": "计数学报",
        "issue": "2",
        "page": "3-9",
        "issued": {"date-parts": [[2001]]},
    },
    {
        "id": "book",
        "type": "book",
        "language": "en",
        "author": [{"family": "Moe", "given": "Ann"}],
        "title": "Counts",
        "edition": "2",
        "publisher": "North Press",
        "publisher-place": "Oslo",
        "issued": {"date-parts": [[2005]]},
    },
    {
        "id": "web",
        "type": "webpage",
        "language": "en",
        "author": [{"family": "Van Zoe", "given": "Ida"}],
        "title": "What counts",
        "URL": "http://counts.example/a_b",
        "issued": {"date-parts": [[2010, 5, 6]]},
        "accessed": {"date-parts": [[2011, 7, 8]]},
    },
]  # fmt: skip


@pytest.fixture(autouse=True)
def _book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references.codebook, "read_json", lambda name: BOOK)


@pytest.fixture(scope="module")
def found() -> references.References:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(references.codebook, "read_json", lambda name: BOOK)
        return references.collect(
            ["先[@zhongwen]。", "Then [@journal; @zhongwen], [@web; @journal; @zhongwen]."]
        )


def test_works_are_numbered_in_the_order_of_citing_and_set_in_their_own_language(
    found: references.References,
) -> None:
    assert found.works == (
        Reference("zhongwen", 1, "赵一, 钱二, 孙三, 等. 论计数[J]. 计数学报, 2001(2): 3-9."),
        Reference(
            "journal",
            2,
            "MOE A B, ROE C, DOE E, et al. On counting[J]. Journal of Counts, 1999, 12(3): 45-67.",
        ),
        Reference(
            "web", 3, "VAN ZOE I. What counts[EB/OL]. (2010-05-06)[2011-07-08]. http://counts.example/a_b."
        ),
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲[@zhongwen]。", '甲[\\[1\\]](references.html#ref-zhongwen "cite-zhongwen-1")。'),
        (
            "a [@journal; @zhongwen]",
            'a[\\[1](references.html#ref-zhongwen "cite-zhongwen-1")[,2\\]](references.html#ref-journal "cite-journal-1")',
        ),
        (
            "a [@web; @journal; @zhongwen]",
            'a[\\[1](references.html#ref-zhongwen "cite-zhongwen-1")[–3\\]](references.html#ref-web "cite-web-1")',
        ),
        ("mail \\[@journal\\] and a@b.example [x](y) \\@journal", None),
        ("[\\@journal]", None),
    ],
)
def test_citations_become_links(found: references.References, source: str, expected: str | None) -> None:
    assert references.cite(source, found, "01_x")[0] == (source if expected is None else expected)


def test_places_name_page_anchor_and_section(found: references.References) -> None:
    source = "a [@web; @journal; @zhongwen]\n\n## 2.3 Head\n\nb [@zhongwen]"
    _, places = references.cite(source, found, "02_y", "2.2")
    assert places == [
        Place("web", "02_y.html#cite-web-1", "2.2"),
        Place("journal", "02_y.html#cite-zhongwen-1", "2.2"),  # inside [1–3]
        Place("zhongwen", "02_y.html#cite-zhongwen-1", "2.2"),
        Place("zhongwen", "02_y.html#cite-zhongwen-2", "2.3"),
    ]


def test_every_unknown_key_is_named_with_its_place() -> None:
    with pytest.raises(CitationError) as caught:
        references.collect(["[@nobody1999]", "[@journal; @nothing]"], "notebook 04_terms")
    assert [error.what for error in caught.value.gathered] == [
        "prose cites [@nobody1999], which the codebook does not have",
        "prose cites [@nothing], which the codebook does not have",
    ]
    assert caught.value.gathered[0].where == "notebook 04_terms"
    assert "references.json" in caught.value.gathered[0].remedy


def test_prose_without_citations_has_no_works() -> None:
    assert references.collect(["nothing here: a@b.example"]) == references.References()


def documents(**more: object) -> pd.DataFrame:
    row = dict.fromkeys(column.name for column in DOCUMENTS.columns) | {
        "doc": "007.01",
        "file": "007.txt",
        "start": 0,
        "end": 9,
        "chars": 9,
    }
    row |= {"title": "关于印发《办法》的通知", "script": "hans", "completeness": "whole", "sha256": "0" * 64}
    return pd.DataFrame([row | more])


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        (
            {"issuer": "甲部、乙省人民政府", "date": "2022-01-15"},
            "甲部, 乙省人民政府. 关于印发《办法》的通知[EB/OL]. (2022-01-15). URL不详.",
            "甲部, 乙省人民政府. 关于印发《办法》的通知[EB/OL]. (2022-01-15). URL unknown.",
        ),
        (
            {"author": "丁某", "date": "2020-12"},
            "丁某. 关于印发《办法》的通知[EB/OL]. (2020-12). URL不详.",
            "丁某. 关于印发《办法》的通知[EB/OL]. (2020-12). URL unknown.",
        ),
        ({}, "关于印发《办法》的通知[EB/OL]. URL不详.", "关于印发《办法》的通知[EB/OL]. URL unknown."),
        ({"title": None}, "007.01[EB/OL]. URL不详.", "007.01[EB/OL]. URL unknown."),
    ],
)
def test_documents_of_the_corpus_say_what_is_known_and_invent_nothing(
    facts: dict[str, object], zh: str, en: str
) -> None:
    for lang, expected in (("zh", zh), ("en", en)):
        assert references.corpus(documents(**facts), lang) == [Reference("007.01", 1, expected)]


def test_a_page_lists_works_with_their_places_and_documents() -> None:
    works = references.References((Reference("web", 1, "MOE A. A & B[EB/OL]. http://counts.example/a_b."),))
    places = [Place("web", "02_y.html#cite-web-1", "2.2"), Place("web", "method.html#cite-web-1", "A.2")]
    page = references.page(works, [Reference("007", 1, "甲部. 办法[EB/OL]. URL不详.")], places, "zh")
    assert page.metadata.gaoxin.id == "references" and page.metadata.gaoxin.chapter == ""
    assert [cell.source for cell in page.cells if cell.cell_type == "markdown"] == [
        "# 参考文献",
        "## 引用文献",
        "## 语料",
    ]
    first, second = (cell.outputs[0].data["text/html"] for cell in page.cells if cell.cell_type == "code")
    assert (
        '<div role="listitem" class="reference" id="ref-web"><span class="number">[1]</span> <span class="entry">'
        'MOE A. A &amp; B[EB/OL]. <a href="http://counts.example/a_b">http://counts.example/a_b</a>. '
        '<span class="cited">［引于 <a href="02_y.html#cite-web-1">2.2</a>、<a href="method.html#cite-web-1">A.2</a>］</span>'
    ) in first
    assert '<a href="sources/007.html">[007]</a>' in second


def test_citations_and_footnotes_lead_there_and_back() -> None:
    source = (
        '# 3 比较\n\n甲[\\[1](references.html#ref-moe "cite-moe-1")[–3\\]](references.html#ref-roe "cite-roe-1")乙[^2]。'
        "\n\n[^2]: 注*文*。"
    )
    text = markdown(source, Anchors())
    assert (
        '甲<sup><a class="citation" id="cite-moe-1" href="references.html#ref-moe">[1</a></sup>'
        '<sup><a class="citation" id="cite-roe-1" href="references.html#ref-roe">–3]</a></sup>'
        '乙<sup><a class="footnote" id="note-2-up" href="#note-2">2</a></sup>。'
    ) in text
    assert (
        '<p role="listitem" id="note-2"><a class="number" href="#note-2-up">2</a> 注<em>文</em>。</p>' in text
    )


# The tracked book ------------------------------------------------------------------------------------------


def test_the_codebooks_works_are_whole_sorted_and_of_known_language() -> None:
    book = json.loads(path_of("references.json").read_text("utf-8"))
    assert [work["id"] for work in book] == sorted({work["id"] for work in book})
    for work in book:
        assert {"id", "type", "language", "author", "title", "issued"} <= set(work), work["id"]
        assert work["language"] in ("en", "zh"), work["id"]
        if work["type"] == "article-journal":
            assert "container-title" in work and ("volume" in work or "issue" in work), work["id"]


def test_the_vendored_style_is_the_one_recorded() -> None:
    vendor = references.STYLE.parent.parent
    recorded = tomllib.loads((vendor / "SOURCES.toml").read_text("utf-8"))
    files = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*.csl")}
    assert files == set(recorded)
    for name, about in recorded.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == about["sha256"]


def test_both_editions_number_the_same_works_alike() -> None:
    templates = Path(references.__file__).parent.parent / "templates"
    cited = [
        re.findall(r"@[a-z]+\d{4}", (templates / f"method.{lang}.md").read_text("utf-8"))
        for lang in LANGUAGES
    ]
    assert cited[0] and cited[0] == cited[1]
    known = {work["id"] for work in json.loads(path_of("references.json").read_text("utf-8"))}
    assert {key.removeprefix("@") for key in cited[0]} == known  # no work is kept that nobody cites
