"""What others build on: the plugin facade, documented names, floors for every package, and a wheel that is whole."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import kpireport.plugin
import kpireport.testing

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kpireport"
MODULES = sorted(PACKAGE.rglob("*.py"))

# ---------------------------------------------------------------- names


def test_the_facade_has_exactly_what_it_lists():
    homes = {name: home for home, names in kpireport.plugin._HOMES.items() for name in names.split()}
    assert sorted(homes) == sorted(kpireport.plugin.__all__)
    assert dir(kpireport.plugin) == sorted(kpireport.plugin.__all__)
    for name, home in homes.items():
        assert getattr(kpireport.plugin, name) is getattr(importlib.import_module(home), name)


def test_the_facade_has_nothing_else():
    with pytest.raises(AttributeError, match="has no attribute 'discover'"):
        kpireport.plugin.discover


def test_type_checkers_see_the_facade_as_it_is():
    """The imports for type checkers and the table for run time name the same things from the same homes."""
    tree = ast.parse((PACKAGE / "plugin.py").read_text(encoding="utf-8"))
    typed = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in typed.body if isinstance(node, ast.ImportFrom)]
    assert {node.module: sorted(alias.name for alias in node.names) for node in imports} == {
        home: sorted(names.split()) for home, names in kpireport.plugin._HOMES.items()
    }


@pytest.mark.parametrize("package", ["kpireport.run", "kpireport.spec", "kpireport.testing", "kpireport.host"])
def test_packages_have_what_they_list(package):
    module = importlib.import_module(package)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
    with pytest.raises(AttributeError):
        module.nothing_of_this_name


def public_definitions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Public functions and classes of a module and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                members = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
                yield from ((f"{node.name}.{n.name}", n) for n in members if not n.name.startswith("_"))


def is_bare(node: ast.AST) -> bool:
    """A member of a protocol without a body: its class says what it is."""
    body = getattr(node, "body", [])
    return len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_public_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = dict(public_definitions(tree))
    silent = [name for name, node in named.items() if not ast.get_docstring(node) and not is_bare(node)]
    assert silent == []
    assert ast.get_docstring(tree) or not tree.body


# ---------------------------------------------------------------- floors


def test_every_package_is_on_a_floor():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (floors,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert packages | modules == set(floors)


def test_the_version_is_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == kpireport.__version__


# ---------------------------------------------------------------- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution as it is published."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_the_package_and_the_themes_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in names} == {"kpireport"}
    ours = {path.relative_to(ROOT).as_posix() for path in MODULES}
    data = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.suffix in {".ftl", ".typed"}}
    themes = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert ours | data | {f"kpireport/{name}" for name in themes} <= names
    assert {name for name in names if name.endswith(".py")} == ours


def test_the_wheel_works_away_from_the_checkout(wheel, tmp_path):
    """Its themes are found inside the package, and a report is built with them."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (tmp_path / "web.csv").write_text("date,sessions,bounces\n2026-09-01,4,1\n2026-10-01,5,1\n")
    (tmp_path / "acme.yaml").write_text(
        "version: 1\nclient: {id: acme, name: Acme}\nsources:\n"
        "  web: {plugin: files, path: web.csv, dataset: web_traffic}\npreset: executive\n"
    )
    code = (
        "import sys, kpireport\nfrom kpireport.render.themes import builtin_folder\n"
        "assert kpireport.__file__.startswith(sys.argv[1]), kpireport.__file__\n"
        "assert str(builtin_folder()) == sys.argv[1] + '/kpireport/templates', builtin_folder()\n"
        "sys.argv[1:] = ['build', 'acme.yaml', '--period', '2026-10', '--format', 'html']\n"
        "from kpireport.cli import main\nmain()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-c", code, str(site)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/acme/acme/2026-10/report.html").stat().st_size > 20_000
