"""The build of a small study: what comes out, what runs again and what does not, and how it fails."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pypdf
import pytest
from bs4 import BeautifulSoup

from analysis import exhibits, publishing
from analysis.labels import LANGUAGES

from .browser import tab
from .conftest import NEWS, REPORT
from .english import FULL_WIDTH, HAN, pieces_of, quoted
from .test_discourse import OWN

RARE = "\U00030edd"  # no font of the project has it
GAOXIN = Path(sys.executable).with_name("gaoxin")
UNCITED = "入夜后灯火通明，游人漫步湖畔。"  # of a press text, and nothing rests on it
PHONE = "0571-88880001"
STEPS = [
    "tables",
    "01_corpus",
    "02_indicators",
    "03_comparison",
    "04_terms",
    "05_discourse",
    "pages",
    "pdf",
    "publish",
]


def gaoxin(
    *words: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [GAOXIN, *map(str, words)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def ran(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line.split(":")[0] for line in done.stderr.splitlines() if ": done in" in line}


def hashes(root: Path) -> dict[str, str]:
    files = [path for name in ("report", "figures") for path in (root / name).rglob("*") if path.is_file()]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("研究 1") / "study"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "000_report.txt").write_text(f"{REPORT}盘活数据资产。\n", encoding="utf-8")
    news = (
        f"{NEWS.replace('西岭日报', f'西岭{RARE}报')}{UNCITED}\n截至2020年底，拥有孵化器3家，电话{PHONE}。\n"
    )
    (root / "seeds" / "001_news.txt").write_text(news, encoding="utf-8")
    (root / "seeds" / "schemes").mkdir()
    (root / "seeds" / "schemes" / "digital.toml").write_text(OWN, encoding="utf-8")
    done = gaoxin("build", "-C", root)
    assert done.returncode == 0, done.stderr
    assert ran(done) == set(STEPS)
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A built study of the test's own; nothing in it knows its place but the record, which is made anew."""
    root = tmp_path / "study"
    shutil.copytree(built, root)
    return root


def test_the_tree_that_a_build_writes(built):
    names = set(hashes(built))
    pages = {
        f"report/{lang}/{name}.html"
        for lang in LANGUAGES
        for name in (
            "index",
            "01_corpus",
            "02_indicators",
            "03_comparison",
            "04_terms",
            "05_discourse",
            "method",
        )
    }
    assert (
        pages
        | {"report/index.html"}
        | {
            f"report/{lang}/{name}"
            for name in ("gaoxin-report.pdf", "search.html", "sources/000.html", "sources/001.html")
            for lang in LANGUAGES
        }
        <= names
    )
    for table in ("documents", "observations", "growth", "term_frequencies", "clauses"):
        assert {f"report/data/{table}.csv", f"report/data/{table}.parquet"} <= names
    assert {f"figures/growth.{lang}.{form}" for lang in LANGUAGES for form in ("png", "svg")} <= names
    assert {f"report/notebooks/{name}.ipynb" for name in STEPS if name[0].isdigit()} <= names


def words_of(path: Path) -> str:
    """Everything that can be read in a file that a build wrote."""
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        attached = (data.decode("utf-8", "replace") for each in reader.attachments.values() for data in each)
        return "".join([*(page.extract_text() for page in reader.pages), *attached])
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return path.read_text(encoding="utf-8", errors="replace")


def test_nothing_leaves_that_the_rights_keep(built):
    """No file has the telephone number, nor the press sentence that nothing rests on; offsets lead to the rest."""
    files = [path for name in ("report", "figures") for path in (built / name).rglob("*") if path.is_file()]
    texts = {path.relative_to(built).as_posix(): "".join(words_of(path).split()) for path in files}
    assert not [name for name, text in texts.items() if PHONE in text or PHONE.replace("-", "") in text]
    assert not [name for name, text in texts.items() if "游人漫步" in text or "入夜后灯火" in text]
    (source,) = (text for name, text in texts.items() if name.endswith("zh/sources/001.html"))
    assert f"电话{'××××-××××××××'}" in re.sub("<[^>]+>", "", source)
    assert "字）" in re.sub("<[^>]+>", "", source)


