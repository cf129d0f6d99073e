"""One tree, two writers: what the resolved notebook decides."""

from __future__ import annotations

from dataclasses import replace

import nbformat
import pytest

from analysis import exhibits
from analysis.errors import CitationError, ClaimError, FigureError, RenderError
from analysis.exhibits import Absent, Cell, Claim, Evidence, Figure, Head, Table
from analysis.inputs import Inputs
from analysis.report import forms
from analysis.report.links import escaped, source_href
from analysis.report.resolve import resolve

PLACE = Evidence("007", 10, 15, "215亿元", "全区完成生产总值215亿元。", 2, "甲高新区 <b>")
OTHER = Evidence("007", 30, 33, "10%", "增长10%。", 28, "甲高新区 <b>")


FAR = Evidence("007", 50, 53, "11%", "增长11%。", 48, "甲高新区 <b>")
COUNT = Inputs({"zh": "观测的行数"}, ("observations",))


def table(name="levels", *cells: Cell) -> Table:
    cells = cells or (Cell("甲"), Cell("215", (PLACE,)))
    columns = (Head("园区", width=3), Head("产值", "亿元", align="r"))
    return Table(name, "zh", "题名", columns, (cells,), "注。")


def figure(name="dots") -> Figure:
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(4, 2))
    drawing.subplots().plot([1, 2, 3])
    data = Table("data", "zh", "图中数据", (Head("园区"), Head("值")), ((Cell("甲"), Cell("3", (FAR,))),))
    return Figure(name, "zh", "图题", "单位", "读法", "看到的", drawing, data)


def shown(*things, lang="zh"):
    outputs = []
    for thing in things:
        data = exhibits.claims_bundle([thing]) if isinstance(thing, Claim) else exhibits.bundle(thing)
        language = None if isinstance(thing, Claim) else lang
        outputs.append(nbformat.v4.new_output("display_data", data, metadata={"gaoxin": {"lang": language}}))
    return nbformat.v4.new_code_cell("show()", outputs=outputs)


def chapter(*cells, number=3):
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebook.metadata.gaoxin = {"chapter": number, "id": "03_x"}
    return notebook


def md(text, *tags):
    return nbformat.v4.new_markdown_cell(text, metadata={"tags": list(tags)} if tags else {})


def prose(notebook, lang="zh"):
    return [cell.source for cell in resolve(notebook, lang).cells if cell.cell_type == "markdown"]


def test_headings_are_numbered_and_the_first_is_the_title():
    notebook = chapter(
        md("# 比较\n\n正文 # 不是标题"), md("## 甲\n\n### 乙\n\n### 丙"), md("## 丁\n\n### 戊")
    )
    assert prose(notebook) == [
        "# 3 比较\n\n正文 # 不是标题",
        "## 3.1 甲\n\n### 3.1.1 乙\n\n### 3.1.2 丙",
        "## 3.2 丁\n\n### 3.2.1 戊",
    ]
    assert resolve(notebook).metadata.gaoxin.title == "比较"


def test_an_appendix_has_a_letter():
    assert prose(chapter(md("# 方法\n\n## 甲"), number="A")) == ["# A 方法\n\n## A.1 甲"]


def test_a_claim_opens_its_one_sentence_or_its_entry_on_the_page_of_numbers():
    made = [
        Claim("n", {"zh": "12"}, inputs=COUNT),
        Claim("gdp", {"zh": "215*亿元*"}, (PLACE,)),
        Claim("both", {"zh": "2"}, (PLACE, OTHER)),
        Claim("name", {"zh": "甲高新区"}),
    ]
    text = prose(chapter(shown(*made), md("{{ name }}共 {{ n }} 条，{{gdp}}，{{both}}。")))[0]
    assert text == (
        r"甲高新区共 [12](numbers.html#n-n) 条，[215\*亿元\*](sources/007.html#c10-15)，[2](numbers.html#n-both)。"
    )


def test_of_a_long_claim_the_numerals_alone_are_links():
    words = "园区提到的共有" + "很" * 40 + "多项，占 40%，F1 值 0.5。"
    text = prose(chapter(shown(Claim("n", {"zh": words}, inputs=COUNT)), md("{{ n }}")))[0]
    assert text.endswith(r"多项，占 [40%](numbers.html#n-n)，F1 值 [0\.5](numbers.html#n-n)。")
    assert text.count("](") == 2


