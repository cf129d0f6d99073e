"""Copies of the fonts that draw what they lack as a box with its code point.

The text keeps its characters, so that it can be searched and copied in every output.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import BOLD, FACES, Face, covered, needs_glyph

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["faces_with_boxes"]

# Part of the name of what is written: raise it when boxes are drawn in another way.
_VERSION = 1

# In thousandths of the em, as the fonts: the box stands in the square of a hanzi (-120 to 880, 0 to 1000).
_LEFT, _RIGHT, _BOTTOM, _TOP = 40, 960, -80, 840
_ADVANCE = 1000
_STROKE = {False: 36, True: 56}
_PADDING = 44
_GAP = 44
_ROW_GAP = 64


def faces_with_boxes(characters: Iterable[str], folder: Path) -> tuple[Face, ...]:
    """Return faces that also have a glyph for each of ``characters``: a box with the code point.

    Only characters that are drawn and that the tracked fonts lack count; if there are none, the tracked faces
    are returned. The copies keep their family's name, stand in a folder of ``folder`` that is named after
    their content, and are made once.
    """
    codes = sorted({ord(char) for char in characters if ord(char) not in covered() and needs_glyph(char)})
    if not codes:
        return FACES
    key = f"{_VERSION} {_tracked_hash()} {' '.join(f'{code:X}' for code in codes)}"
    target = folder / hashlib.sha256(key.encode()).hexdigest()[:16]
    target.mkdir(parents=True, exist_ok=True)
    faces = tuple(Face(face.family, face.weight, target / face.path.name) for face in FACES)
    for face, copy in zip(FACES, faces, strict=True):
        if not copy.path.exists():
            _write(_with_boxes(face, codes), copy.path)
    return faces


@cache
def _tracked_hash() -> str:
    return hashlib.sha256((Path(__file__).parent / "SOURCES.toml").read_bytes()).hexdigest()


def _write(content: bytes, path: Path) -> None:
    # Another process may be making the same file: whole files take each other's place.
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _with_boxes(face: Face, codes: list[int]) -> bytes:
    from fontTools.ttLib import TTFont

    stream = io.BytesIO()
    with TTFont(face.path, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        _add_boxes(font, codes, _STROKE[face.weight >= BOLD])
        font.save(stream, reorderTables=False)
    return stream.getvalue()


def _add_boxes(font: TTFont, codes: list[int], stroke: int) -> None:
    drawer = _Drawer(font, stroke)
    order = list(font.getGlyphOrder())
    glyphs, metrics, maxp = font["glyf"], font["hmtx"], font["maxp"]
    maps = [table for table in font["cmap"].tables if table.isUnicode()]
    for code in codes:
        name = f"box{code:X}"
        glyph = drawer.draw(code)
        order.append(name)
        glyphs.glyphs[name] = glyph
        metrics.metrics[name] = (_ADVANCE, glyph.xMin)
        # Recounting all glyphs, as fontTools would, takes seconds.
        maxp.maxPoints = max(maxp.maxPoints, len(glyph.coordinates))
        maxp.maxContours = max(maxp.maxContours, glyph.numberOfContours)
        for table in maps:
            if table.format == 12 or code <= 0xFFFF:
                table.cmap[code] = name
    font.setGlyphOrder(order)
    glyphs.setGlyphOrder(order)
    maxp.numGlyphs = len(order)


class _Drawer:
    """Draws boxes with the digits of a font."""

    def __init__(self, font: TTFont, stroke: int) -> None:
        from fontTools.pens.boundsPen import BoundsPen

        self.font = font
        self.stroke = stroke
        self.glyphs: Any = font.getGlyphSet()
        names = font.getBestCmap()
        self.digits: dict[str, tuple[Any, tuple[float, float, float, float]]] = {}
        for digit in "0123456789ABCDEF":
            glyph = self.glyphs[names[ord(digit)]]
            pen = BoundsPen(self.glyphs)
            glyph.draw(pen)
            self.digits[digit] = (glyph, pen.bounds)

    def draw(self, code: int) -> Any:
        """Return the glyph of a code point: four digits in two rows of two, or six in two of three."""
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        pen = TTGlyphPen(None)
        inner = self.stroke
        self._rectangle(pen, _LEFT, _BOTTOM, _RIGHT, _TOP, outside=True)
        self._rectangle(pen, _LEFT + inner, _BOTTOM + inner, _RIGHT - inner, _TOP - inner, outside=False)
        text = f"{code:04X}" if code <= 0xFFFF else f"{code:06X}"
        half = len(text) // 2
        height = (_TOP - _BOTTOM - 2 * (inner + _PADDING) - _ROW_GAP) / 2
        self._row(pen, text[:half], _BOTTOM + inner + _PADDING + height + _ROW_GAP, height)
        self._row(pen, text[half:], _BOTTOM + inner + _PADDING, height)
        glyph = pen.glyph(round=round)
        glyph.recalcBounds(None)
        return glyph

    def _row(self, pen: Any, text: str, bottom: float, height: float) -> None:
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.transformPen import TransformPen

        left = _LEFT + self.stroke + _PADDING
        width = (_RIGHT - _LEFT - 2 * (self.stroke + _PADDING) - _GAP * (len(text) - 1)) / len(text)
        for index, digit in enumerate(text):
            glyph, (x_min, y_min, x_max, y_max) = self.digits[digit]
            widest = max(bounds[2] - bounds[0] for _, bounds in self.digits.values())
            across, up = width / widest, height / (y_max - y_min)
            middle = left + index * (width + _GAP) + width / 2
            record = DecomposingRecordingPen(self.glyphs)
            glyph.draw(record)
            shift = (middle - across * (x_min + x_max) / 2, bottom - up * y_min)
            record.replay(TransformPen(pen, (across, 0, 0, up, *shift)))

    @staticmethod
    def _rectangle(pen: Any, left: int, bottom: int, right: int, top: int, *, outside: bool) -> None:
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        if not outside:
            corners.reverse()
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
