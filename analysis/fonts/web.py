"""Subsets of the fonts for the pages: woff2 files with the characters that are used, and their style sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import FontError
from . import SANS, SERIF, Face, code_point, coverage, needs_glyph

__all__ = ["NAMES", "write"]

# The families' names on the pages. No machine has fonts of these names, so that none can take their place.
NAMES = {SANS: "Gaoxin Sans", SERIF: "Gaoxin Serif"}

# Kerning, halved punctuation in a row, accents.
_FEATURES = ["ccmp", "chws", "halt", "kern", "mark"]


def write(
    characters: Mapping[Face, Iterable[str]],
    folder: Path,
    *,
    base: str = "",
    early: Mapping[Face, Iterable[str]] | None = None,
) -> str:
    """Write a woff2 file for each face with its characters to ``folder``, and return the CSS that names them.

    ``characters`` are single characters or strings of them. ``base`` goes before each file's name in the CSS:
    the way from the style sheet to ``folder``, empty or ending in a slash. Faces without characters are left out.
    Of a face in ``early`` these characters have a file of their own and the others a second one (``-rest``), each
    with its range, so that a page loads the second only if it shows one of its characters.
    Raises FontError for a drawn character that its face lacks (``boxes.faces_with_boxes`` makes a face for it).
    """
    folder.mkdir(parents=True, exist_ok=True)
    rules: list[str] = []
    for face, texts in characters.items():
        codes = {ord(char) for text in texts for char in text}
        if not codes:
            continue
        lacking = sorted(code for code in codes - coverage(face) if needs_glyph(chr(code)))
        if lacking:
            raise FontError(
                f"{face.family} {face.weight} has no " + ", ".join(code_point(chr(code)) for code in lacking),
                where=str(face.path),
                remedy="Draw them as boxes (boxes.faces_with_boxes), or run make fonts.",
            )
        codes &= coverage(face)
        first = codes & {ord(char) for text in (early or {}).get(face, ()) for char in text}
        parts = {"": first, "-rest": codes - first} if first and codes - first else {"": codes}
        for suffix, part in parts.items():
            name = NAMES[face.family]
            file = f"{name.lower().replace(' ', '-')}-{face.weight}{suffix}.woff2"
            (folder / file).write_bytes(_subset(face, part))
            rules.append(
                "@font-face {\n"
                f'  font-family: "{name}";\n'
                "  font-style: normal;\n"
                f"  font-weight: {face.weight};\n"
                "  font-display: swap;\n"
                f'  src: url("{base}{file}") format("woff2");\n'
                + (f"  unicode-range: {_ranges(part)};\n" if len(parts) > 1 else "")
                + "}\n"
            )
    return "".join(rules)


def _ranges(codes: Iterable[int]) -> str:
    """Return characters as CSS lists them, neighbours as one range: U+41-43, U+4E00."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][-1] + 1:
            runs[-1][1:] = [code]
        else:
            runs.append([code])
    return ", ".join("U+" + "-".join(f"{code:X}" for code in run) for run in runs)


def _subset(face: Face, codes: Iterable[int]) -> bytes:
    from fontTools import subset

    options = subset.Options(
        flavor="woff2",
        layout_features=_FEATURES,
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
    )
    stream = io.BytesIO()
    with subset.load_font(str(face.path), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        subset.save_font(font, stream, options)
    return stream.getvalue()