def test_a_chapter_says_in_which_section_each_claim_stands():
    made = [Claim("n", {"zh": "1"}, inputs=COUNT), Claim("m", {"zh": "2"}, inputs=COUNT)]
    cells = md("# 题\n\n{{ n }}"), md("## 甲\n\n{{ m }}\n\n### 乙\n\n{{ n }}"), md("{{ n }}{{ m }}")
    about = resolve(chapter(shown(*made), *cells)).metadata.gaoxin
    assert [(use["claim"], use["section"]) for use in about.uses] == [
        ("n", "3"),
        ("m", "3.1"),
        ("n", "3.1.1"),
        ("n", "3.1.1"),
        ("m", "3.1.1"),
    ]


@pytest.mark.parametrize("words", ["12", "共 3 条", "１２"])
def test_a_number_that_rests_on_nothing_is_refused(words):
    with pytest.raises(ClaimError) as caught:
        Claim("n", {"zh": words})
    assert "rests on" in caught.value.what
    assert Claim("n", {"zh": words}, (PLACE,))
    assert Claim("n", {"zh": words}, inputs=COUNT)
    assert Claim("n", {"zh": "甲、乙"})


def test_text_of_a_claim_is_never_markup():
    hostile = "# <b>[x](y)`$a$` {{ n }}\n1. a | b"
    text = prose(chapter(shown(Claim("n", {"zh": hostile}, (PLACE,))), md("「{{ n }}」")))[0]
    assert text == f"「[{escaped(hostile)}]({source_href('007', 10, 15)})」"
    assert "\n" not in text


def test_unresolved_claims_are_all_named():
    with pytest.raises(ClaimError) as caught:
        resolve(chapter(md("{{ one }} {{ two }} {{ fig:none }}")))
    assert [error.what for error in caught.value.gathered] == [
        f"prose names {{{{ {name} }}}}, which no cell shows" for name in ("fig:none", "one", "two")
    ]
    assert caught.value.gathered[0].where == "notebook 03_x"


def test_a_claim_made_twice():
    with pytest.raises(ClaimError, match="made twice"):
        resolve(chapter(shown(Claim("n", {"zh": "甲"})), shown(Claim("n", {"zh": "乙"}))))


def test_figures_and_tables_are_numbered_apart_and_can_be_named():
    notebook = chapter(md("见 {{ tab:b }}、{{ fig:dots }}。"), shown(table("a"), figure(), table("b")))
    assert prose(notebook) == ["见 [表 3-2](#tab-b)、[图 3-1](#fig-dots)。"]
    made = [
        output.data["text/html"] for cell in resolve(notebook).cells for output in cell.get("outputs", [])
    ]
    assert '<span class="number">表 3-1</span>' in made[0]
    assert '<span class="number">图 3-1</span>' in made[1]
    assert 'alt="看到的"' in made[1]
    assert 'src="../figures/dots.zh.svg"' in made[1]


def test_a_figure_carries_the_numbers_that_it_draws_with_their_sentences():
    resolved = resolve(chapter(shown(figure("growth"))))
    made = resolved.cells[0].outputs[0].data["text/html"]
    folded = made.index('<details class="data"><summary>图中数据</summary><table>')
    assert made.index('<p class="caption">') < made.index('<p class="source">') < folded
    assert f'<a class="evidence" href="{source_href("007", 50, 53)}">3</a>' in made[folded:]
    assert [(item["doc"], item["start"]) for item in resolved.metadata.gaoxin.drawn] == [("007", 50)]
    assert resolved.metadata.gaoxin.evidence == []  # which the PDF prints; it leaves the folded numbers out


def test_a_figure_without_numbers_is_refused():
    bare = replace(figure(), data=replace(figure().data, rows=()))
    with pytest.raises(FigureError, match="no data"):
        exhibits.bundle(bare)


