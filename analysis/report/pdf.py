"""Resolved notebooks → PDF, by pandoc and typst: one chapter (``TypstExporter``) or the book (``book``).

Nothing is decided here but the look, and that stands in ``templates/pdf``: ``typst.lua`` writes a notebook's
prose and exhibits as calls, ``template.typ`` sets them. Text reaches typst as strings only, so that no
document can write markup; typst reads no file outside the build folder.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

import pypandoc
import typst
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode
from traitlets import default

from .. import fonts as tracked
from ..errors import RenderError
from ..fonts.boxes import faces_with_boxes
from . import evidence
from .evidence import printable

TEMPLATES = Path(__file__).parent.parent / "templates" / "pdf"

# A chapter that is printed alone carries no date; typst wants one all the same.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

# Prose holds headings, paragraphs, emphasis, lists, links and footnotes; nothing else is read as markup.
_READER = "ipynb+footnotes" + "".join(
    f"-{extension}"
    for extension in (
        "auto_identifiers",
        "autolink_bare_uris",
        "gfm_auto_identifiers",
        "pandoc_title_block",
        "pipe_tables",
        "strikeout",
        "task_lists",
        "tex_math_dollars",
    )
)
_WRITER = TEMPLATES / "typst.lua"
_TRANSLATED = ("lang", "title", "authors", "keywords")
_FOLDED = re.compile(r'<details class="data">.*?</details>', re.DOTALL)  # paper folds nothing
_SHOWN = ("title", "authors", "subtitle", "edition", "date", "lang", "keywords")


@dataclass(frozen=True)
class Translated:
    """Title, authors, keywords and abstract in another language than the book's."""

    lang: str
    title: str
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    abstract: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file of data that travels inside the PDF; ``description`` is what a reader's program shows of it."""

    name: str
    data: bytes
    mime_type: str
    description: str


@dataclass(frozen=True)
class Front:
    """What stands before the first chapter.

    ``abstract`` and ``glance`` are Markdown as in a resolved notebook, without a heading of their own.
    ``translated`` is the second page of title and abstract. ``evidence`` holds the places
    that abstract and ``glance`` cite and no chapter does, in the form of a chapter's.
    """

    title: str
    authors: tuple[str, ...] = ()
    subtitle: str | None = None
    edition: str | None = None
    date: str | None = None
    lang: str = "zh"
    keywords: tuple[str, ...] = ()
    abstract: str | None = None
    glance: str | None = None
    translated: Translated | None = None
    evidence: tuple[Mapping[str, Any], ...] = ()


class TypstExporter(Exporter):
    """``jupyter nbconvert --to gaoxin-pdf``: one chapter, with its evidence at its end."""

    export_from_notebook = "PDF (gaoxin)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the chapter's PDF; a notebook that is not resolved yet is resolved in Chinese."""
        nb, resources = super().from_notebook_node(nb, resources, **options)
        if not nb.metadata.get("gaoxin", {}).get("resolved"):
            from .resolve import resolve

            nb = resolve(nb, lang="zh")
        # Kept if something fails: the error names the folder.
        folder = Path(tempfile.mkdtemp(prefix="gaoxin-pdf-"))
        pdf = chapter(nb, folder=folder, fonts=[face.path for face in tracked.FACES], timestamp=NO_DATE)
        shutil.rmtree(folder)
        return pdf, resources


def chapter(nb: NotebookNode, *, folder: Path, fonts: Sequence[Path], timestamp: datetime) -> bytes:
    """Return the PDF of one resolved chapter, its evidence at its end; ``folder`` keeps the typst source."""
    about = nb.metadata.gaoxin
    front = Front(title=about.title, lang=about.lang)
    _prepare(folder)
    _write_chapter(nb, folder, 1)
    _write_data(folder, front, about.evidence)
    main = '#import "/template.typ": *\n#show: chapter\n#include "chapter-01.typ"\n'
    return _compile(main, folder, fonts, timestamp, [about.id], ["ua-1"])


