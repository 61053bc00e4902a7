"""What plugin code raises becomes an error that names the plugin; our own errors keep their words."""

from __future__ import annotations

import pickle

import pytest

from kpireport.errors import DataError, Place, PluginError
from kpireport.host import PluginInfo, guarding

PLUGIN = PluginInfo("crm", "acme-crm", "1.2", "acme_crm.hooks")


@pytest.mark.parametrize("error", [ValueError("bad\nsecond line"), SystemExit(1), KeyError("x")])
def test_a_foreign_error_names_the_plugin_and_the_place(error):
    with pytest.raises(PluginError) as caught, guarding(PLUGIN, "reading"):
        raise error
    text = str(caught.value)
    assert text.startswith(f"plugin 'crm' (acme-crm 1.2): failed while reading: {type(error).__name__}")
    assert "test_guard.py:" in text
    assert "second line" not in text


def test_our_own_error_passes_unchanged():
    place = Place("data.csv", 7)
    with pytest.raises(DataError) as caught, guarding(PLUGIN, "reading"):
        raise DataError("bad row", place=place, hint="mend it")
    assert str(caught.value) == "data.csv:7: bad row (mend it)"


def test_an_interrupt_is_not_the_plugins():
    with pytest.raises(KeyboardInterrupt), guarding(PLUGIN, "reading"):
        raise KeyboardInterrupt


def test_errors_survive_the_way_between_processes():
    error = PluginError("broke", plugin="crm", distribution="acme-crm", version="1.2", hint="mend it")
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.plugin, type(copy)) == (str(error), "crm", PluginError)
