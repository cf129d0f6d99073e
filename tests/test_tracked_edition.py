"""The published edition: written for a new version, never by a build; what differs is named; built again, the same."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from analysis import build, tracked_edition
from analysis.errors import StudyError
from analysis.params import Params
from analysis.steps import Plan

ROOT = Path(__file__).parent.parent
GAOXIN = Path(sys.executable).with_name("gaoxin")
CITATION = 'cff-version: 1.2.0\nmessage: m\ntitle: t\nauthors:\n  - name: a\nversion: "{}"\ndate-released: 2026-01-02\n'


def gaoxin(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([GAOXIN, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture
def study(make_study) -> Path:
    """A study with a report as a build leaves it, its contents made up."""
    root = make_study()
    (root / "CITATION.cff").write_text(CITATION.format("1.0.0"), encoding="utf-8")
    for name in tracked_edition.OUTPUTS:
        (root / "report" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "report" / name).write_bytes(f"bytes of {name}".encode())
    return root


def plan(root: Path, **values: bool) -> Plan:
    return build.plan(root, Params(**values))


def test_an_edition_is_both_pdfs_their_sums_and_what_it_was_made_of(study):
    written = tracked_edition.write(plan(study))
    folder = study / "report" / "published"
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written)
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {"gaoxin-report.zh.pdf", "gaoxin-report.en.pdf"}
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items()
    )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == "1.0.0"
    kinds = {name.split(" ")[0] for name in manifest["inputs"]}
    assert kinds == {"document", "codebook", "code", "chapter", "parameter", "citation", "version"}
    assert manifest["inputs"]["version of python"] == f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert str(study) not in json.dumps(manifest)


def test_the_inputs_that_differ_are_named(study):
    tracked_edition.write(plan(study))
    manifest = tracked_edition.published(study)
    assert tracked_edition.differing(plan(study), manifest) == []
    (study / "seeds" / "002_more.txt").write_text("x", encoding="utf-8")
    (study / "seeds" / "001_news.txt").unlink()
    (study / "seeds" / "000_report.txt").write_text("x", encoding="utf-8")
    assert tracked_edition.differing(plan(study, publish_all=True), manifest) == [
        "document 000_report.txt differs",
        "document 001_news.txt is gone",
        "document 002_more.txt is new",
        "parameter publish_all differs",
    ]


def test_verify_names_them_and_exits_with_a_status_of_its_own(study):
    tracked_edition.write(plan(study))
    (study / "seeds" / "002_more.txt").write_text("x", encoding="utf-8")
    before = sorted((study / "report" / "published").iterdir())
    done = gaoxin("verify", "-C", study)
    assert done.returncode == 3
    assert done.stdout.splitlines() == [
        "document 002_more.txt is new",
        "Not built: these inputs are not those of edition 1.0.0.",
    ]
    assert sorted((study / "report" / "published").iterdir()) == before
    assert not (study / ".gaoxin" / "verify").exists()


def test_publish_does_nothing_without_another_version(study):
    tracked_edition.write(plan(study))
    (study / "report" / "zh" / "gaoxin-report.pdf").write_bytes(b"of a later build")
    done = gaoxin("publish", "-C", study)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert "1.0.0" in done.stdout
    assert (
        study / "report" / "published" / "gaoxin-report.zh.pdf"
    ).read_bytes() == b"bytes of zh/gaoxin-report.pdf"


def test_bytes_that_are_others_are_named(study):
    tracked_edition.write(plan(study))
    manifest = tracked_edition.published(study)
    assert tracked_edition.changed(study, manifest) == []
    (study / "report" / "data" / "gaoxin-data.zip").write_bytes(b"x")
    (study / "report" / "published" / "gaoxin-report.en.pdf").write_bytes(b"x")
    assert tracked_edition.changed(study, manifest) == ["data/gaoxin-data.zip"]
    assert tracked_edition.damaged(study, manifest) == ["gaoxin-report.en.pdf"]


def test_a_private_copy_is_not_published(study):
    with pytest.raises(StudyError, match="private copy") as caught:
        tracked_edition.write(plan(study, publish_all=True))
    assert caught.value.where == "parameter publish_all"
    assert not (study / "report" / "published").exists()


def test_nothing_is_published_that_was_not_built(study):
    (study / "report" / "en" / "gaoxin-report.pdf").unlink()
    with pytest.raises(StudyError, match=r"not built: en/gaoxin-report.pdf"):
        tracked_edition.write(plan(study))


@pytest.mark.parametrize("text", ["title: t\n", "version:\n", "- a\n", "{"])
def test_a_study_without_a_version_has_no_edition(study, text):
    (study / "CITATION.cff").write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match="no version") as caught:
        tracked_edition.version(study)
    assert caught.value.where.endswith("CITATION.cff")


def test_a_manifest_that_is_none(study):
    tracked_edition.write(plan(study))
    (study / "report" / "published" / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StudyError, match="not the manifest"):
        tracked_edition.published(study)


def test_nothing_published_nothing_to_verify(study):
    done = gaoxin("verify", "-C", study)
    assert done.returncode == 1
    assert "gaoxin publish" in done.stderr


@pytest.mark.slow
def test_an_edition_is_published_verified_and_left_alone_by_the_next_build(make_study):
    root = make_study()
    (root / "CITATION.cff").write_text(CITATION.format("1.0.0"), encoding="utf-8")
    assert gaoxin("publish", "-C", root).returncode == 0
    folder = root / "report" / "published"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = gaoxin("verify", "-C", root)
    assert (done.returncode, done.stdout.strip()) == (0, "Edition 1.0.0: built again, the same bytes.")
    (root / "CITATION.cff").write_text(CITATION.format("1.1.0"), encoding="utf-8")
    assert gaoxin("build", "-C", root).returncode == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert gaoxin("verify", "-C", root).returncode == 3
    assert gaoxin("publish", "-C", root).returncode == 0
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["version"] == "1.1.0"


# ---- the workflow, the citation file, git ------------------------------------------------------------

WORKFLOW = ROOT / ".github" / "workflows" / "report.yml"


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", WORKFLOW),
        ("vendor.citation-file-format", ROOT / "CITATION.cff"),
        ("vendor.citation-file-format", ROOT / "CITATION.en.cff"),
    ],
)
def test_the_schemas_find_no_fault(schema, file):
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        schema,
        "--force-filetype",
        "yaml",
        file,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stdout


def steps() -> list[dict[str, str]]:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_the_workflow_only_calls_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^\.PHONY: (.+)", makefile, re.MULTILINE)
    called = [step["run"] for step in steps() if "run" in step]
    assert called
    assert all(re.fullmatch(r"make [a-z-]+", run) and run.split()[1] in targets.split() for run in called)


def test_its_actions_are_pinned_and_its_rights_few():
    used = [step["uses"] for step in steps() if "uses" in step]
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", name) for name in used)
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()}
    assert rights == {
        "build": {},
        "pages": {"pages": "write", "id-token": "write"},
        "release": {"contents": "write"},
    }


@pytest.mark.parametrize(
    ("path", "is_ignored"),
    [
        ("report/published/manifest.json", False),
        ("report/published/gaoxin-report.zh.pdf", False),
        ("report/zh/index.html", True),
        ("report/manifest.json", True),
    ],
)
def test_git_tracks_the_edition_and_no_build(path, is_ignored):
    done = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT, check=False)
    assert done.returncode == (0 if is_ignored else 1)
