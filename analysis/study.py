"""A study: a folder with ``seeds/``, and the tables made from it; or a corpus, any files with their tables.

Notebooks and commands start here. A study may also have ``params.toml`` and ``CITATION.cff``; ``report/`` and
``figures/`` are written by a build. Templates, fonts, codebook and chapters travel with the package.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd

from . import (
    STUDY_VARIABLE,
    WORK,
    audit,
    cache,
    coders,
    compare,
    confidence,
    context,
    corrections,
    dependencies,
    discourse,
    discourse_statistics,
    documents,
    evaluate,
    export,
    fonts,
    frameworks,
    harmonise,
    ledger,
    lexicon,
    observations,
    panel,
    ratios,
    readers,
    reliability,
    schema,
    sources,
    targets,
    term_data,
    term_hits,
    tokens,
)
from .audit_schema import AUDIT
from .comparison_schema import COMPARISON_TABLES, PANEL
from .discourse import Discourse
from .discourse_schema import CLAUSE_CODES, CLAUSES, CODE_SHARES, EVENNESS, INSTRUMENT_THEMES
from .errors import ParameterError, StudyError
from .fonts import boxes
from .ledger_schema import LEDGER
from .lexicon import Lexicon
from .params import park_names


class Corpus:
    """Files, or folders of files, and what is read from them, each table made when it is first asked for.

    Every command that needs observations takes them from here, so that all see the same rows.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)

    @cached_property
    def files(self) -> sources.Sources:
        """The files that could be read, and an error for each that could not."""
        return sources.read(self.paths)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The decoded text of each file."""
        return {source.file: source.text for source in self.files.files}

    @cached_property
    def _described(self) -> documents.Described:
        self.texts  # noqa: B018  so that a title's rare character is drawn
        return documents.read(self.files.files, documents.catalogue.read(list(self.paths)))

    @property
    def documents(self) -> pd.DataFrame:
        """The documents of the files (contract ``DOCUMENTS``), with what a ``catalog.csv`` among them states."""
        return self._described.documents

    @property
    def facts(self) -> pd.DataFrame:
        """Where each fact of the documents comes from (contract ``FACTS``)."""
        return self._described.facts

    @cached_property
    def passages(self) -> pd.DataFrame:
        """The repeats and the boilerplate of the documents (contract ``PASSAGES``)."""
        return documents.passages(self.documents, self.texts)

    @cached_property
    def machine_observations(self) -> pd.DataFrame:
        """The observations as the machine reads them (contract ``OBSERVATIONS``); only these are ever evaluated.

        Neither ``corrections.csv`` nor ``catalog.csv`` has a part in them.
        """
        if not (self.facts.basis == "catalogue").any():
            return self._read_observations
        return self._read(documents.build(self.files.files))

    @property
    def observations(self) -> pd.DataFrame:
        """The observations (contract ``OBSERVATIONS``), corrected where the files hold a ``corrections.csv``."""
        return self._corrected[0]

    @property
    def corrections(self) -> pd.DataFrame:
        """What was corrected by hand (contract ``CORRECTIONS``)."""
        return self._corrected[1]

    @cached_property
    def _corrected(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        made = corrections.found(self.paths)
        return corrections.apply(self._read_observations, made, self.documents, self.texts)

    @cached_property
    def _read_observations(self) -> pd.DataFrame:
        """What the machine reads in the documents as they are catalogued."""
        return self._read(self.documents)

    def _read(self, docs: pd.DataFrame) -> pd.DataFrame:
        return confidence.assign(observations.build(docs, self.texts), docs)

    @cached_property
    def audit(self) -> pd.DataFrame:
        """The figures that the texts relate, recomputed (contract ``AUDIT``)."""
        return audit.build(self.observations)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The project's lexicon with the terms of every ``terms.csv`` among the files."""
        return lexicon.of(self.paths)

    @property
    def term_hits(self) -> pd.DataFrame | None:
        """The hits of themes that readers judged (contract ``HITS``), None where nobody did."""
        return term_hits.judged(self.paths)

    def write_terms(self, folder: Path, terms: Lexicon | None = None) -> list[Path]:
        """Write the tables of words of all documents to ``folder``; ``terms`` in place of the lexicon."""
        terms = terms or self.lexicon
        cut = tokens.build(self.documents, self.texts, terms)
        return term_data.write(folder, cut, self.documents, self.texts, terms)

    @cached_property
    def schemes(self) -> tuple[discourse.Scheme, ...]:
        """The project's coding schemes, and those that stand in a folder ``schemes`` among the files."""
        return discourse.read_all([path for one in self.paths for path in (one / "schemes").glob("*.toml")])

    @property
    def own_schemes(self) -> tuple[discourse.Scheme, ...]:
        """The project's coding schemes."""
        return discourse.own()

    @property
    def added_schemes(self) -> tuple[discourse.Scheme, ...]:
        """The coding schemes that the study has added."""
        return self.schemes[len(discourse.own()) :]

    @cached_property
    def discourse(self) -> Discourse:
        """The clauses of the documents and their codes in every scheme (contracts ``CLAUSES``, ``CLAUSE_CODES``)."""
        return discourse.build(self.documents, self.texts, self.schemes)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """Every numeral of the documents with its class (contract ``LEDGER``)."""
        return ledger.build(self.documents, self.texts, self.observations)


