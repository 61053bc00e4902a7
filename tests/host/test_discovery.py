"""Plugins are found, kept apart, and named when they fail, also when hostile plugins are installed beside the good ones."""

from __future__ import annotations

import importlib.metadata
import textwrap

import pytest

from kpireport.errors import DataError, PluginError, UnknownNameError
from kpireport.host import discover

HOSTILE = {
    "hostile-import": "failed while loading: RuntimeError: licence server not reachable",
    "hostile-exit": "failed while loading: SystemExit: 3",
    "hostile-api": "was written for plugin API 99; this kpireport has plugin API 1 (kpireport_api = 1)",
    "hostile-typo": (
        "implements an unknown hook 'kpireport_register_soruces' (did you mean 'kpireport_register_sources'?)"
    ),
    "hostile-register": "failed while calling kpireport_register_metrics: ZeroDivisionError: division by zero",
    "hostile-thief": "source plugin 'files' is already registered by files (kpireport-framework 0.1.0) (rename it)",
}


@pytest.fixture
def host(hostile):
    return discover()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_plugin_is_named_with_its_cause(host, name):
    plugin = next(p for p in host.plugins if p.name == name)
    assert plugin.failure == HOSTILE[name]
    assert (plugin.distribution, plugin.version) == ("kpireport-hostile", "6.6.6")


def test_broken_plugins_do_not_stop_the_others(host):
    assert host.sources.registered("files").plugin.distribution == "kpireport-framework"
    assert host.sources.registered("hostile").plugin.failure is None


def test_built_ins_register_through_the_same_hooks(host):
    own = {hook for p in host.plugins if p.distribution == "kpireport-framework" for hook in p.hooks}
    assert own == {
        "kpireport_register_sources",
        "kpireport_register_takeaways",
        "kpireport_register_renderers",
        "kpireport_register_themes",
    }


def test_strict_makes_any_failure_fatal(hostile):
    with pytest.raises(PluginError, match="kpireport-hostile 6.6.6"):
        discover(strict=True)


def test_a_disabled_plugin_is_not_loaded(hostile):
    host = discover(disabled={"hostile-import", "hostile-source"})
    states = {p.name: (p.disabled, p.failure) for p in host.plugins}
    assert states["hostile-import"] == (True, None)
    assert "hostile" not in host.sources


def test_a_missing_name_points_at_the_plugin_that_failed(host):
    with pytest.raises(PluginError) as caught:
        host.sources.get("our_crm")
    assert "hostile-" in str(caught.value)
    assert "source plugin 'our_crm' is not registered" in str(caught.value)


def test_a_missing_name_among_healthy_plugins_suggests_the_nearest():
    points = [p for p in importlib.metadata.entry_points(group="kpireport") if p.value == "kpireport.sources.hooks"]
    with pytest.raises(UnknownNameError, match="did you mean 'files'"):
        discover(entry_points=points).sources.get("file")


def write_plugin(folder, body):
    path = folder / "our_crm.py"
    path.write_text(textwrap.dedent(body))
    return path


def test_one_file_is_a_plugin(tmp_path):
    path = write_plugin(
        tmp_path,
        """
        from dataclasses import dataclass
        from pydantic import BaseModel
        from kpireport.plugin import hookimpl

        kpireport_api = 1

        @dataclass
        class OurCrm:
            name: str = "our_crm"
            Config: type = BaseModel

        @hookimpl
        def kpireport_register_sources():
            return [OurCrm()]
        """,
    )
    found = discover(local=[path]).sources.registered("our_crm")
    assert (found.plugin.name, found.plugin.distribution) == ("our_crm", "local file")


def test_a_local_file_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(DataError, match="local plugin 'gone.py' does not exist"):
        discover(local=[tmp_path / "gone.py"])


def test_a_local_file_that_fails_says_where(tmp_path):
    path = write_plugin(tmp_path, "kpireport_api = 1\nimport json\njson.loads('{')\n")
    plugin = next(p for p in discover(local=[path]).plugins if p.name == "our_crm")
    assert plugin.failure.startswith("failed while loading: JSONDecodeError")


def test_a_hook_that_returns_nothing_registers_nothing(tmp_path):
    body = "from kpireport.plugin import hookimpl\nkpireport_api = 1\n@hookimpl\ndef kpireport_register_sources():\n    return None\n"
    plugin = next(p for p in discover(local=[write_plugin(tmp_path, body)]).plugins if p.name == "our_crm")
    assert plugin.failure is None
    assert plugin.registers == {"kpireport_register_sources": ()}


def test_a_thing_without_a_name_is_the_plugins_failure(tmp_path):
    body = "from kpireport.plugin import hookimpl\nkpireport_api = 1\n@hookimpl\ndef kpireport_register_sources():\n    return [object()]\n"
    plugin = next(p for p in discover(local=[write_plugin(tmp_path, body)]).plugins if p.name == "our_crm")
    assert plugin.failure == (
        "failed while calling kpireport_register_sources: AttributeError: 'object' object has no attribute 'name'"
    )
