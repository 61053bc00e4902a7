"""What a spec may say but hardly means: `check` and `build` warn of it, and go on."""

from __future__ import annotations

import pytest

SPEC = """\
version: 1
client: {{id: acme, name: Acme Coffee, locale: {locale}}}
sources:
  web: {{plugin: files, path: web.csv, dataset: web_traffic}}
preset: executive
targets: {{website_traffic: 12000, bounce_rate: {target}}}
"""


@pytest.fixture
def checked(project):
    """Checks the spec with a locale and a target for the bounce rate; returns the warnings."""

    def check(locale="en", target="0.4"):
        project.write({"acme.yaml": SPEC.format(locale=locale, target=target)})
        result = project.run("check", "acme.yaml")
        assert (result.code, result.out) == (0, "acme.yaml: ok\n")
        return result.err.splitlines()

    return check


@pytest.mark.parametrize("target", ["0.4", "{max: 1.2}"])
def test_a_target_as_a_ratio(checked, target):
    assert checked(target=target) == []


@pytest.mark.parametrize("target", ["40", "{max: 40}", "{min: 0, max: 40}"])
def test_a_target_in_percent(checked, target):
    assert checked(target=target) == [
        "acme.yaml:6:48: warning: the target of 'bounce_rate' is 4,000% (percentages are ratios: 40 % is written 0.4)"
    ]


def test_a_language_without_sentences(checked):
    (warning,) = checked(locale="lt")
    assert warning.startswith("acme.yaml:2:47: warning: ")
    assert "are not in 'lt' yet and will be English" in warning


@pytest.mark.parametrize("locale", ["en", "en-GB", "en-US"])
def test_every_english_is_english(checked, locale):
    assert checked(locale=locale) == []


def test_a_report_without_numbers(project):
    pageviews = "date,pageviews\n2026-10-01,5\n2026-10-31,7\n"
    project.write({"acme.yaml": SPEC.format(locale="en", target="0.4"), "web.csv": pageviews})
    result = project.build("--period", "2026-10")
    assert result.code == 0
    assert project.report["facts"] == []
    (warning,) = result.err.splitlines()[1:]
    assert warning.startswith(
        "acme.yaml:5:9: warning: the report has no numbers: the sources feed no metric of preset 'executive' ("
    )
