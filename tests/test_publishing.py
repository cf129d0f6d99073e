"""A report put in place: whole, with what no build wrote, and the report before it kept."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from analysis import files, publishing
from analysis.errors import StudyError


@pytest.fixture(params=["at once", "by two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each test holds where the system can exchange folders and where it cannot."""
    if request.param == "by two renames":
        monkeypatch.setattr(publishing, "_exchange_at_once", lambda one, other: False)
    return str(request.param)


def put(root: Path, texts: dict[str, str]) -> None:
    """Publish a stage of ``texts`` by name in the study at ``root``."""
    stage = root / ".gaoxin" / "stage"
    for name in [path for path in stage.rglob("*") if path.is_file()]:
        name.unlink()
    for name, text in texts.items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_text(text, encoding="utf-8")
    files.digest.cache_clear()
    publishing.publish([stage], root, root / ".gaoxin")
    files.digest.cache_clear()


def tree(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in found
        if path.name != "manifest.json"
    }


def test_what_was_made_stands_there_and_what_was_not_made_again_is_gone(tmp_path, way):
    put(tmp_path, {"report/zh/a.html": "1", "report/zh/b.html": "1", "figures/f.svg": "1"})
    put(tmp_path, {"report/zh/a.html": "2", "report/en/a.html": "2"})
    assert tree(tmp_path / "report") == {"zh/a.html": "2", "en/a.html": "2"}
    assert tree(tmp_path / "figures") == {}
    assert sorted(publishing.manifest(tmp_path / "report")) == ["en/a.html", "zh/a.html"]
    assert publishing.is_whole(tmp_path)


def test_what_no_build_wrote_stays_also_links_and_empty_folders(tmp_path, way):
    report = tmp_path / "report"
    (report / "published" / "1.0").mkdir(parents=True)
    (report / "published" / "1.0" / "a.pdf").write_text("edition")
    (report / "README.md").write_text("mine")
    (report / "empty").mkdir()
    (report / "latest").symlink_to("published/1.0")
    inode = (report / "README.md").stat().st_ino
    for text in ("1", "2"):
        put(tmp_path, {"report/a.html": text, "figures/f.svg": "1"})
    assert tree(report) == {"README.md": "mine", "a.html": "2", "published/1.0/a.pdf": "edition"}
    assert str((report / "latest").readlink()) == "published/1.0"
    assert (report / "empty").is_dir()
    assert (report / "README.md").stat().st_ino == inode  # the file itself, not a copy


def test_the_report_before_is_kept_and_a_damaged_one_is_not(tmp_path, way):
    put(tmp_path, {"report/a.html": "1"})
    put(tmp_path, {"report/a.html": "2"})
    previous = tmp_path / ".gaoxin" / "previous" / "report"
    assert tree(previous) == {"a.html": "1"}
    (tmp_path / "report" / "a.html").write_text("damaged")
    files.digest.cache_clear()
    assert not publishing.is_whole(tmp_path)
    put(tmp_path, {"report/a.html": "2"})
    assert tree(tmp_path / "report") == {"a.html": "2"}
    assert tree(previous) == {"a.html": "1"}


def test_a_build_that_died_between_two_renames_is_made_good(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "_exchange_at_once", lambda one, other: False)
    put(tmp_path, {"report/a.html": "1"})
    (tmp_path / "report" / "README.md").write_text("mine")
    aside = tmp_path / ".gaoxin" / "aside" / "report"
    aside.parent.mkdir()
    (tmp_path / "report").rename(aside)
    put(tmp_path, {"report/a.html": "2"})
    assert tree(tmp_path / "report") == {"README.md": "mine", "a.html": "2"}
    assert not aside.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a system call of Linux")
def test_linux_exchanges_two_folders_in_one_step(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not publishing._exchange_at_once(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system cannot")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "other" / "one").exists()
    with pytest.raises(FileNotFoundError):
        publishing._exchange_at_once(tmp_path / "one", tmp_path / "none")


def test_a_report_on_another_file_system_is_said_and_stays(tmp_path, monkeypatch):
    put(tmp_path, {"report/a.html": "1"})

    def refuse(one: Path, other: Path) -> bool:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(other))

    monkeypatch.setattr(publishing, "_exchange_at_once", refuse)
    with pytest.raises(StudyError, match="cannot put the report in place") as fault:
        put(tmp_path, {"report/a.html": "2"})
    assert fault.value.where.endswith("figures")
    assert tree(tmp_path / "report") == {"a.html": "1"}


def test_one_build_at_a_time_and_a_lock_is_never_stale(tmp_path):
    with (
        files.lock(tmp_path / "lock"),
        pytest.raises(StudyError, match=f"process {os.getpid()}"),
        files.lock(tmp_path / "lock"),
    ):
        pass
    with files.lock(tmp_path / "lock"):  # its file is still there, its holder is not
        pass
