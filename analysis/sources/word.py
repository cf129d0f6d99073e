"""A Word document (.docx) → its text, with the numbers that Word gives to headings and lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree

from ..errors import SourceError
from .archives import open_package
from .lines import Lines

__all__ = ["read_docx"]

# What a reader does not see, or sees a second time: text moved away, the older form of a text box, settings.
_PASSED = frozenset({"moveFrom", "Fallback", "tblPr", "trPr", "tcPr", "rPr", "sectPr", "instrText"})
_NOTES = ("footnotes", "endnotes")
_HAN = "〇一二三四五六七八九"
_PLACE = re.compile(r"%(\d)")


def read_docx(data: bytes, where: str) -> str:
    """Return the text of a document: a paragraph a line, a table row a line with tabs between its cells.

    Inserted text counts, deleted text does not; text boxes stand after their paragraph, notes at the end.
    Numbers of headings and lists, which Word makes up when it shows them (一、, （二）, 1.), are written in front.
    """
    package = open_package(data, where)
    main = _main_part(package, where)
    folder = main.rpartition("/")[0]
    lines, numbers = Lines(), _numbering(package, folder)
    _read_part(package, main, lines, numbers)
    for name in _NOTES:
        part = f"{folder}/{name}.xml".removeprefix("/")
        if part in package.namelist():
            _read_part(package, part, lines, numbers)
    return lines.text()


def _main_part(package: ZipFile, where: str) -> str:
    names = package.namelist()
    if "_rels/.rels" in names:
        for relation in _parse(package, "_rels/.rels"):
            target = relation.get("Target", "").removeprefix("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in names:
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    remedy = "Open it in a word processor and save it as .docx."
    raise SourceError("not a Word document: it has no text part", where=where, remedy=remedy)


def _parse(package: ZipFile, name: str) -> Element:
    root: Element = ElementTree.fromstring(package.read(name), forbid_dtd=True)
    return root


def _read_part(package: ZipFile, name: str, lines: Lines, numbers: _Numbers) -> None:
    """Write the text of a part; elements of any prefix and version are known by their own names."""
    passed = 0
    with package.open(name) as file:
        for event, element in ElementTree.iterparse(file, events=("start", "end"), forbid_dtd=True):
            tag = _local(element)
            if tag in _PASSED:
                passed += 1 if event == "start" else -1
            elif tag == "pPr":  # its elements, whole at the end, tell the number
                passed += 1 if event == "start" else -1
                if event == "end" and not passed:
                    lines.write(numbers.next(element))
            elif not passed:
                _ACTIONS.get((event, tag), _nothing)(lines, element)
            if event == "end" and tag in ("p", "tbl"):
                element.clear()


def _nothing(lines: Lines, element: Element) -> None: ...


_ACTIONS: dict[tuple[str, str], Callable[[Lines, Element], None]] = {
    ("end", "t"): lambda lines, element: lines.write(element.text or ""),
    ("end", "tab"): lambda lines, _: lines.write("\t"),
    ("end", "ptab"): lambda lines, _: lines.write("\t"),
    ("end", "br"): lambda lines, _: lines.write("\n"),
    ("end", "cr"): lambda lines, _: lines.write("\n"),
    ("end", "noBreakHyphen"): lambda lines, _: lines.write("-"),
    ("end", "p"): lambda lines, _: lines.end(is_paragraph=True),
    ("start", "tr"): lambda lines, _: lines.begin_row(),
    ("end", "tr"): lambda lines, _: lines.end_row(),
    ("start", "tc"): lambda lines, _: lines.begin_cell(),
    ("end", "tc"): lambda lines, _: lines.end_cell(),
    ("start", "txbxContent"): lambda lines, _: lines.begin_box(),
    ("end", "txbxContent"): lambda lines, _: lines.end_box(),
}


@dataclass(frozen=True)
class _Level:
    """How the paragraphs of a list's level are numbered."""

    start: int
    form: str
    text: str


@dataclass
class _Numbers:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, properties: Element) -> str:
        """Return the number of the paragraph with these properties; ``""`` if it has none or a bullet."""
        style = _value(properties, "pStyle")
        number, level = _number_of(properties) or self.styles.get(style, ("", 0))
        counter, levels = self.lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self.counts[counter]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = levels.get(at, levels[level])
            return _spell(counts.get(at, known.start), known.form)

        printed = _PLACE.sub(shown, levels[level].text)
        return f"{printed} " if printed[-1:].isascii() and printed else printed


def _numbering(package: ZipFile, folder: str) -> _Numbers:
    """Return the lists that the document defines; those of a style count for its paragraphs."""
    numbers = _Numbers()
    part = f"{folder}/numbering.xml".removeprefix("/")
    if part in package.namelist():
        root = _parse(package, part)
        kinds = {_attribute(e, "abstractNumId"): _levels(e) for e in _children(root, "abstractNum")}
        for number in _children(root, "num"):
            kind = _value(number, "abstractNumId")
            own: dict[int, _Level] = {}
            for override in _children(number, "lvlOverride"):
                own |= _levels(override)
                at = int(_attribute(override, "ilvl") or 0)
                start = _value(override, "startOverride")
                base = own.get(at, kinds.get(kind, {}).get(at))
                if start and base:
                    own[at] = _Level(int(start), base.form, base.text)
            name = _attribute(number, "numId")
            numbers.lists[name] = (name if own else f"abstract {kind}", kinds.get(kind, {}) | own)
    part = f"{folder}/styles.xml".removeprefix("/")
    if part in package.namelist():
        for style in _children(_parse(package, part), "style"):
            for properties in _children(style, "pPr"):
                if found := _number_of(properties):
                    numbers.styles[_attribute(style, "styleId")] = found
    return numbers


def _number_of(properties: Element) -> tuple[str, int] | None:
    for element in _children(properties, "numPr"):
        return _value(element, "numId"), int(_value(element, "ilvl") or 0)
    return None


def _levels(element: Element) -> dict[int, _Level]:
    return {
        int(_attribute(level, "ilvl") or 0): _Level(
            int(_value(level, "start") or 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText")
        )
        for level in _children(element, "lvl")
    }


def _spell(number: int, form: str) -> str:
    """Return a number in one of Word's forms; in one that is not known in digits."""
    if form.startswith(("chinese", "japaneseCounting", "taiwanese", "ideographDigital")) and number < 100:
        tens, ones = divmod(number, 10)
        return ("" if not tens else "十" if tens == 1 else f"{_HAN[tens]}十") + (
            _HAN[ones] if ones or not tens else ""
        )
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    return str(number)


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _local(child) == name)


def _value(element: Element, name: str) -> str:
    """Return the ``val`` of the child ``name``, or ``""``."""
    return next((_attribute(child, "val") for child in _children(element, name)), "")


def _attribute(element: Element, name: str) -> str:
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
