"""Tables as files: CSV, Parquet, XLSX or JSON lines, by the file's name; the same table gives the same bytes."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pandas as pd

from . import workbook
from .errors import AnalysisError
from .files import replace

__all__ = ["FORMATS", "check_name", "content", "decimal", "replace", "write"]

FORMATS = (".csv", ".parquet", ".xlsx", ".jsonl")


def check_name(path: Path) -> None:
    """Raise an error that names the choices if ``path`` does not end in one of ``FORMATS``."""
    if path.suffix.lower() not in FORMATS:
        raise AnalysisError(
            f"cannot write {path.suffix or 'a file without an ending'}",
            where=str(path),
            remedy=f"End the name in one of {', '.join(FORMATS)}.",
        )


def write(table: pd.DataFrame, path: Path) -> None:
    """Write ``table`` to ``path``, whole or not at all.

    CSV is UTF-8 with a byte order mark (Excel needs it), LF, plain decimals, empty where a value is missing.
    Raises AnalysisError for an unknown ending, StudyError where the folder cannot be written to.
    """
    check_name(path)
    replace(path, content(table, path.suffix.lower()))


def content(table: pd.DataFrame, suffix: str) -> bytes:
    """Return the bytes of ``table`` in one of ``FORMATS``."""
    return _WRITERS[suffix](table)


def decimal(value: float) -> str:
    """Return a float as a plain decimal without exponent or trailing zeros: 2.15e10 → 21500000000."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv(table: pd.DataFrame) -> bytes:
    plain = table.copy()
    for name in plain.columns[[pd.api.types.is_float_dtype(dtype) for dtype in plain.dtypes]]:
        plain[name] = pd.Series(
            [None if pd.isna(v) else decimal(float(v)) for v in table[name]], dtype="str", index=table.index
        )
    return plain.to_csv(index=False, lineterminator="\n", na_rep="").encode("utf-8-sig")


def _parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


def _jsonl(table: pd.DataFrame) -> bytes:
    lines = []
    for row in table.to_dict("records"):
        plain = {str(k): None if pd.isna(v) else v for k, v in row.items()}
        lines.append(
            json.dumps(
                {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in plain.items()},
                ensure_ascii=False,
                default=_scalar,
            )
        )
    return "".join(line + "\n" for line in lines).encode("utf-8")


def _scalar(value: object) -> object:
    """Return a numpy scalar as Python's own."""
    return value.item()  # type: ignore[attr-defined]


def _xlsx(table: pd.DataFrame) -> bytes:
    return workbook.content({"Sheet1": table})


_WRITERS = {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx, ".jsonl": _jsonl}
