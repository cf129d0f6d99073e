"""The project's own fonts: which characters they have, and which files a process draws with.

Figures, PDF and pages are drawn with the tracked files beside this module (``SOURCES.toml`` says where they
come from), never with a font of the system. A character of the project's own text that they lack stops the
build (``check``). One of a document is drawn as a box with its code point, from patched copies of the fonts
(``boxes.faces_with_boxes``), so that the text itself stays as it is. ``web.write`` makes subsets for pages.
"""

from __future__ import annotations

import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ..errors import FontError

__all__ = [
    "BOLD",
    "FACES",
    "REGULAR",
    "SANS",
    "SERIF",
    "Face",
    "activate",
    "check",
    "code_point",
    "coverage",
    "covered",
    "current",
    "face",
    "missing",
    "needs_glyph",
    "typst_paths",
    "use_in_matplotlib",
]

SANS: Final = "Noto Sans SC"
SERIF: Final = "Noto Serif SC"
REGULAR: Final = 400
BOLD: Final = 700


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: a family in one weight."""

    family: str
    weight: int
    path: Path


_FOLDER = Path(__file__).parent
FACES: Final = (
    Face(SANS, REGULAR, _FOLDER / "NotoSansSC-Regular.ttf"),
    Face(SANS, BOLD, _FOLDER / "NotoSansSC-Bold.ttf"),
    Face(SERIF, REGULAR, _FOLDER / "NotoSerifSC-Regular.ttf"),
    Face(SERIF, BOLD, _FOLDER / "NotoSerifSC-Bold.ttf"),
)

_REMEDY = "Change the text, or add the character to scripts/make_fonts.py and run make fonts."


# Coverage


@cache
def coverage(face: Face) -> frozenset[int]:
    """Return the code points that a face has a glyph for.

    Reads the character map itself (format 12, which all files here have), as fontTools is slow to import.
    """
    data = face.path.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4s4xL4x", data, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, offset in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    codes: set[int] = set()
    for index in range(maps):
        (offset,) = struct.unpack_from(">L", data, start + 8 + 8 * index)
        if struct.unpack_from(">H", data, start + offset) == (12,):
            (groups,) = struct.unpack_from(">L", data, start + offset + 12)
            numbers = struct.unpack_from(f">{3 * groups}L", data, start + offset + 16)
            for first, last in zip(numbers[::3], numbers[1::3], strict=True):
                codes.update(range(first, last + 1))
    return frozenset(codes)


@cache
def covered() -> frozenset[int]:
    """Return the code points that all tracked faces have a glyph for."""
    return frozenset.intersection(*(coverage(face) for face in FACES))


# Signs of Arabic, Syriac and Kaithi and marks of interlinear notes are "format" characters, and yet drawn.
_DRAWN = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x8E2, 0xFFF9, 0xFFFA, 0xFFFB, 0x110BD, 0x110CD))
)
# Joiners, fillers and Mongolian selectors are "marks" and "letters", and not drawn.
_UNDRAWN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")


def needs_glyph(char: str) -> bool:
    """Tell whether a character is drawn: not a space, control, line separator or variation selector."""
    if char in _DRAWN:
        return True
    code = ord(char)
    if char in _UNDRAWN or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return False
    return unicodedata.category(char) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}


@cache
def _covered_characters() -> frozenset[str]:
    return frozenset(map(chr, covered()))


def missing(text: str) -> list[tuple[int, str]]:
    """Return (offset, character) for every character that is drawn and that no tracked font has."""
    lacking = {char for char in set(text) - _covered_characters() if needs_glyph(char)}
    return [(offset, char) for offset, char in enumerate(text) if char in lacking] if lacking else []


def code_point(char: str) -> str:
    """Return a character's code point as it is written in text: ``U+25AF``."""
    return f"U+{ord(char):04X}"


def check(texts: Iterable[tuple[str, str]]) -> None:
    """Raise one FontError for all characters of the project's own texts that its fonts lack.

    ``texts`` are pairs of a place (a file, a cell) and its text. Not for the text of documents, where what is
    lacking is drawn as a box. A character is named once a text, where it first stands.
    """
    errors: list[FontError] = []
    for where, text in texts:
        found = missing(text)
        counts = Counter(char for _, char in found)
        for char, count in counts.items():
            offset = text.index(char)
            line = text.count("\n", 0, offset) + 1
            column = offset - text.rfind("\n", 0, offset)
            name = unicodedata.name(char, "without a name")
            often = f", {count} times" if count > 1 else ""
            errors.append(
                FontError(
                    f"no font of the project has {code_point(char)} ({name}){often}",
                    where=f"{where}, line {line}, character {column}",
                    remedy=_REMEDY,
                )
            )
    if errors:
        raise FontError.gather(errors)


# Which faces a process draws with

_current: tuple[Face, ...] = FACES


def activate(faces: Iterable[Face]) -> None:
    """Make ``faces`` those that this process draws with: the tracked ones, or copies with boxes."""
    global _current
    _current = tuple(faces)


def current() -> tuple[Face, ...]:
    """Return the faces that this process draws with."""
    return _current


def face(family: str = SANS, weight: int = REGULAR) -> Face:
    """Return the face that this process draws a family in a weight with, as for wordcloud's ``font_path``."""
    for candidate in _current:
        if (candidate.family, candidate.weight) == (family, weight):
            return candidate
    raise FontError(
        f"no face {family} {weight}",
        where="analysis.fonts",
        remedy="Choose from: " + ", ".join(f"{face.family} {face.weight}" for face in _current) + ".",
    )


def use_in_matplotlib() -> dict[str, object]:
    """Give matplotlib the current faces, and return the rcParams that make figures use them.

    A font of the same family on the system, or registered before, is taken out of matplotlib's list first:
    matplotlib would prefer it.
    """
    from matplotlib import font_manager

    manager = font_manager.fontManager
    families = {face.family for face in _current}
    manager.ttflist[:] = [entry for entry in manager.ttflist if entry.name not in families]
    for face in _current:
        manager.addfont(face.path)
    return {
        "font.family": [SANS],
        "font.sans-serif": [SANS],
        "font.serif": [SERIF],
        # Two dollar signs in a document's words are not a formula.
        "text.parse_math": False,
        "mathtext.fontset": "custom",
        "mathtext.rm": SANS,
        "mathtext.it": SANS,
        "mathtext.bf": f"{SANS}:bold",
        "mathtext.fallback": None,
        # Letters as outlines: a figure in an <img> has no fonts.
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
    }


def typst_paths(faces: Iterable[Face]) -> list[Path]:
    """Return the folders to give typst as ``font_paths``, with ``ignore_system_fonts=True``."""
    return sorted({face.path.parent for face in faces})