def test_a_scheme_added_as_a_file_stands_in_chapter_and_data(built):
    page = (built / "report" / "zh" / "05_discourse.html").read_text(encoding="utf-8")
    assert "数字化：各园区的分句" in page
    assert re.search(r'href="[^"]*#c\d+-\d+"[^>]*>盘活数据资产<', page)
    rows = (built / "report" / "data" / "code_shares.csv").read_text(encoding="utf-8-sig")
    assert "digital,network" in rows


def test_links_and_pictures_lead_somewhere(built):
    for page in (built / "report").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"#]*)(?:#[^"]*)?"', text):
            if page.name == "references.html" and target.startswith(("http:", "https:")):
                continue  # the address of a work, which a reader may follow
            assert not target.startswith(("http:", "https:", "//")), (page, target)
            is_empty = target in ("", "data:,")  # a link within the page; the icon that is none
            assert is_empty or (page.parent / target).exists(), (page, target)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_evidence_link_opens_its_anchor(built, lang):
    anchors = {
        path.stem: set(re.findall(r'id="(c\d+-\d+)"', path.read_text(encoding="utf-8")))
        for path in (built / "report" / lang / "sources").glob("*.html")
    }
    links = set()
    for page in (built / "report" / lang).glob("*.html"):
        links |= set(re.findall(r'href="sources/([^"]+)\.html#(c\d+-\d+)"', page.read_text(encoding="utf-8")))
    assert links
    assert all(anchor in anchors[doc] for doc, anchor in links)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_leads_back_to_the_very_links_that_open_it(built, lang):
    folder = built / "report" / lang
    anchors = {
        path.name: set(re.findall(r' id="([^"]+)"', path.read_text(encoding="utf-8")))
        for path in folder.glob("*.html")
    }
    back = [
        each
        for page in (folder / "sources").glob("*.html")
        for each in re.findall(r'href="\.\./([^"#]+)#(e-[^"]+)"', page.read_text(encoding="utf-8"))
    ]
    assert {name for name, _ in back} >= {"02_indicators.html", "03_comparison.html"}
    assert [each for each in back if each[1] not in anchors[each[0]]] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_stay_small(built, lang):
    for page in (built / "report" / lang).rglob("*.html"):
        assert page.stat().st_size < 3_000_000, page


def test_every_page_leads_to_itself_in_the_other_language(built):
    """Same page, same anchors of headings, exhibits and places: the switch needs no table of its own.

    Only links (``e-…``) differ, since a sentence is another in each language.
    """
    report = built / "report"
    pages = {lang: sorted((report / lang).rglob("*.html")) for lang in LANGUAGES}
    names = {lang: [page.relative_to(report / lang).as_posix() for page in pages[lang]] for lang in LANGUAGES}
    assert names["zh"] == names["en"]
    for name in names["zh"]:
        texts = {lang: (report / lang / name).read_text(encoding="utf-8") for lang in LANGUAGES}
        for lang, other in (("zh", "en"), ("en", "zh")):
            (href,) = re.findall(r'<a class="language"[^>]*href="([^"]+)"', texts[lang])
            assert (report / lang / name).parent.joinpath(href).resolve() == (report / other / name).resolve()
        anchors = [sorted(re.findall(r' id="((?!e-)[^"]+)"', texts[lang])) for lang in LANGUAGES]
        assert anchors[0] == anchors[1], name


def test_only_quotations_and_names_are_chinese(built):
    allowed = quoted(built)
    for path in sorted((built / "report" / "en").rglob("*.html")):
        for piece in pieces_of(path.read_text(encoding="utf-8")):
            for run in HAN.findall(piece):
                assert run in allowed, (path.name, run, piece[:80])


def test_no_chinese_marks_stand_between_english_words(built):
    for path in sorted((built / "report" / "en").glob("*.html")):
        for piece in pieces_of(path.read_text(encoding="utf-8")):
            if not HAN.search(piece.parent.get_text()):  # a mark may end a quotation
                assert not FULL_WIDTH.search(piece.replace("《》", "")), (path.name, piece[:80])


def test_chinese_words_say_so(built):
    soup = BeautifulSoup(
        (built / "report" / "en" / "02_indicators.html").read_text(encoding="utf-8"), "html.parser"
    )
    pieces = [
        piece for piece in soup.body.find_all(string=HAN) if piece.parent.name not in ("script", "title")
    ]
    assert pieces
    for piece in pieces:
        assert any(str(parent.get("lang", "")).startswith("zh") for parent in piece.parents if parent.name), (
            piece
        )


