"""The page of words: what it holds, that it is safe, and that it works from disk."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from analysis import labels, tokens
from analysis.report import words
from analysis.report.html import ASSETS, Nav, Page, source_page, words_page

from .frames import documents

TEXT = "堅持科技創新，科技創新成果</script>豐碩。企業發展，企業發展。園區獲專利。"
NAV = Nav("高新区报告", "1", "", "zh", (Page("04_terms", "04_terms.html", "4", "用词"),))


@pytest.fixture
def found() -> words.Words:
    docs = documents({"entity": "东江高新区", "end": len(TEXT), "title": "东江</script>报告"})
    return words.collect(tokens.build(docs, {"a.txt": TEXT}), docs, {"a.txt": TEXT})


def test_words_of_the_lexicon_and_those_that_stand_twice(found):
    rows = {row["word"]: row for row in found.rows}
    assert rows["科技创新"]["theme"] == "innovation"
    assert rows["专利"]["counts"] == [1]
    assert rows["企业"]["counts"] == [2]
    assert "丰硕" not in rows
    doc, start, end, left, match, right = rows["科技创新"]["places"][0]
    assert (doc, TEXT[start:end], left, match) == ("000", "科技創新", "堅持", "科技創新")
    assert right.startswith("，科技創新成果")
    assert (start, end) in {(mark.start, mark.end) for mark in found.marks["000"]}


def test_the_data_cannot_end_its_script(found):
    script = found.script("zh")
    assert "</" not in script
    data = json.loads(script.removeprefix("window.gaoxinWords=").removesuffix(";\n"))
    assert data["titles"] == {"000": "东江</script>报告"}
    assert len(data["words"]) == len(found.rows)


def test_a_page_runs_only_the_scripts_beside_it(found):
    page = words_page(found, NAV.pages[0], nav=NAV)
    assert "script-src &#39;self&#39;" in page or "script-src 'self'" in page
    assert re.findall(r'<script src="([^"]+)"', page) == ["../assets/words-data.zh.js", "../assets/words.js"]
    assert page.count("<script") == 2
    assert "onclick" not in page
    assert "<noscript>" in page


def test_themes_have_their_names_in_the_language(found):
    themes = {
        lang: {
            row["theme"]
            for row in json.loads(found.script(lang).removeprefix("window.gaoxinWords=").removesuffix(";\n"))[
                "words"
            ]
        }
        for lang in ("zh", "en")
    }
    assert labels.term_theme("innovation", "zh") in themes["zh"]
    assert labels.term_theme("innovation", "en") in themes["en"]


def test_no_words_no_rows():
    docs = documents({"entity": "东江高新区", "end": 0})
    assert words.collect(tokens.build(docs, {"a.txt": ""}), docs, {"a.txt": ""}).rows == ()


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found: install chromium or set CHROMIUM")
def test_a_word_is_searched_and_its_place_opened_from_disk(found, tmp_path: Path):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    document = {"doc": "000", "start": 0, "end": len(TEXT), "title": "报告", "script": "hant"}
    files = {
        "zh/words.html": words_page(found, NAV.pages[0], nav=NAV),
        "zh/sources/000.html": source_page(document, TEXT, found.marks["000"], nav=NAV),
        "assets/words-data.zh.js": found.script("zh"),
        "assets/fonts.css": "",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    for name in ("report.css", "words.js"):
        shutil.copy(ASSETS / name, tmp_path / "assets")
    said: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto((tmp_path / "zh/words.html").as_uri())
        assert tab.locator("#words tbody tr").count() == len(found.rows)
        tab.fill("#search", "专利")
        assert tab.locator("#words tbody tr").count() == 1
        assert tab.locator("[role=status]").inner_text() == "1 个词"
        tab.locator("#words tbody button").click()
        assert tab.locator("#words .places li").count() == 1
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        tab.locator("#words .places a").click()
        tab.wait_for_url("**/sources/000.html#c*")
        assert tab.locator(":target").inner_text() == "專利"
        browser.close()
    assert said == []