def test_a_long_table_of_a_figure_is_named_as_a_file():
    rows = tuple((Cell(str(n)), Cell("1")) for n in range(201))
    long = replace(figure("growth"), data=replace(figure().data, rows=rows))
    made = resolve(chapter(shown(long))).cells[0].outputs[0].data["text/html"]
    assert "<table>" not in made
    assert '201 行，见 <a href="../data/growth.csv">growth.csv</a>' in made


def test_a_table_says_what_it_was_computed_from():
    made = resolve(chapter(shown(table("numerals"), table("unheard_of")))).cells[0].outputs
    assert (
        '<p class="source">资料来源：本报告据语料文本计算：按文本与类别计数。'
        '数据：<a href="../data/numeral_ledger.csv">numeral_ledger.csv</a>。</p>'
    ) in made[0].data["text/html"]
    assert "source" not in made[1].data["text/html"].replace("sources/", "")


def test_two_exhibits_of_one_name():
    with pytest.raises(FigureError, match="tab:a"):
        resolve(chapter(shown(table("a")), shown(table("a"))))


def test_numbers_open_their_sentence_and_derived_ones_all_their_inputs():
    cell = Cell("10.7", (PLACE, OTHER))
    (made,) = resolve(chapter(shown(table("a", Cell("甲 <i>"), cell)))).cells[0].outputs
    body = made.data["text/html"]
    assert f'<a class="evidence" href="{source_href("007", 10, 15)}">10.7</a>' in body
    assert f'<sup><a class="evidence" href="{source_href("007", 30, 33)}">[2]</a></sup>' in body
    assert "甲 &lt;i&gt;" in body
    assert '<th scope="col" class="r">产值/亿元</th>' in body


def test_evidence_is_gathered_once_in_order():
    notebook = chapter(
        shown(Claim("a", {"zh": "x"}, (OTHER,)), Claim("b", {"zh": "y"}, (FAR,))),
        md("{{ a }}"),
        shown(table("t", Cell("甲"), Cell("1", (OTHER, PLACE)))),
    )
    cited = resolve(notebook).metadata.gaoxin.evidence  # not of what no prose uses
    assert [(item["start"], item["end"]) for item in cited] == [(10, 15), (30, 33)]
    assert cited[0]["title"] == "甲高新区 <b>"


def test_other_languages_are_dropped():
    notebook = chapter(md("# 中", "lang-zh"), md("# en", "lang-en"), shown(table("a"), lang="en"), md("无"))
    resolved = resolve(notebook)
    assert [cell.source for cell in resolved.cells] == ["# 3 中", "show()", "无"]
    assert resolved.cells[1].outputs == []


def test_what_is_absent_is_said_and_takes_no_number():
    notebook = chapter(
        shown(Absent("none", "zh", "不足三个 <数值>，不作图。")),
        shown(figure()),
        md("{{ fig:none }} {{ fig:dots }}"),
    )
    resolved = resolve(notebook)
    assert (
        resolved.cells[0].outputs[0].data["text/html"]
        == '<p class="absent" id="fig-none">不足三个 &lt;数值&gt;，不作图。</p>'
    )
    assert "图 3-1" in resolved.cells[2].source


def test_streams_stay_in_the_executed_notebook_and_results_are_an_error():
    stream = nbformat.v4.new_code_cell("print()", outputs=[nbformat.v4.new_output("stream", text="hello")])
    assert resolve(chapter(stream)).cells[0].outputs == []
    result = nbformat.v4.new_output("execute_result", {"text/plain": "   a  b"}, execution_count=1)
    with pytest.raises(RenderError, match="cannot print") as caught:
        resolve(chapter(nbformat.v4.new_code_cell("table", outputs=[result])))
    assert "exhibits.show" in caught.value.remedy


def test_cells_that_show_nothing_fold_into_the_next():
    silent = [nbformat.v4.new_code_cell(f"step_{n}()") for n in (1, 2)]
    resolved = resolve(chapter(*silent, shown(table()), nbformat.v4.new_code_cell("step_3()"), md("文")))
    assert [cell.source for cell in resolved.cells] == ["step_1()\n\nstep_2()\n\nshow()", "step_3()", "文"]
    assert [len(cell.get("outputs", [])) for cell in resolved.cells] == [1, 0, 0]