def test_numbers_in_the_pages_are_those_of_the_texts(built):
    page = (built / "report" / "zh" / "02_indicators.html").read_text(encoding="utf-8")
    start = REPORT.index("120亿元")
    assert re.search(rf'href="sources/000.html#c{start}-{start + 5}"[^>]*>120</a>', page)
    source = (built / "report" / "zh" / "sources" / "000.html").read_text(encoding="utf-8")
    assert re.search(rf'id="c{start}-{start + 5}"[^>]*>120亿元<', source)


def test_the_report_opens_in_a_browser_and_a_number_opens_its_sentence(built, browser):
    with tab(browser, built / "report") as here:
        here.page.goto((here.folder / "index.html").as_uri())
        here.page.wait_for_url("**/zh/index.html")
        here.open("zh/02_indicators.html")
        here.page.locator("td a.evidence", has_text="120").first.click()
        here.page.wait_for_url("**/zh/sources/000.html#c*")
        assert here.page.locator(":target").inner_text() == "120亿元"
        here.page.locator("#reading .cites a").first.click()
        here.page.wait_for_url("**/zh/*.html#e-000-c*")
        assert here.page.locator(":target").inner_text() == "120"


def test_the_pdf_has_cover_contents_chapters_and_only_our_fonts(built):
    reader = pypdf.PdfReader(io.BytesIO((built / "report" / "zh" / "gaoxin-report.pdf").read_bytes()))
    outline = [item.title for item in reader.outline if not isinstance(item, list)]
    assert [title[0] for title in outline if title[0] in "12345"] == list("12345")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "东江高新区" in text
    assert "西岭高新区" in text
    named = [
        font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()
    ]
    fonts = {str(font["/BaseFont"]) for font in named}
    assert fonts
    assert all("Noto" in name for name in fonts)