class Study(Corpus):
    """A study's folder and its tables, each made when it is first asked for."""

    def __init__(self, root: Path) -> None:
        super().__init__([root / "seeds"])
        self.root = root

    @property
    def seeds(self) -> Path:
        """The folder of the study's documents."""
        return self.root / "seeds"

    @property
    def work(self) -> Path:
        """The folder for the build's record, logs and half-finished work."""
        return self.root / WORK

    @cached_property
    def files(self) -> sources.Sources:
        """The files that could be read, and an error for each that could not."""
        read = sources.read([self.seeds])
        if not read.files:
            raise StudyError(
                "no document in it",
                where=str(self.seeds),
                remedy="Put documents there: .txt, .docx, .pdf, .html, .xlsx, .csv or .zip of them.",
                gathered=read.errors,
            )
        return read

    @cached_property
    def texts(self) -> dict[str, str]:
        """The decoded text of each file; what no font of the project has will be drawn as a box from here on."""
        texts = {source.file: source.text for source in self.files.files}
        boxed = {char for text in [*texts.values(), *self._words_beside()] for _, char in fonts.missing(text)}
        fonts.activate(boxes.faces_with_boxes(boxed, self.work / "fonts") if boxed else fonts.FACES)
        return texts

    def _words_beside(self) -> Iterator[str]:
        """Yield what pages show of a study besides its texts: names of files, errors, its own tables."""
        yield from (source.file for source in self.files.files)
        yield from map(str, self.files.errors)
        for path in self.seeds.rglob("*"):
            if path.suffix in (".csv", ".toml") and path.is_file():
                yield path.read_text(encoding="utf-8", errors="ignore")

    @cached_property
    def kept(self) -> cache.Cache:
        """What earlier runs have read of the study's documents; only what is new is read again."""
        return cache.Cache(self.work)

    @cached_property
    def _described(self) -> documents.Described:
        self.texts  # noqa: B018  so that a title's rare character is drawn
        return self.kept.described(self.files.files, documents.catalogue.read(list(self.paths)))

    def _read(self, docs: pd.DataFrame) -> pd.DataFrame:
        def read(some: pd.DataFrame) -> list[pd.DataFrame]:
            return [Corpus._read(self, some)]

        code = ("observations", "confidence")
        return self.kept.tables("observations", [schema.OBSERVATIONS], docs, read, code=code)[0]

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """Every numeral of the documents with its class (contract ``LEDGER``)."""
        stated = self.observations
        quotes = {
            doc: sorted(zip(rows.start.tolist(), rows.end.tolist(), strict=True))
            for doc, rows in stated.groupby("doc")
        }

        def read(some: pd.DataFrame) -> list[pd.DataFrame]:
            return [ledger.build(some, self.texts, stated[stated.doc.isin(some.doc)])]

        docs = self.documents
        return self.kept.tables("ledger", [LEDGER], docs, read, code=["ledger"], depends=quotes.get)[0]

    @cached_property
    def discourse(self) -> Discourse:
        """The clauses of the documents and their codes in every scheme (contracts ``CLAUSES``, ``CLAUSE_CODES``).

        A clause is cut with the names of all places that the documents are about: a new name has all cut anew.
        """
        names = sorted(set(self.documents.entity.dropna()))
        schemes = dependencies.study(self.root, "seeds/schemes")

        def read(some: pd.DataFrame) -> Sequence[pd.DataFrame]:
            return discourse.build(some, self.texts, self.schemes, names)

        found = self.kept.tables(
            "discourse",
            [CLAUSES, CLAUSE_CODES],
            self.documents,
            read,
            code=["discourse"],
            depends=lambda _: [names, schemes],
        )
        return Discourse(*found)

    @cached_property
    def agreement(self) -> evaluate.Scores | None:
        """How the machine's reading agrees with the study's own reference coding; None where there is none."""
        return evaluate.score(self._pairing) if self._pairing else None

    @cached_property
    def _pairing(self) -> evaluate.Pairing | None:
        path = self.seeds / "gold_observations.csv"
        if not path.is_file():
            return None
        return evaluate.pair(evaluate.read_reference(path), self.machine_observations)

    @cached_property
    def check(self) -> readers.Check | None:
        """What readers found of the machine's reading of this study; None where nobody has checked it."""
        for name in ("checked.xlsx", "checked.csv"):
            if (self.seeds / name).is_file():
                return readers.check(readers.read(self.seeds / name))
        return None

    @cached_property
    def confusions(self) -> pd.DataFrame | None:
        """What the machine read otherwise than the study's own reference coding; None where there is none."""
        if self._pairing is None:
            return None
        return evaluate.confusions(self._pairing, self.documents, self.texts)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """The tokens of the zones' documents (contract ``TOKENS``)."""
        return tokens.build(self.zones(), self.texts, self.lexicon)

    def accept_term(self, term: str, theme: str, reason: str) -> None:
        """Add a term to the study's own lexicon, ``seeds/terms.csv``; it counts from the next build on.

        Raises LexiconError if it has a theme already, and writes nothing then.
        """
        lexicon.append(self.seeds / lexicon.FILE, lexicon.Entry(term, theme, reason, lexicon.FILE))

    @cached_property
    def clause_agreement(self) -> dict[str, list[reliability.Pair]] | None:
        """The machine's coding of clauses beside the study's reference coding, by scheme; None where there is none."""
        path = self.seeds / "gold_clauses.csv"
        if not path.is_file():
            return None
        return reliability.pair(reliability.read_reference(path), self.discourse.codes)

    @cached_property
    def coders(self) -> dict[str, pd.DataFrame] | None:
        """What each of two people has chosen in ``seeds/gold_clauses.xlsx``; None where nobody has coded clauses."""
        path = self.seeds / "gold_clauses.xlsx"
        return coders.read(path, self.schemes) if path.is_file() else None

    @cached_property
    def missing_glyphs(self) -> pd.DataFrame:
        """Characters that the project's fonts lack: doc, start, char, code_point (U+20BB7), one row a place."""
        rows = [
            (doc.doc, at, char, f"U+{ord(char):04X}")
            for doc in schema.rows(self.documents)
            for offset, char in fonts.missing(self.texts[doc.file][int(doc.start) : int(doc.end)])
            for at in [int(doc.start) + offset]
        ]
        return pd.DataFrame(rows, columns=["doc", "start", "char", "code_point"])

    def zones(self, parks: str = "") -> pd.DataFrame:
        """Return the documents about zones; with ``parks`` (names joined by commas) only about these.

        Raises ParameterError for a name that no document is about, with the names there are.
        """
        zones = self.documents[(self.documents.place_kind == "zone").fillna(False)]
        wanted = park_names(parks)
        known = sorted(set(zones.entity.dropna()))
        unknown = [name for name in wanted if name not in known]
        if unknown:
            raise ParameterError(
                f"no document is about {'、'.join(unknown)}",
                where="parameter parks",
                remedy=f"Parks: {', '.join(known)}",
            )
        return zones[zones.entity.isin(wanted)] if wanted else zones

    def observations_of(self, docs: pd.DataFrame) -> pd.DataFrame:
        """Return the observations read from ``docs``."""
        return self.observations[self.observations.doc.isin(docs.doc)]

    def audit_of(self, docs: pd.DataFrame) -> pd.DataFrame:
        """Return the audit of ``docs`` alone: what only another document tells is not in it."""
        return audit.build(self.observations_of(docs))

    def corrections_of(self, docs: pd.DataFrame) -> pd.DataFrame:
        """Return the corrections made in ``docs``."""
        return self.corrections[self.corrections.doc.isin(docs.doc)]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """What the documents state of parks, in units that compare (contract ``INDICATORS``)."""
        return harmonise.build(self.observations, self.documents)

    @cached_property
    def context(self) -> pd.DataFrame:
        """The growth of nation, provinces and cities that ``seeds/context.csv`` gives (contract ``CONTEXT``)."""
        return context.read(self.paths)

    def indicators_of(self, docs: pd.DataFrame) -> pd.DataFrame:
        """Return the indicators of the parks that ``docs`` are about, from whatever document."""
        ids = {harmonise.park_id(name, doc) for name, doc in zip(docs.entity, docs.doc, strict=True)}
        return self.indicators[self.indicators.park.isin(ids)]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables that a report publishes as data, by name, for all parks."""
        zones = self.zones()
        return {
            schema.DOCUMENTS.name: self.documents,
            schema.PASSAGES.name: self.passages,
            schema.FACTS.name: self.facts,
            schema.OBSERVATIONS.name: self.observations,
            schema.CORRECTIONS.name: self.corrections,
            LEDGER.name: self.ledger,
            **self._comparison_tables(),
            AUDIT.name: self.audit_of(zones),
            **term_data.tables(self.tokens, zones, self.texts, self.lexicon),
            **self._discourse_tables(zones),
        }

    def discourse_of(self, docs: pd.DataFrame) -> Discourse:
        """Return the clauses of ``docs`` and their codes."""
        return Discourse(*(table[table.doc.isin(docs.doc)] for table in self.discourse))

    def code_shares(self, docs: pd.DataFrame) -> pd.DataFrame:
        """Return how often each code stands in ``docs`` (contract ``CODE_SHARES``)."""
        coded = self.discourse_of(docs)
        return discourse_statistics.shares(coded.clauses, coded.codes, docs, self.schemes)

    def _discourse_tables(self, docs: pd.DataFrame) -> dict[str, pd.DataFrame]:
        coded, shares = self.discourse_of(docs), self.code_shares(docs)
        instruments = next(scheme for scheme in self.schemes if scheme.id == "instrument")
        return {
            CLAUSES.name: coded.clauses.reset_index(drop=True),
            CLAUSE_CODES.name: coded.codes.reset_index(drop=True),
            CODE_SHARES.name: shares,
            EVENNESS.name: discourse_statistics.evenness(shares, instruments),
            INSTRUMENT_THEMES.name: discourse_statistics.by_theme(coded.codes, self.tokens, instruments),
        }

    def _comparison_tables(self) -> dict[str, pd.DataFrame]:
        zones, figures = self.zones(), panel.long(self.indicators)
        read = self.observations_of(zones)
        made = (
            compare.growth(read, zones),
            compare.targets(read, zones),
            frameworks.disclosure(read, zones),
            self.indicators,
            compare.comparability(self.indicators),
            ratios.build(self.indicators),
            targets.ambitions(self.indicators, self.observations),
            targets.deviations(self.indicators, self.observations),
            figures,
            panel.coverage(figures, self.documents),
            context.beside(self.indicators, self.context),
        )
        return {contract.name: table for contract, table in zip(COMPARISON_TABLES, made, strict=True)}

    def write_tables(self, folder: Path) -> list[Path]:
        """Write the tables, and the panel in its wide form, to ``folder`` as CSV and Parquet; return the files."""
        written = []
        tables = self.tables()
        tables["panel_wide"] = panel.wide(tables[PANEL.name])
        for name, table in tables.items():
            for suffix in (".csv", ".parquet"):
                path = folder / f"{name}{suffix}"
                export.write(table, path)
                written.append(path)
        return written


def open_study(path: str | Path | None = None) -> Study:
    """Return the study at ``path``, or the one that the caller works in.

    Without a path: the study that the build names, else the nearest folder with ``seeds/`` above the working
    directory, else the one that this package stands in. Raises StudyError if there is none.
    """
    if path is not None:
        return _study(Path(path))
    if named := os.environ.get(STUDY_VARIABLE):
        return _study(Path(named))
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if (folder / "seeds").is_dir():
            return _study(folder)
    raise StudyError("no study here", where=str(here), remedy="Go to a folder with seeds/, or name one.")


def _study(folder: Path) -> Study:
    if not (folder / "seeds").is_dir():
        raise StudyError.no_seeds(folder)
    return Study(folder.resolve())