def book(
    front: Front,
    chapters: Sequence[NotebookNode],
    *,
    folder: Path,
    fonts: Sequence[Path],
    timestamp: datetime,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return the book's PDF: cover, abstracts, contents and lists, front matter, chapters, evidence, data attached.

    The same input gives the same bytes. The PDF meets PDF/UA-1, and PDF/A-3a where the front has a date.
    ``folder`` holds the typst source and is the only place that typst can read. Raises RenderError that names
    the chapter if pandoc or typst fails, or a link leads to no evidence.
    """
    _prepare(folder)
    options = []
    translated = front.translated.abstract if front.translated else None
    sources = {"abstract": front.abstract, "translated": translated, "glance": front.glance}
    for name, source in sources.items():
        if source:
            _write(folder / f"{name}.typ", _pandoc([_markdown(source)], name))
            options.append(f'{name}: include "{name}.typ"')
    main = ['#import "/template.typ": *', f"#show: book.with({', '.join(options)})"]
    for number, nb in enumerate(chapters, 1):
        _write_chapter(nb, folder, number)
        main.append(f'#include "chapter-{number:02}.typ"')
    main.append("#appendix()\n")
    cited = [*front.evidence, *(item for nb in chapters for item in nb.metadata.gaoxin.evidence)]
    _write_data(folder, front, cited, _appendix_letter(chapters), attachments)
    standards = ["a-3a", "ua-1"] if front.date else ["ua-1"]  # PDF/A asks for a date
    ids = [nb.metadata.gaoxin.id for nb in chapters]
    return _compile("\n".join(main), folder, fonts, timestamp, ids, standards)


def chapter_typst(nb: NotebookNode, folder: Path) -> str:
    """Return the typst markup of a resolved notebook's cells; the drawings are written to ``folder/figures``.

    The markup calls functions of ``template.typ``. Source of code cells is left out.
    """
    cells: list[dict[str, Any]] = []
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cells.append(_markdown(cell.source))
        elif cell.cell_type == "code":
            cells += [_output(_exhibit(output.data, folder, nb)) for output in cell.outputs]
    return _pandoc(cells, f"chapter {nb.metadata.gaoxin.id}")


# Exhibits --------------------------------------------------------------------------------------------------


class _Rewriter(HTMLParser):
    """Rewrites what pandoc's HTML reader would drop: classes of paragraphs, widths of columns."""

    def __init__(self, picture: str | None) -> None:
        super().__init__(convert_charrefs=False)
        self.picture = picture
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "p":
            self._open("div", values)
        elif tag == "col" and values.get("data-width"):
            self._open(tag, {"style": f"width: {values['data-width']}%"})
        elif tag == "img" and self.picture:
            self._open(tag, {**values, "src": self.picture})
        else:
            self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.out.append("</div>" if tag == "p" else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def _open(self, tag: str, values: Mapping[str, str | None]) -> None:
        self.out.append(
            f"<{tag}" + "".join(f' {name}="{escape(value or "")}"' for name, value in values.items()) + ">"
        )


def _exhibit(data: Mapping[str, Any], folder: Path, nb: NotebookNode) -> str:
    """Return an output's HTML for pandoc; its drawing is written to ``folder``."""
    html = _FOLDED.sub("", _text(data["text/html"]))
    source = re.search(r'<img\b[^>]*?\bsrc="([^"]*)"', html)
    picture = None
    if source:
        if "image/svg+xml" not in data:
            raise RenderError(
                f"no SVG for {source[1]}",
                where=f"chapter {nb.metadata.gaoxin.id}",
                remedy="Show the figure with analysis.exhibits.show, which keeps one.",
            )
        picture = f"figures/{PurePosixPath(source[1]).name}"
        _write(folder / picture, _text(data["image/svg+xml"]))
    rewriter = _Rewriter(picture)
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.out)


def _text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def _shown(value: str | tuple[str, ...] | None) -> str | list[str] | None:
    if isinstance(value, tuple):
        return [printable(item) for item in value]
    return value and printable(value)


# Files and tools -------------------------------------------------------------------------------------------


def _prepare(folder: Path) -> None:
    """Write the template and its words; typst source of an earlier build is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.typ"):
        stale.unlink()
    for name in ("template.typ", "labels.toml"):
        shutil.copyfile(TEMPLATES / name, folder / name)


def _write_data(
    folder: Path,
    front: Front,
    cited: Iterable[Mapping[str, Any]],
    appendix: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Write what the template reads: front matter, evidence, what is attached."""
    data: dict[str, Any] = {name: _shown(getattr(front, name)) for name in _SHOWN}
    other = front.translated
    data["translated"] = other and {name: _shown(getattr(other, name)) for name in _TRANSLATED}
    data["appendix"] = appendix
    data["attached"] = []
    for file in attachments:
        _write_bytes(folder / "attached" / file.name, file.data)
        data["attached"].append(
            {"name": file.name, "mime": file.mime_type, "description": printable(file.description)}
        )
    data |= evidence.listed(cited)
    _write(folder / "data.json", json.dumps(data, ensure_ascii=False, indent=1))


def _appendix_letter(chapters: Sequence[NotebookNode]) -> str | None:
    """Return the letter of the appendix of evidence: the one after the last lettered chapter, if there is one."""
    letters = [
        str(nb.metadata.gaoxin.chapter) for nb in chapters if str(nb.metadata.gaoxin.chapter).isalpha()
    ]
    return chr(ord(letters[-1]) + 1) if letters else None


def _write_chapter(nb: NotebookNode, folder: Path, number: int) -> None:
    _write(folder / f"chapter-{number:02}.typ", chapter_typst(nb, folder))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = '#import "/template.typ": *\n\n' if path.suffix == ".typ" else ""
    path.write_text(head + text, encoding="utf-8", newline="\n")


def _write_bytes(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _output(html: str) -> dict[str, Any]:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "source": "", "outputs": [output]}


def _pandoc(cells: list[dict[str, Any]], where: str) -> str:
    source = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
    try:
        markup = pypandoc.convert_text(
            source, str(_WRITER), format=_READER, extra_args=["--ipynb-output=all"], sandbox=True
        )
    except (RuntimeError, OSError) as error:
        raise RenderError(
            f"pandoc could not read the resolved notebook: {str(error).strip()}",
            where=where,
            remedy="Keep to headings, paragraphs, emphasis, lists and links, and exhibits shown as such.",
        ) from error
    return printable(markup)


def _compile(
    main: str,
    folder: Path,
    fonts: Sequence[Path],
    timestamp: datetime,
    chapters: Sequence[str],
    standards: list[Any],
) -> bytes:
    (folder / "main.typ").write_text(main, encoding="utf-8", newline="\n")
    compiler = typst.Compiler(
        folder / "main.typ",
        root=folder,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=_font_folders(folder, fonts)
        ),
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", timestamp=timestamp, pdf_standards=standards
        )
    except typst.TypstError as error:
        raise _failure(error.message, error.diagnostic, folder, chapters) from error
    if warnings:
        raise _failure(warnings[0].message, warnings[0].diagnostic, folder, chapters)
    if not isinstance(pdf, bytes):
        raise RenderError(
            "typst gave no PDF", where=str(folder), remedy="Its source is kept there as main.typ."
        )
    return pdf


def _font_folders(folder: Path, fonts: Sequence[Path]) -> list[str]:
    """Return the folders of ``fonts``, or of copies with boxes for characters in ``folder`` that they lack."""
    texts = [path.read_text("utf-8") for path in [*sorted(folder.glob("*.typ")), folder / "data.json"]]
    shown = {character for text in texts for character in set(text)}
    have = frozenset.intersection(*(tracked.coverage(tracked.Face("", 0, path)) for path in fonts))
    if any(ord(character) not in have and tracked.needs_glyph(character) for character in shown):
        fonts = [face.path for face in faces_with_boxes(shown, folder / "fonts")]
    return sorted({str(path.parent) for path in fonts})


def _failure(message: str, diagnostic: str, folder: Path, chapters: Sequence[str]) -> RenderError:
    source = re.search(r"chapter-(\d+)\.typ(?::\d+)?", str(diagnostic))
    where = f"chapter {chapters[int(source[1]) - 1]}" if source else "the book's own pages"
    kept = folder / (source[0] if source else "main.typ")
    return RenderError(f"typst: {message}", where=where, remedy=f"The typst source is kept: {kept}")
