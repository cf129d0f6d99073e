"""Tables written by hand for tests: only what a test is about needs to be said."""

from __future__ import annotations

import pandas as pd

from analysis import schema


def documents(*rows: dict[str, object]) -> pd.DataFrame:
    """Return documents, by default zones of 100 characters in simplified script."""
    plain = {
        "file": "a.txt",
        "start": 0,
        "end": 100,
        "script": "hans",
        "chars": 100,
        "completeness": "complete",
    }
    plain |= {"sha256": "0" * 64, "place_kind": "zone", "genre": "news"}
    return schema.DOCUMENTS.frame(
        [plain | {"doc": f"{n:03}", "title": f"文本{n}"} | row for n, row in enumerate(rows)]
    )


def facts(*rows: dict[str, object]) -> pd.DataFrame:
    """Return facts of documents, by default stated ones."""
    return schema.FACTS.frame([{"confidence": "stated"} | row for row in rows])


def observations(*rows: dict[str, object]) -> pd.DataFrame:
    """Return observations, by default levels in yuan of 甲高新区 in document 000."""
    plain = {
        "doc": "000",
        "entity": "甲高新区",
        "indicator": "gdp",
        "label": "生产总值",
        "measure": "level",
        "value": 1.0,
    }
    plain |= {
        "unit": "CNY",
        "period": "2020",
        "status": "actual",
        "bound": "=",
        "quote": "1亿元",
        "sentence": "1亿元。",
    }
    made = []
    for n, row in enumerate(rows):
        start = n * 10
        place = {"start": start, "end": start + 3, "sentence_start": start, "sentence_end": start + 4}
        unit = {"unit": "%"} if row.get("measure") in ("growth", "share") else {}
        made.append(plain | place | unit | row)
    return schema.OBSERVATIONS.frame(made)
