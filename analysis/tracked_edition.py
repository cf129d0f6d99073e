"""The edition in ``report/published``, which git tracks: both PDFs, SHA256SUMS, and a manifest of its inputs.

No build writes there. ``write`` does, for a version of ``CITATION.cff`` that the manifest does not have yet;
``differing`` says which inputs are not the edition's any more, and ``scratch`` makes a copy of the study in which the
edition is built again, to be compared by ``changed``.
"""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from . import WORK, files, labels
from .dependencies import PACKAGE
from .errors import StudyError
from .params import FIELDS
from .steps import Plan
from .versions import versions

FOLDER = "published"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
_PDFS = {f"{lang}/gaoxin-report.pdf": f"gaoxin-report.{lang}.pdf" for lang in labels.LANGUAGES}
OUTPUTS = (*_PDFS, "data/gaoxin-data.zip")
_LOCKS = ("requirements/report.txt", "requirements/build.txt")


def publish(plan: Plan, run: Callable[[Plan], None]) -> str:
    """Publish the edition if ``CITATION.cff`` states a version that does not stand published; return what was done.

    ``run`` brings the report up to date first.
    """
    now = version(plan.root)
    if now == published(plan.root).get("version"):
        return f"Edition {now} stands published already: CITATION.cff states no other version."
    run(plan)
    return f"Edition {now}: {', '.join(str(path) for path in write(plan))}"


def verify(plan: Plan, run: Callable[[Plan], None]) -> tuple[int, list[str]]:
    """Build the edition again by ``run``; return an exit status and what there is to say.

    0: the same bytes; 1: other bytes from the same inputs; 3: the inputs are others, and nothing was built.
    """
    manifest = published(plan.root)
    if not manifest:
        raise StudyError(
            "no edition is published", where=str(plan.root / "report"), remedy="Run gaoxin publish."
        )
    edition = f"edition {manifest['version']}"
    if lines := differing(plan, manifest):
        return 3, [*lines, f"Not built: these inputs are not those of {edition}."]
    again = scratch(plan)
    run(again)
    if others := [*damaged(plan.root, manifest), *changed(again.root, manifest)]:
        return 1, [f"{name}: other bytes than {edition}" for name in others]
    return 0, [f"{edition.capitalize()}: built again, the same bytes."]


def version(root: Path) -> str:
    """Return the version that the study's ``CITATION.cff`` states; StudyError if it states none."""
    path = root / "CITATION.cff"
    try:
        stated = str(yaml.safe_load(path.read_text(encoding="utf-8"))["version"] or "")
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        stated = ""
    if not stated:
        raise StudyError(
            "no version to publish", where=str(path), remedy="Give it a line such as: version: 1.0.0"
        )
    return stated


def inputs(plan: Plan) -> dict[str, str]:
    """Return everything that the bytes of the edition depend on: names with hashes, values or versions."""
    files.digest.cache_clear()
    root = plan.root
    found = {
        f"document {_name(path, root / 'seeds')}": files.digest(path) for path in files.below(root / "seeds")
    }
    for path in files.below(PACKAGE):
        if path.suffix != ".ipynb":
            inside = _name(path, PACKAGE)
            kind = "codebook" if inside.startswith("codebook/") else "code"
            found[f"{kind} {inside.removeprefix('codebook/')}"] = files.digest(path)
    found |= {f"chapter {chapter.path.name}": files.digest(chapter.path) for chapter in plan.chapters}
    found |= {f"parameter {name}": str(getattr(plan.params, name)) for name in FIELDS}
    for path in [*sorted(root.glob("CITATION*.cff")), *(root / name for name in _LOCKS)]:
        if path.is_file():
            kind = "lock" if path.suffix == ".txt" else "citation"
            found[f"{kind} {path.name}"] = files.digest(path)
    found |= {f"version of {name}": number for name, number in versions().items()}
    return found | {"version of python": ".".join(platform.python_version_tuple()[:2])}


def published(root: Path) -> dict[str, Any]:
    """Return the manifest of the edition that stands published; empty if none does."""
    path = root / "report" / FOLDER / MANIFEST
    if not path.is_file():
        return {}
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        manifest["version"], manifest["inputs"], manifest["outputs"]
    except (ValueError, KeyError, TypeError):
        raise StudyError(
            "not the manifest of an edition", where=str(path), remedy="Take it from git again."
        ) from None
    return manifest


def write(plan: Plan) -> list[Path]:
    """Publish what stands built in the study as the edition; return its files.

    StudyError where a part of the report is missing, or it is a private copy.
    """
    if plan.params.publish_all:
        raise StudyError(
            "a private copy is not published",
            where="parameter publish_all",
            remedy="Take the parameter out of params.toml and run the command again.",
        )
    outputs = _outputs(plan.root)
    pdfs = {short: plan.root / "report" / name for name, short in _PDFS.items()}
    manifest = {"version": version(plan.root), "inputs": inputs(plan), "outputs": outputs}
    made = {name: path.read_bytes() for name, path in pdfs.items()}
    made[SUMS] = "".join(f"{files.digest(path)}  {name}\n" for name, path in pdfs.items()).encode()
    made[MANIFEST] = f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode()
    folder = plan.root / "report" / FOLDER
    for name, content in made.items():
        files.replace(folder / name, content)
    return [folder / name for name in made]


def differing(plan: Plan, manifest: Mapping[str, Any]) -> list[str]:
    """Return one line for each input that is not the edition's."""
    then, now = manifest["inputs"], inputs(plan)
    said = {name: "differs" for name in then.keys() & now.keys() if then[name] != now[name]}
    said |= dict.fromkeys(then.keys() - now.keys(), "is gone") | dict.fromkeys(
        now.keys() - then.keys(), "is new"
    )
    return [f"{name} {words}" for name, words in sorted(said.items())]


def scratch(plan: Plan) -> Plan:
    """Return the build of a copy of the study that has never been built, in the study's work folder."""
    root = plan.root / WORK / "verify"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(plan.root / "seeds", root / "seeds")
    if (plan.root / "notebooks").is_dir():
        shutil.copytree(plan.root / "notebooks", root / "notebooks")
    for path in plan.root.glob("CITATION*.cff"):
        shutil.copy(path, root / path.name)
    moved = {chapter.path: root / "notebooks" / chapter.path.name for chapter in plan.chapters}
    chapters = tuple(
        replace(chapter, path=moved[chapter.path]) if moved[chapter.path].is_file() else chapter
        for chapter in plan.chapters
    )
    return replace(plan, root=root, chapters=chapters, only=None, force=False)


def changed(root: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Return the outputs of the study at ``root`` that are not, byte for byte, those of the edition."""
    now = _outputs(root)
    return [name for name, then in manifest["outputs"].items() if now.get(name) != then]


def damaged(root: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Return the PDFs in ``report/published`` that are not those of its manifest."""
    folder = root / "report" / FOLDER
    return [
        name
        for output, name in _PDFS.items()
        if files.digest(folder / name) != manifest["outputs"].get(output)
    ]


def _outputs(root: Path) -> dict[str, str]:
    files.digest.cache_clear()
    found = {name: files.digest(root / "report" / name) for name in OUTPUTS}
    missing = [name for name, digest in found.items() if not digest]
    if missing:
        raise StudyError(
            f"not built: {', '.join(missing)}", where=str(root / "report"), remedy="Run gaoxin build."
        )
    return found


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
