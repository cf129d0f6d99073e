"""What was read of single documents, kept in a study's work folder, so that one added document is one document read.

A document's rows in a table follow from its text, its row of ``documents``, and the code, tables and libraries that
read it: their hash is the name under which the rows are kept. What rests on several documents (repeats, duplicates,
corrections) is in that row or is made afterwards. Rows are JSON: whoever gets a work folder from others runs nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from . import dependencies, documents, files
from .documents import Described, Statement
from .documents.lines import BLANKS
from .documents.script import fold
from .documents.splitting import find_parts
from .errors import CatalogueError, StudyError
from .schema import DOCUMENTS, FACTS, Table
from .sources import Source

Columns = dict[str, list[Any]]
_NO_BLANKS = str.maketrans("", "", BLANKS)


class Cache:
    """Rows by kind and key below a study's ``work`` folder."""

    def __init__(self, work: Path) -> None:
        self.folder = work / "cache"
        self.code = dependencies.Code(work / dependencies.MEMO)
        self.used: set[Path] = set()
        self.read: dict[str, list[str]] = {}  # the documents that were not kept yet, by kind

    def described(self, sources: Sequence[Source], statements: Sequence[Statement]) -> Described:
        """Return what ``documents.read`` does, reading only files not kept yet.

        Of the others a file's documents depend on those only that stand before it and have a sentence with it in
        common (``repeats``): it is read together with them. Raises what ``documents.read`` raises.
        """
        base = self._base("documents", ["documents"])
        first: dict[str, list[Source]] = {}  # the files that have a sentence, by sentence
        parts: list[list[Columns]] = []
        self.read["documents"] = []
        for source in sources:
            sentences = self._sentences(base, source)
            shared = {id(one): one for sentence in sentences for one in first.get(sentence, ())}
            before = [one for one in sources if id(one) in shared]
            own = [one for one in statements if _is_of(one, source)]
            known = [source.doc, source.file, source.sha256, source.parts]
            place = self._place("documents", [base, known, own, [[one.file, one.sha256] for one in before]])
            kept = _load(place)
            if kept is None:
                try:
                    read = documents.read([*before, source], own)
                except CatalogueError:
                    return documents.read(sources, statements)  # all that is wrong with it, at once
                kept = [_columns(table[_docs_of(read, source, table)]) for table in read]
                _keep(place, kept)
                self.read["documents"] += kept[0]["doc"]
            self.used.add(place)
            parts.append(kept)
            for sentence in sentences:
                first.setdefault(sentence, []).append(source)
        found = {doc for kept in parts for doc in kept[0]["doc"]}
        if any(one.doc not in found for one in statements):
            return documents.read(sources, statements)
        contracts = (DOCUMENTS, FACTS)
        return Described(
            *(table.conform(_joined(table, [kept[n] for kept in parts])) for n, table in enumerate(contracts))
        )

    def _sentences(self, base: str, source: Source) -> list[str]:
        """Return the hash of each sentence of a file, without its blanks."""
        place = self._place("sentences", [base, source.sha256, source.file, source.parts])
        self.used.add(place)
        kept = _load(place)
        if kept is None:
            text = source.text
            parts = source.parts or find_parts(fold(text))
            spans = [span for part in parts for span in documents.sentences(text, *part)]
            words = {text[slice(*span)].translate(_NO_BLANKS) for span in spans}
            hashes = sorted(
                hashlib.sha256(one.encode("utf-8", "replace")).hexdigest()[:16] for one in words if one
            )
            kept = [{"sentence": hashes}]
            _keep(place, kept)
        return list(kept[0]["sentence"])

    def tables(
        self,
        kind: str,
        contracts: Sequence[Table],
        docs: pd.DataFrame,
        build: Callable[[pd.DataFrame], Sequence[pd.DataFrame]],
        *,
        code: Sequence[str],
        depends: Callable[[str], object] = lambda doc: None,
    ) -> list[pd.DataFrame]:
        """Return what ``build`` makes of ``docs`` (one table a contract), reading only documents not kept yet.

        ``code`` names the modules that build it; ``depends`` what a document's rows rest on besides its row in
        ``docs``, a JSON value.
        """
        base = self._base(kind, code)
        rows = json.loads(docs.to_json(orient="records", double_precision=15))
        places = {row["doc"]: self._place(kind, [base, row, depends(row["doc"])]) for row in rows}
        kept = {doc: found for doc, place in places.items() if (found := _load(place)) is not None}
        unread = docs[~docs.doc.isin(list(kept))]
        fresh = list(build(unread)) if len(unread) else []
        for doc in unread.doc:
            kept[doc] = [_columns(table[table.doc == doc]) for table in fresh]
            _keep(places[doc], kept[doc])
        self.used.update(places.values())
        self.read[kind] = list(unread.doc)
        return [
            contract.conform(_joined(contract, [kept[doc][number] for doc in docs.doc]))
            for number, contract in enumerate(contracts)
        ]

    def prune(self) -> None:
        """Remove what was not used since this cache was opened."""
        for path in set(self.folder.rglob("*.json")) - self.used:
            path.unlink(missing_ok=True)

    def _base(self, kind: str, code: Sequence[str]) -> str:
        known = self.code.of(*code) | dependencies.libraries()
        return hashlib.sha256(json.dumps([kind, known], sort_keys=True).encode()).hexdigest()

    def _place(self, kind: str, parts: object) -> Path:
        key = hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return self.folder / kind / f"{key}.json"


def _is_of(statement: Statement, source: Source) -> bool:
    return statement.doc == source.doc or statement.doc.startswith(f"{source.doc}.")


def _docs_of(read: Described, source: Source, table: pd.DataFrame) -> pd.Series:
    docs = read.documents.doc[read.documents.file == source.file]
    return table.doc.isin(docs)


def _columns(table: pd.DataFrame) -> Columns:
    plain = table.astype(object).where(table.notna(), None)
    return {str(name): plain[name].tolist() for name in plain.columns}


def _joined(contract: Table, parts: Sequence[Columns]) -> pd.DataFrame:
    columns = {name: [value for part in parts for value in part[name]] for name in contract.names}
    return pd.DataFrame(columns, columns=contract.names, dtype=object)


def _load(path: Path) -> list[Columns] | None:
    try:
        found: list[Columns] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _keep(path: Path, rows: Sequence[Columns]) -> None:
    with suppress(StudyError):  # a study that may only be read is read anew each time
        files.replace(path, json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass"))