def test_executed_notebooks_are_valid_and_show_their_parameters(built):
    nb = nbformat.read(built / "report" / "notebooks" / "04_terms.ipynb", as_version=4)
    nbformat.validate(nb)
    (injected,) = [cell for cell in nb.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert "top_terms = 15" in injected.source


def test_nothing_changed_nothing_runs(built):
    done = gaoxin("build", "-C", built)
    assert done.returncode == 0
    assert ran(done) == set()
    assert "Nothing to do" in done.stdout


def test_a_touched_file_is_no_change(copy):
    gaoxin("build", "-C", copy)  # paths of the copy
    os.utime(copy / "seeds" / "000_report.txt")
    assert ran(gaoxin("build", "-C", copy)) == set()


@pytest.mark.slow
def test_same_inputs_same_bytes_elsewhere_and_with_other_settings(built, tmp_path):
    root = tmp_path / "另一处"
    shutil.copytree(built / "seeds", root / "seeds")
    done = gaoxin("build", "-C", root, "--jobs", "1", TZ="Asia/Shanghai", LC_ALL="C", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert hashes(root) == hashes(built)


def test_a_parameter_runs_only_the_chapter_that_takes_it(copy):
    gaoxin("build", "-C", copy)
    done = gaoxin("build", "-C", copy, "-p", "top_terms=7")
    assert done.returncode == 0, done.stderr
    assert {step for step in ran(done) if step[0].isdigit()} == {"04_terms"}
    nb = (copy / "report" / "notebooks" / "04_terms.ipynb").read_text(encoding="utf-8")
    assert "top_terms = 7" in nb
    (copy / "params.toml").write_text("top_terms = 7\n", encoding="utf-8")
    assert ran(gaoxin("build", "-C", copy)) == set()


def test_what_a_reader_deleted_or_changed_is_published_again(copy):
    gaoxin("build", "-C", copy)
    before = hashes(copy)
    (copy / "report" / "zh" / "index.html").write_text("gone")
    (copy / "report" / "zh" / "gaoxin-report.pdf").unlink()
    assert ran(gaoxin("build", "-C", copy)) == {"publish"}
    assert hashes(copy) == before


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_listed_and_the_status_says_so(copy):
    (copy / "seeds" / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    for _ in range(2):  # again when nothing is to do
        done = gaoxin("build", "-C", copy)
        assert done.returncode == 1
        assert "bad.txt" in done.stderr
        assert "1 files were left out" in done.stderr
    assert "bad.txt" in (copy / "report" / "zh" / "01_corpus.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_document_taken_away_takes_its_pages_along_and_nothing_else(copy):
    gaoxin("build", "-C", copy)
    (copy / "report" / "mine.txt").write_text("kept")
    (copy / "seeds" / "001_news.txt").unlink()
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 0, done.stderr
    assert not (copy / "report" / "zh" / "sources" / "001.html").exists()
    assert (copy / "report" / "mine.txt").read_text() == "kept"


@pytest.mark.slow
def test_a_correction_runs_the_build_again_and_shows_where_it_was_made(copy):
    header = "doc,quote,before,after,action,column,expected,value,reason,by"
    row = "000,120亿元,完成生产总值,,change,value,12000000000,12500000000,据管委会更正公告,王编辑"
    (copy / "seeds" / "corrections.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 0, done.stderr
    assert ran(done) == set(STEPS)
    page = (copy / "report" / "zh" / "02_indicators.html").read_text(encoding="utf-8")
    assert ">125（更正）</a>" in page
    assert "据管委会更正公告" in page
    source = (copy / "report" / "zh" / "sources" / "000.html").read_text(encoding="utf-8")
    assert "人工更正：据管委会更正公告" in source
    data = (copy / "report" / "data" / "corrections.csv").read_text(encoding="utf-8-sig")
    assert "12000000000,12500000000,据管委会更正公告,王编辑" in data


def test_one_chapter_alone(copy):
    before = publishing.is_whole(copy), hashes(copy)["report/notebooks/04_terms.ipynb"]
    done = gaoxin("build", "-C", copy, "--only", "04_terms", "-p", "top_terms=9", "--force")
    assert done.returncode == 0, done.stderr
    assert ran(done) == {"tables", "04_terms"}
    assert "top_terms = 9" in (copy / ".gaoxin" / "notebooks" / "04_terms.ipynb").read_text(encoding="utf-8")
    assert "not written anew" in done.stdout
    after = hashes(copy)
    assert (True, after["report/notebooks/04_terms.ipynb"]) == before


def test_a_failing_notebook_stops_the_build_and_what_was_published_stays(copy):
    gaoxin("build", "-C", copy)
    before = hashes(copy)
    shutil.copytree(Path(__file__).parent.parent / "notebooks", copy / "notebooks")
    broken = copy / "notebooks" / "03_comparison.ipynb"
    nb = nbformat.read(broken, as_version=4)
    nb.cells.append(nbformat.v4.new_code_cell("raise ValueError('no such park')"))
    nbformat.write(nb, broken)
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 1
    assert "ValueError: no such park" in done.stderr
    assert "notebook 03_comparison, cell" in done.stderr
    assert "Traceback" not in done.stderr
    assert (copy / ".gaoxin" / "notebooks" / "03_comparison.failed.ipynb").is_file()
    assert hashes(copy) == before


def test_prose_that_names_no_claim_stops_the_build(copy):
    shutil.copytree(Path(__file__).parent.parent / "notebooks", copy / "notebooks")
    path = copy / "notebooks" / "01_corpus.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells.append(nbformat.v4.new_markdown_cell("共 {{ nonsense }} 个。"))
    nbformat.write(nb, path)
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 1
    assert "ClaimError: prose names {{ nonsense }}" in done.stderr


def test_a_glyph_missing_for_the_projects_own_prose_stops_the_build_before_a_kernel_starts(copy):
    shutil.copytree(Path(__file__).parent.parent / "notebooks", copy / "notebooks")
    path = copy / "notebooks" / "01_corpus.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells.append(nbformat.v4.new_markdown_cell(RARE))
    nbformat.write(nb, path)
    done = gaoxin("build", "-C", copy)
    assert done.returncode == 1
    assert "FontError" in done.stderr
    assert "U+30EDD" in done.stderr
    assert "01_corpus.ipynb" in done.stderr
    assert ran(done) == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-p", "top_term=4"], "Did you mean top_terms?"),
        (["-p", "top_terms=4"], "5 to 60"),
        (["-p", "parks=北海高新区"], "东江高新区, 西岭高新区"),
        (["--only", "09_none"], "Chapters: 01_corpus"),
        (["--params", "none.toml"], "no such file"),
    ],
)
def test_what_cannot_be_built_is_said_before_a_kernel_starts(copy, words, said):
    done = gaoxin("build", "-C", copy, *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(step[0].isdigit() for step in ran(done))


def test_not_a_study(tmp_path):
    done = gaoxin("build", "-C", tmp_path)
    assert done.returncode == 1
    assert "no folder seeds/" in done.stderr


def test_a_rare_character_is_boxed_counted_and_stays_itself(built):
    page = (built / "report" / "zh" / "01_corpus.html").read_text(encoding="utf-8")
    assert "U+30EDD" in page
    assert RARE in page
    assert RARE in (built / "report" / "zh" / "sources" / "001.html").read_text(encoding="utf-8")
    reader = pypdf.PdfReader(io.BytesIO((built / "report" / "zh" / "gaoxin-report.pdf").read_bytes()))
    assert RARE in "".join(page.extract_text() for page in reader.pages)


def shown(root: Path, media: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a kind that the executed notebooks of a build show."""
    for path in sorted((root / "report" / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                if media in output.get("data", {}):
                    yield output.data[media]


def test_every_count_of_the_prose_can_be_redone_from_the_data(built):
    data = built / "report" / "data"
    claims = json.loads((data / "claims.json").read_text(encoding="utf-8"))["claims"]
    documents = pd.read_csv(data / "documents.csv", dtype={"doc": str})
    zones = set(documents.doc[documents.place_kind == "zone"])
    redone = 0
    for name, claim in claims.items():
        rule = claim["inputs"] or {}
        if not rule.get("measure"):
            continue
        rows = pd.read_csv(data / f"{rule['tables'][0]}.csv", dtype={"doc": str})
        rows = rows[rows.doc.isin(zones)] if rule["of"] == "zones" else rows
        rows = rows.query(rule["where"], engine="python") if rule["where"] else rows
        kind, _, column = rule["measure"].partition(" ")
        n = (
            len(rows)
            if kind == "rows"
            else rows[column].nunique()
            if kind == "distinct"
            else rows[column].sum()
        )
        told = re.findall(r"\d+", claim["text"]["zh"])
        assert told[:1] == [str(int(n))] or (not told and n == 0), name
        redone += 1
    assert redone > 80


def test_a_number_without_a_sentence_stands_only_where_the_inputs_are_named(built):
    tables = [
        *shown(built, exhibits.TABLE_TYPE),
        *(figure for figure in shown(built, exhibits.FIGURE_TYPE) if "data" in figure),
    ]
    files = {path.name for path in (built / "report" / "data").iterdir()}
    for record in tables:
        if "absent" in record:
            continue
        rows = record["data"]["rows"] if "data" in record else record["rows"]
        bare = [
            cell["text"]
            for row in rows
            for cell in row
            if re.search(r"\d", cell["text"]) and not cell["evidence"]
        ]
        assert not bare or record["inputs"]["rule"], record["name"]
        assert {f"{name}.csv" for name in record["inputs"]["tables"]} <= files, record["name"]
    names = {record["name"] for record in tables}
    assert {"growth", "indicators_000", "numerals", "codes"} <= names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_of_the_prose_leads_to_its_entry_and_the_entry_back(built, lang):
    folder = built / "report" / lang
    numbers = (folder / "numbers.html").read_text(encoding="utf-8")
    for page in ("index", "01_corpus", "03_comparison", "method"):
        text = (folder / f"{page}.html").read_text(encoding="utf-8")
        named = set(re.findall(r'href="numbers\.html#(n-\w+)"', text))
        assert named
        for name in named:
            entry = numbers.partition(f'id="{name}"')[2].partition("</section>")[0]
            assert re.search(rf'href="{page}\.html(?:#s[\w-]+)?"', entry), (page, name)
    for href in set(re.findall(r'href="(\d\w+\.html)#s', numbers)):
        text = (folder / href).read_text(encoding="utf-8")
        anchors = set(re.findall(r'id="(s[\w-]+)"', text))
        assert set(re.findall(rf'href="{re.escape(href)}#(s[\w-]+)"', numbers)) <= anchors


def test_no_page_is_over_three_megabytes(built):
    assert all(page.stat().st_size < 3e6 for page in (built / "report").rglob("*.html"))
