"""On a bare machine: a fresh clone with an empty HOME, an installed wheel, JupyterLab, nbconvert by hand."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbclient
import nbformat
import pytest

from .conftest import NEWS, REPORT

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
UV = ROOT / ".uv" / "bin" / "uv"

pytestmark = pytest.mark.slow


def bare(home: Path) -> dict[str, str]:
    """Return the environment of someone who has nothing set up."""
    home.mkdir(exist_ok=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GAOXIN", "JUPYTER", "IPYTHON", "MPL", "PYTEST", "UV_", "XDG_"))
        and name != "VIRTUAL_ENV"
    }
    return kept | {"HOME": str(home)}


def run(*words: str | Path, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(w) for w in words], cwd=cwd, env=env, capture_output=True, text=True, timeout=1200, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done


def test_a_fresh_clone_with_an_empty_home_makes_the_report(tmp_path):
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    clone, env = tmp_path / "克隆 1", bare(tmp_path / "home")
    run("git", "clone", "--quiet", ROOT, clone, cwd=tmp_path, env=env)
    run("make", "report", cwd=clone, env=env)
    assert (clone / "report" / "zh" / "gaoxin-report.pdf").is_file()
    assert run("git", "status", "--porcelain", cwd=clone, env=env).stdout == ""
    assert "Nothing to do" in run("make", "report", cwd=clone, env=env).stdout


def others() -> list[Path]:
    """Return the interpreters of later Pythons on this machine, one a version."""
    found: dict[str, Path] = {}
    for minor in (12, 13, 14):
        places = [shutil.which(f"python3.{minor}")]
        if root := os.environ.get("PYENV_ROOT"):
            places += sorted(Path(root).glob(f"versions/3.{minor}.*/bin/python3"))
        for place in filter(None, places):
            said = subprocess.run(
                [place, "-c", "import sys; print(sys.version_info.minor)"],
                capture_output=True,
                text=True,
                check=False,
            )
            if said.stdout.strip() == str(minor):
                found.setdefault(str(minor), Path(place))
    return list(found.values())


def tree(root: Path) -> dict[str, bytes]:
    """Return the files of a report by name."""
    files = [path for name in ("report", "figures") for path in (root / name).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_other_pythons_make_the_same_bytes(tmp_path):
    pythons = others()
    if not pythons:
        pytest.skip("no later Python on this machine")
    made = {}
    for number, python in enumerate([Path(sys.executable), *pythons]):
        clone, env = tmp_path / f"clone{number}", bare(tmp_path / "home")
        run("git", "clone", "--quiet", ROOT, clone, cwd=tmp_path, env=env)
        run("make", f"PYTHON={python}", "report", cwd=clone, env=env)
        made[str(python)] = tree(clone)
    first, *rest = made.values()
    for other in rest:
        assert {name for name in first if first[name] != other.get(name)} == set()


def test_an_installed_wheel_needs_nothing_of_the_repository(tmp_path):
    env = bare(tmp_path / "home")
    run(
        UV,
        "build",
        "--quiet",
        "--wheel",
        "--build-constraints",
        ROOT / "requirements/build.txt",
        "--out-dir",
        tmp_path / "dist",
        ROOT,
        cwd=tmp_path,
        env=env,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    run(UV, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path, env=env)
    install = [
        UV,
        "pip",
        "install",
        "--quiet",
        "--python",
        tmp_path / "venv/bin/python",
        "--build-constraints",
        ROOT / "requirements/build.txt",
    ]
    run(
        *install, "--require-hashes", "--requirement", ROOT / "requirements/report.txt", cwd=tmp_path, env=env
    )
    run(*install, "--no-deps", wheel, cwd=tmp_path, env=env)
    (tmp_path / "study" / "seeds").mkdir(parents=True)
    (tmp_path / "study" / "seeds" / "000.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "study" / "seeds" / "001.txt").write_text(NEWS, encoding="utf-8")
    run(tmp_path / "venv/bin/gaoxin", "build", cwd=tmp_path / "study", env=env)
    assert (tmp_path / "study" / "report" / "zh" / "gaoxin-report.pdf").is_file()


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_runs_by_hand_from_any_folder(path, tmp_path, monkeypatch):
    monkeypatch.delenv("GAOXIN_STUDY", raising=False)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    nb = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(nb, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert any(
        output.output_type == "display_data" for cell in nb.cells for output in cell.get("outputs", [])
    )


def test_nbconvert_writes_a_chapter_as_pdf(tmp_path):
    nb = nbformat.read(ROOT / "notebooks" / "01_corpus.ipynb", as_version=4)
    nbclient.NotebookClient(nb, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    nbformat.write(nb, tmp_path / "chapter.ipynb")
    run(
        BIN / "jupyter",
        "nbconvert",
        "--to",
        "gaoxin-pdf",
        "chapter.ipynb",
        cwd=tmp_path,
        env=bare(tmp_path / "home"),
    )
    assert (tmp_path / "chapter.pdf").read_bytes().startswith(b"%PDF")


def test_lab_opens_on_the_notebooks_with_a_token_and_on_loopback(tmp_path):
    if not (BIN / "jupyter-lab").is_file():
        pytest.skip("JupyterLab is not installed: make lab, or make test-all")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    options = f"--no-browser --port={port} --IdentityProvider.token={token}" + (
        " --allow-root" if os.geteuid() == 0 else ""
    )
    lab = subprocess.Popen(
        ["make", "lab", f"ARGS={options}"],
        cwd=ROOT,
        env=bare(tmp_path / "home"),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(60):
            try:
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/api/contents", headers={"Authorization": f"token {token}"}
                )
                with urllib.request.urlopen(request, timeout=2) as answer:
                    names = {item["name"] for item in json.load(answer)["content"]}
                break
            except OSError:
                time.sleep(1)
        else:
            pytest.fail("JupyterLab did not answer")
        assert "01_corpus.ipynb" in names
        with pytest.raises(OSError, match="403"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents", timeout=2)
    finally:
        os.killpg(lab.pid, signal.SIGTERM)
        lab.wait(timeout=30)


@pytest.mark.parametrize("missing", ["git", "venv"])
def test_a_missing_tool_gives_one_line_that_says_what_to_install(tmp_path, missing):
    clone = tmp_path / "clone"
    shutil.copytree(
        ROOT, clone, ignore=shutil.ignore_patterns(".*", "analysis", "tests", "report", "figures")
    )
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "make", "rm", "touch", "git"):
        if name != missing and (found := shutil.which(name)):
            (tools / name).symlink_to(found)
    python = tools / "python3"
    refuse = "ensurepip" if missing == "venv" else "nothing_at_all"
    python.write_text(f'#!/bin/sh\ncase "$*" in *{refuse}*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    done = subprocess.run(
        ["make", "setup"],
        cwd=clone,
        env={"PATH": str(tools), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert {"git": "apt-get install git", "venv": "python3-venv"}[missing] in said[0]
