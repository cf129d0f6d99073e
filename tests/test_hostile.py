"""Documents that want to harm: each is text in the report or stands in the list of what was left out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from analysis import ledger, observations, sources
from analysis.documents import read

from . import hostile

# What one file may take, most of it to unpack; all of them together take a few seconds.
SECONDS = 20


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    hostile.write(made)
    return made


def test_there_are_sixty_attacks():
    assert len(hostile.FILES) >= 60


@pytest.mark.parametrize("name", hostile.FILES)
def test_each_file_is_read_as_text_or_left_out_with_a_reason(folder: Path, name: str):
    attack = hostile.FILES[name]
    began = time.monotonic()
    found = sources.read([folder / name])
    corpus = read(found.files)
    texts = {source.file: source.text for source in found.files}
    rows = observations.build(corpus.documents, texts)
    numerals = ledger.build(corpus.documents, texts, rows)
    assert time.monotonic() - began < SECONDS
    if attack.left_out:
        assert not found.files
        assert any(attack.left_out in str(error) for error in found.errors), [str(e) for e in found.errors]
        return
    text = "".join(texts.values())
    assert attack.shown in text
    file = dict(zip(corpus.documents.doc, corpus.documents.file, strict=True))
    for row in rows.itertuples():
        assert texts[file[row.doc]][row.start : row.end] == row.quote
    assert len(numerals) >= len(rows)
