"""Published tables → the files of ``report/data``: CSV, Parquet, Stata, one workbook, references, the codebook, and
``datapackage.json`` (Frictionless Data Package), which describes them.

CSV is UTF-8 without a byte order mark and has CRLF between its lines (RFC 4180); a cell is as the table has it, so that
one that begins with = + - or @ is text, which a program that reads formulas out of CSV must be told. In the workbook
such a cell is text.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from . import bibliography, codebook, dictionary, export, stata, workbook
from .audit_schema import AUDIT
from .comparison_schema import AMBITIONS, DEVIATIONS, DISCLOSURE, GROWTH, INDICATORS, PANEL, RATIOS, TARGETS
from .discourse_schema import CLAUSE_CODES, CLAUSES, CODE_SHARES
from .ledger_schema import LEDGER
from .schema import DOCUMENTS, OBSERVATIONS, Table
from .term_schema import CONCORDANCE, DISPERSION, FREQUENCIES, THEMES

WORKBOOK, ARCHIVE, DESCRIPTOR = "gaoxin-data.xlsx", "gaoxin-data.zip", "datapackage.json"
REFERENCES = {
    "corpus.ris": bibliography.ris,
    "corpus.bib": bibliography.bibtex,
    "corpus.json": bibliography.csl_json,
}
# Tables of the machine's working, too long to be read on a sheet.
_NO_SHEET = {table.name for table in (LEDGER, FREQUENCIES, DISPERSION, CONCORDANCE, CLAUSES, CLAUSE_CODES)}
IN_STATA = (
    DOCUMENTS,
    OBSERVATIONS,
    INDICATORS,
    GROWTH,
    TARGETS,
    RATIOS,
    AMBITIONS,
    DEVIATIONS,
    PANEL,
    DISCLOSURE,
    AUDIT,
    THEMES,
    CODE_SHARES,
)
# Coding tables that the columns of the package refer to.
_CODING = {
    "codebook_indicators": "indicators.csv",
    "codebook_themes": "term_themes.csv",
    "codebook_definitions": "definitions.csv",
    "codebook_ratios": "ratios.csv",
}
_MEDIA = {
    ".parquet": "application/vnd.apache.parquet",
    ".dta": "application/x-stata-dta",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
    ".json": "application/json",
}
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class About:
    """What the package says of itself; ``inputs`` are the files that it was made from, with their sha256."""

    title: str
    description: str
    version: str
    date: str
    timestamp: datetime
    contributors: Sequence[str]
    license: str
    keywords: Sequence[str]
    inputs: Mapping[str, str]
    lang: str = "zh"


def files(
    tables: Mapping[str, pd.DataFrame], about: About, beside: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the package's files by name, the descriptor and the archive of all last.

    ``tables`` are published ones; ``beside`` are further files of the package, described as they are.
    """
    described = {**tables, **codebook_tables()}
    made: dict[str, bytes] = {}
    for name, table in described.items():
        made[f"{name}.csv"] = csv(table)
        made[f"{name}.parquet"] = export.content(table, ".parquet")
    for contract in IN_STATA:
        if contract.name in tables:
            table = tables[contract.name]
            made[f"{contract.name}.dta"] = stata.content(table, contract, about.lang, about.timestamp)
    sheets = {name: table for name, table in described.items() if name not in _NO_SHEET}
    first = (dictionary.COLUMNS.name, dictionary.CODES.name)
    made[WORKBOOK] = workbook.content(
        {name: sheets[name] for name in (*first, *(n for n in sheets if n not in first))}
    )
    for name, write in REFERENCES.items():
        made[name] = write(tables[DOCUMENTS.name]).encode("utf-8")
    made |= beside or {}
    made[DESCRIPTOR] = _json(descriptor(described, made, about))
    made[ARCHIVE] = archive(made)
    return made


def codebook_tables() -> dict[str, pd.DataFrame]:
    """Return the codebook as tables: the columns of every table, their codes, and the coding tables referred to."""
    coding = {
        name: pd.DataFrame(codebook.read_csv(file)).astype("str").replace("", pd.NA)
        for name, file in _CODING.items()
    }
    return {
        dictionary.COLUMNS.name: dictionary.columns(),
        dictionary.CODES.name: dictionary.codes(),
        **coding,
    }


def csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV by RFC 4180: UTF-8, CRLF, plain decimals, true and false, empty where missing."""
    plain = table.copy()
    for name in plain.columns:
        if pd.api.types.is_float_dtype(plain[name].dtype):
            plain[name] = plain[name].map(export.decimal, na_action="ignore").astype("str")
        elif pd.api.types.is_bool_dtype(plain[name].dtype):
            plain[name] = plain[name].map({True: "true", False: "false"}).astype("str")
    return plain.to_csv(index=False, lineterminator="\r\n", na_rep="").encode("utf-8")


def descriptor(tables: Mapping[str, pd.DataFrame], made: Mapping[str, bytes], about: About) -> dict[str, Any]:
    """Return the package's descriptor; ``made`` are the files that it describes, by name."""
    package = {
        "profile": "data-package",
        "name": "gaoxin-report-data",
        "id": f"gaoxin-report-data-{about.version}" if about.version else None,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": about.timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if about.date else None,
        "keywords": list(about.keywords),
        "contributors": [{"title": name, "role": "author"} for name in about.contributors],
        "licenses": [{"name": about.license}] if about.license else None,
        "sources": [{"title": name, "sha256": digest} for name, digest in about.inputs.items()],
        "resources": [_resource(name, content, tables) for name, content in made.items()],
    }
    return {key: value for key, value in package.items() if value}


def _resource(name: str, content: bytes, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    stem, _, ending = name.rpartition(".")
    common = {
        "path": name,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if ending != "csv":
        media = _MEDIA.get(f".{ending}", "application/octet-stream")
        return {
            "name": name.lower().replace(".", "-").replace("_", "-"),
            "type": "file",
            "mediatype": media,
            **common,
        }
    return {
        "name": stem.lower().replace("_", "-"),
        "type": "table",
        "profile": "tabular-data-resource",
        "title": f"{stem} ({len(tables[stem])} rows)",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        **common,
        "schema": schema_of(stem, tables[stem]),
    }


def schema_of(name: str, table: pd.DataFrame) -> dict[str, Any]:
    """Return the Table Schema of a table: that of its contract, or of its columns as they are if it has none."""
    contract = contracts().get(name)
    if contract is None:
        fields = [
            {"name": column, "type": dictionary.TYPES[str(table[column].dtype)]} for column in table.columns
        ]
        return {"fields": fields, "missingValues": [""]}
    fields = []
    for column in contract.columns:
        constraints: dict[str, Any] = {} if column.optional else {"required": True}
        if column.values:
            constraints["enum"] = list(column.values)
        field: dict[str, Any] = {
            "name": column.name,
            "type": dictionary.TYPES[column.dtype],
            "title": dictionary.name(column.name, "en"),
            "title_zh": dictionary.name(column.name, "zh"),
            "description": column.meaning,
            "unit": column.unit,
            "constraints": constraints,
        }
        fields.append({key: value for key, value in field.items() if value})
    return {"fields": fields, "primaryKey": list(contract.key), "missingValues": [""]}


def contracts() -> dict[str, Table]:
    """Return the contract of each table of the package that has one."""
    own = (dictionary.COLUMNS, dictionary.CODES)
    return dictionary.CONTRACTS | {contract.name: contract for contract in own}


def archive(made: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip archive, which is the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(made):
            info = zipfile.ZipInfo(f"gaoxin-data/{name}", _ZIP_DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(info, made[name])
    return buffer.getvalue()


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()