def test_a_notebook_that_is_no_chapter():
    with pytest.raises(RenderError, match="not a chapter"):
        resolve(nbformat.v4.new_notebook())


def test_a_resolved_notebook_is_a_valid_one():
    nbformat.validate(resolve(chapter(md("# 甲"), shown(table(), figure()))))


def test_same_drawing_same_bytes():
    first, second = (exhibits.bundle(figure()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("field", ["title", "subtitle", "caption", "alt"])
def test_a_figure_without_what_a_reader_needs(field):
    from dataclasses import replace

    with pytest.raises(FigureError, match=field):
        exhibits.bundle(replace(figure(), **{field: ""}))


def test_a_row_that_does_not_fit_its_heads():
    with pytest.raises(FigureError, match="1 cells under 2 heads") as caught:
        exhibits.bundle(table("a", Cell("甲")))
    assert caught.value.where == "table a, row 1"


@pytest.mark.parametrize(
    ("value", "source", "filled"),
    [
        ("1", "{{ zones zone is|zones are }} read", "{{ zones }} zone is read"),
        ("0", "{{ zones zone|zones }}", "{{ zones }} zones"),
        ("21", "{{zones zone|zones}} of {{ zones }}", "{{ zones }} zones of {{ zones }}"),
        ("1", "{{ nonsense one|many }}", "{{ nonsense }} many"),  # named as unknown later
    ],
)
def test_words_agree_with_a_claim(value, source, filled):
    claims = {"zones": {"text": {"en": value}}}
    assert forms.agreeing(source, claims, "en") == filled


# Works and footnotes ---------------------------------------------------------------------------------------


def test_a_chapter_alone_numbers_its_own_works_and_says_in_which_section_each_is_cited():
    resolved = resolve(
        chapter(
            md("# 题\n\n甲[@gries2008]。\n\n## 节\n\n乙[@dunning1993; @gries2008]。"),
            md("丙[@dunning1993]。"),
        )
    )
    assert [cell.source for cell in resolved.cells][1] == (
        '丙[\\[2\\]](references.html#ref-dunning1993 "cite-dunning1993-2")。'
    )
    assert [(place["key"], place["href"], place["section"]) for place in resolved.metadata.gaoxin.citations] == [
        ("gries2008", "03_x.html#cite-gries2008-1", "3"),
        ("dunning1993", "03_x.html#cite-dunning1993-1", "3.1"),
        ("gries2008", "03_x.html#cite-gries2008-2", "3.1"),
        ("dunning1993", "03_x.html#cite-dunning1993-2", "3.1"),
    ]  # fmt: skip


def test_a_work_that_the_codebook_lacks_names_the_notebook():
    with pytest.raises(CitationError) as caught:
        resolve(chapter(md("# 题\n\n甲[@nobody1900]。")))
    assert caught.value.where == "notebook 03_x" and "[@nobody1900]" in caught.value.what


def test_the_text_of_a_claim_cites_nothing():
    claim = Claim("name", {"zh": "见[@gries2008]与[^a]", "en": "x"}, inputs=COUNT)
    assert prose(chapter(md("# 题\n\n{{ name }}"), shown(claim))) == [
        "# 3 题\n\n[见\\[\\@gries2008\\]与\\[\\^a\\]](numbers.html#n-name)"
    ]


def test_footnotes_are_numbered_through_the_chapter():
    cells = [md("# 题\n\n甲[^b]乙[^a]。\n\n[^a]: 一。\n\n[^b]: 二。"), md("丙[^a]。\n\n[^a]: 三。")]
    assert prose(chapter(*cells)) == [
        "# 3 题\n\n甲[^1]乙[^2]。\n\n[^2]: 一。\n\n[^1]: 二。",
        "丙[^3]。\n\n[^3]: 三。",
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("甲[^x]。", "the footnote [^x] is without its text"),
        ("甲。\n\n[^x]: 一。", "the footnote [^x] is not named"),
    ],
)
def test_a_footnote_needs_its_mark_and_its_text(text, what):
    with pytest.raises(CitationError) as caught:
        resolve(chapter(md(f"# 题\n\n{text}")))
    assert caught.value.what == what and caught.value.where == "notebook 03_x" and caught.value.remedy
