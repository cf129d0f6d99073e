"""Makes the tracked fonts of ``analysis/fonts`` from two packages of the npm registry (``make fonts``).

The packages are brought by npm, checked by their sha256, and subset to the characters that Chinese official
texts, simplified or traditional, may have. The same packages and tools give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import jieba
import opencc
from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "analysis" / "fonts"


@dataclass(frozen=True)
class Package:
    """A package of the npm registry with the fonts of one family, and what becomes of its files."""

    name: str
    version: str
    sha256: str
    members: tuple[tuple[str, str], ...]


PACKAGES = (
    Package(
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        (
            ("400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf"),
            ("700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf"),
            ("LICENSE_FONT", "NotoSansSC-OFL.txt"),
        ),
    ),
    Package(
        "@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
        (
            ("400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf"),
            ("700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
            ("LICENSE_FONT", "NotoSerifSC-OFL.txt"),
        ),
    ),
)

# What the fonts have below the radicals (Latin, Greek, Cyrillic, punctuation, letter-like signs, arrows,
# mathematics, box drawing, geometric shapes, enclosed numbers), then symbols, kana, compatibility forms.
BLOCKS = (
    range(0x0020, 0x2E80),
    range(0x2FF0, 0x3130),
    range(0x31C0, 0x3200),
    range(0x3200, 0x3300),
    range(0x3371, 0x3400),
    range(0xFE00, 0xFFF0),
    range(0x1F100, 0x1F200),
)
# Hanzi outside GBK that the fonts have nearly all stand in the national table of 2013 (通用规范汉字表).
LATE_HANZI = (range(0x9FA6, 0xA000), range(0x20000, 0x30000))
# Spaces, controls and fillers that the fonts lack; they become blank, lest a program draws an empty box.
BLANKS = (*range(0x01, 0x20), *range(0x7F, 0xA0), 0x115F, 0x1160, 0x1680, 0x2028, 0x2029, 0x3164, 0xFFA0)
# Kerning, halved punctuation in a row (browsers), accents. Forms for vertical text and for kana are left out.
FEATURES = ["ccmp", "chws", "halt", "kern", "mark"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the tracked fonts of analysis/fonts.")
    parser.add_argument("--packed", type=Path, help="folder with the packages, as npm pack writes them")
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder to write to")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        packed: Path = arguments.packed or Path(temporary)
        try:
            files = {package: unpack(package, packed) for package in PACKAGES}
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            print(f"make_fonts: {error}", file=sys.stderr)
            return 1
    characters = wanted([content for found in files.values() for content in fonts_in(found)])
    written: dict[Package, dict[str, bytes]] = {}
    for package, found in files.items():
        written[package] = {
            name: subset_font(content, characters) if name.endswith(".ttf") else content
            for name, content in found.items()
        }
    for made in written.values():
        for name, content in made.items():
            (arguments.output / name).write_bytes(content)
            print(f"{name}: {len(content) / 1e6:.2f} MB")
    (arguments.output / "SOURCES.toml").write_text(sources(written), encoding="utf-8")
    print(f"{len(characters)} characters")
    return 0


def unpack(package: Package, folder: Path) -> dict[str, bytes]:
    """Return the wanted files of a package by their new names; npm brings it into ``folder`` where it lacks.

    Raises ValueError if its bytes are not those that the project was made with.
    """
    archive = folder / f"{package.name.removeprefix('@').replace('/', '-')}-{package.version}.tgz"
    if not archive.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise ValueError(
                "npm is missing. Install it (Debian: apt-get install npm) and run make fonts again."
            )
        command = [
            npm,
            "pack",
            "--silent",
            "--pack-destination",
            str(folder),
            f"{package.name}@{package.version}",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    content = archive.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != package.sha256:
        raise ValueError(f"{package.name}@{package.version} has sha256 {found}, not {package.sha256}")
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        members: dict[str, bytes] = {}
        for member, name in package.members:
            stream = tar.extractfile(f"package/{member}")
            if stream is None:
                raise ValueError(f"{package.name}@{package.version} has no file {member}")
            members[name] = stream.read()
    return members


def fonts_in(files: dict[str, bytes]) -> Iterator[bytes]:
    return (content for name, content in files.items() if name.endswith(".ttf"))


def wanted(fonts: Iterable[bytes]) -> set[int]:
    """Return the code points to keep, with those that cost nothing, as their glyph is kept anyway."""
    maps: list[dict[int, str]] = [TTFont(io.BytesIO(font), lazy=True).getBestCmap() for font in fonts]
    present = set.intersection(*(set(mapping) for mapping in maps))
    codes = {code for block in (*BLOCKS, *LATE_HANZI) for code in block} | set(map(ord, hanzi()))
    codes &= present
    glyphs = [{mapping[code] for code in codes} for mapping in maps]
    free = {code for code in present if all(m[code] in g for m, g in zip(maps, glyphs, strict=True))}
    return codes | free


def hanzi() -> set[str]:
    """Return the hanzi to keep.

    GB 2312 and its traditional forms (general, Taiwan, Hong Kong); Big5 level 1 and its simplified forms; the
    characters of jieba's dictionary, which stands for use; simplified forms of the traditional part of GBK.
    """
    gb2312 = decoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    gbk = decoded("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    big5 = decoded("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    used = {character for character in set(dictionary) if is_hanzi(character)}
    traditional = converted(gb2312, "s2t") | converted(gb2312, "s2tw") | converted(gb2312, "s2hk")
    simplified = {character for character in gbk if converted({character}, "s2t") != {character}}
    return (
        gb2312 | traditional | big5 | converted(gbk, "t2s") - gbk | converted(big5, "t2s") | used | simplified
    )


def decoded(encoding: str, rows: range, cells: range) -> set[str]:
    """Return the hanzi of a part of a two-byte character set."""
    pairs = (bytes((row, cell)).decode(encoding, errors="ignore") for row in rows for cell in cells)
    return {character for pair in pairs for character in pair if is_hanzi(character)}


CONVERTERS = {name: opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk", "t2s")}


def converted(characters: Set[str], name: str) -> set[str]:
    """Return what OpenCC makes of each character by itself."""
    return {made for character in characters for made in CONVERTERS[name].convert(character)}


def is_hanzi(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def subset_font(content: bytes, characters: Set[int]) -> bytes:
    """Return the font with ``characters`` alone, without hinting, glyph names and vertical metrics."""
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        recalc_timestamp=False,
    )
    options.drop_tables += ["DSIG", "STAT", "vhea", "vmtx"]
    font = subset.load_font(io.BytesIO(content), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    # Selectors of glyph variants: none is used, and readers of the font need no table of them.
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format != 14]
    for table in font["cmap"].tables:
        table.cmap |= {code: table.cmap[ord(" ")] for code in BLANKS if code not in table.cmap}
    stream = io.BytesIO()
    subset.save_font(font, stream, options)
    return stream.getvalue()


def sources(written: dict[Package, dict[str, bytes]]) -> str:
    """Return the record of where the files come from, as TOML."""
    tools = ", ".join(f"{name} {version(name)}" for name in ("fonttools", "opencc", "jieba"))
    lines = ["# Written by scripts/make_fonts.py.", 'command = "make fonts"', f'tools = "{tools}"']
    for package, made in written.items():
        lines += [
            "",
            "[[package]]",
            f'name = "{package.name}"',
            'registry = "npm"',
            f'version = "{package.version}"',
            f'sha256 = "{package.sha256}"',
            'licence = "OFL-1.1"',
            "[package.files]",
            *(f'"{name}" = "{hashlib.sha256(content).hexdigest()}"' for name, content in made.items()),
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
