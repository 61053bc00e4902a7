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


def test_a_language_without_sentences_and_names(checked):
    sentences, names = checked(locale="pl")
    assert sentences.startswith("acme.yaml:2:47: warning: ")
    assert "sentences of reports are not in 'pl' and will be English (" in sentences
    assert sentences.endswith("; an agency adds its own under 'catalogues')")
    assert names.startswith("acme.yaml:2:47: warning: ")
    assert "metrics lack a name in 'pl': English names stand in its sentences" in names
    assert "a spec names one with 'metrics: [{id: " in names


@pytest.mark.parametrize("locale", ["en", "en-GB", "en-US", "ru", "ru-RU", "lt", "be"])
def test_a_language_that_is_whole(checked, locale):
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


CATALOGUES = SPEC.format(locale="en-GB", target="0.4") + "catalogues: [./words]\n"


def test_an_agency_says_it_in_its_own_words(project):
    own = (
        "ui-contents = Inside\ndoc-target-met = Reached { $target }.\n-we = Tilto\nprepared-by = { -we }: { $author }\n"
    )
    project.write({"acme.yaml": CATALOGUES, "words/en/ours.ftl": own})
    result = project.run("check", "acme.yaml")
    assert (result.code, result.out, result.err) == (0, "acme.yaml: ok\n", "")
    assert project.build("--period", "2026-10").code == 0
    assert project.report["words"]["contents"] == "Inside"


def test_what_is_wrong_in_a_catalogue_has_its_place(project):
    own = (
        "ui-contents = Inside\n"
        "ui-contentz = Inside\n"
        "doc-target-met = Reached { $targt }.\n"
        "prepared-by = By { UPPER($author) }, { ui-report }, { ui-reprot }\n"
        "no message here\n"
    )
    project.write({"acme.yaml": CATALOGUES, "words/en/ours.ftl": own, "words/englisch/a.ftl": "", "words/b.ftl": ""})
    result = project.run("check", "acme.yaml")
    assert result.code == 2
    assert result.err.splitlines() == [
        (
            "words/b.ftl: a catalogue lies outside of its language "
            "(put it into the folder of its language, such as words/en/b.ftl)"
        ),
        "words/englisch: there is no language 'englisch' (name it by its language; known: be, en, en-US, lt, ru)",
        (
            "words/en/ours.ftl:2:1: unknown message 'ui-contentz' (did you mean 'ui-contents'? "
            "A part of your own sentences is a term: -ui-contentz = ...)"
        ),
        "words/en/ours.ftl:3:28: message 'doc-target-met' is not given $targt (did you mean 'target'?)",
        (
            "words/en/ours.ftl:4:20: unknown function 'UPPER' "
            "(known: CAP, DATETIME, GENDER, METRIC, MONEY, NUM, NUMBER, PCT, PERIOD, UNCAP)"
        ),
        "words/en/ours.ftl:4:55: unknown message 'ui-reprot' (did you mean 'ui-report'?)",
        'words/en/ours.ftl:5:4: Expected token: "=" (a message is written `id = text`)',
    ]


def test_a_folder_of_catalogues_that_is_not_there(project):
    project.write({"acme.yaml": CATALOGUES})
    result = project.run("check", "acme.yaml")
    assert result.code == 2
    assert result.err.splitlines() == [
        "acme.yaml:7:14: catalogues[0]: there is no folder './words' (paths are relative to acme.yaml)"
    ]
