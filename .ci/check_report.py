"""Check the report that `make report` has just made from this repository's own seeds."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pypdf

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "report"
CHAPTERS = ("01_corpus", "02_indicators", "03_comparison", "04_terms", "05_discourse")


def main() -> int:
    """Return 0 if everything holds, else print what does not."""
    faults = [*pages(), *pdf(), *data(), *figures(), *tree()]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"report checked: {len(faults)} faults")
    return 1 if faults else 0


def documents() -> list[dict[str, str]]:
    return list(
        csv.DictReader((REPORT / "data" / "documents.csv").read_text(encoding="utf-8-sig").splitlines())
    )


def pages():
    if not (REPORT / "index.html").is_file():
        yield "report/index.html is missing"
    for lang in ("zh", "en"):
        for name in ("index", *CHAPTERS, "method", "numbers", "search"):
            if not (REPORT / lang / f"{name}.html").is_file():
                yield f"report/{lang}/{name}.html is missing"
        for row in documents():
            if not (REPORT / lang / "sources" / f"{row['doc']}.html").is_file():
                yield f"no source page of {row['doc']} in {lang}"
    for page in REPORT.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#]+)', page.read_text(encoding="utf-8")):
            if target == "data:,":  # the icon that is none
                continue
            if page.name == "references.html" and target.startswith("http"):  # the address of a work
                continue
            if re.match(r"[a-z]+:|//", target) or not (page.parent / target).exists():
                yield f"{page.relative_to(REPORT)} leads to {target}"


def pdf():
    reader = pypdf.PdfReader(REPORT / "zh" / "gaoxin-report.pdf")
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    for number in "12345":
        if not any(title.startswith(number) for title in titles):
            yield f"the PDF has no chapter {number}"
    # Print sets Han and Latin apart; a reader of PDFs may write a blank there, or none.
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for row in documents():
        if row["place_kind"] == "zone" and "".join(row["entity"].split()) not in text:
            yield f"the PDF does not name {row['entity']}"
    if "\ufffd" in text:
        yield "the PDF's text has replacement characters"
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            name = str(font.get_object()["/BaseFont"])
            if "Noto" not in name:
                yield f"the PDF uses {name}"


def data():
    for name in ("documents", "observations", "growth", "targets", "term_frequencies", "clauses"):
        for suffix in (".csv", ".parquet"):
            path = REPORT / "data" / f"{name}{suffix}"
            if not path.is_file() or not path.stat().st_size:
                yield f"{path} is missing or empty"


def figures():
    for path in (REPORT / "figures").glob("*.svg"):
        for copy in (ROOT / "figures" / path.name, ROOT / "figures" / f"{path.stem}.png"):
            if not copy.is_file():
                yield f"{copy} is missing"


def tree():
    dirty = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    if dirty.stdout:
        yield f"the build left traces in git:\n{dirty.stdout}"


if __name__ == "__main__":
    sys.exit(main())
