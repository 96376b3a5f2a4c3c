"""What is shipped: the wheel's content, and a lock that pins all that is asked for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = [line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if line and not line.lstrip().startswith("#")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy that holds more than the package, so that nothing is left in the source tree."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("assistant", "evals", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    dist = tmp_path_factory.mktemp("dist")
    built = subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", dist, source], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(next(dist.glob("*.whl")))


def test_wheel_holds_the_package_and_its_metadata_alone(wheel: zipfile.ZipFile) -> None:
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    source = {str(path.relative_to(ROOT)) for path in (ROOT / "assistant").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert shipped == source
    assert {"assistant/py.typed", "assistant/models/kit/encoder.onnx", "assistant/models/kit/tokens.npy", "assistant/models/kit/tokenizer.json"} <= shipped


def test_wheel_has_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    metadata = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    assert "assistant = assistant.cli:main" in wheel.read(metadata["entry_points.txt"]).decode()
    assert "MIT License" in wheel.read(metadata["LICENSE"]).decode()


def test_lock_pins_versions_and_names_no_place() -> None:
    assert not [line for line in LOCK if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line)]


@pytest.mark.parametrize("requirement", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]])
def test_lock_fits_what_is_asked_for(requirement: str) -> None:
    asked = Requirement(requirement)
    pins = {canonicalize_name(name): version for name, version in (line.split("==") for line in LOCK)}
    assert asked.specifier.contains(pins[canonicalize_name(asked.name)])


def test_lock_pins_every_dependency_down_to_the_last() -> None:
    pinned = {canonicalize_name(line.split("==")[0]) for line in LOCK}
    waiting = [(Requirement(line), "") for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"{requirement} is not in the lock: run make lock"
        for asked_extra in ("", *requirement.extras):
            if (name, asked_extra) not in seen:
                seen.add((name, asked_extra))
                waiting += [(Requirement(line), asked_extra) for line in distribution(name).requires or []]
