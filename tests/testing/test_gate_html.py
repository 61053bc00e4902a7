"""The visual gate finds each kind of fault in HTML, in a real browser, and none in a page that has none."""

from __future__ import annotations

import pytest

from kpireport.errors import KpiReportError
from kpireport.testing.gate import inspect_file
from kpireport.testing.gate.html import inspect_html

pytestmark = pytest.mark.browser

DECK = """
<style>section {{ position: fixed; inset: 0; padding: 60px; visibility: hidden }} section.now {{ visibility: visible }}
h2 {{ font-size: 60px }}</style>
{slides}
<script>
const slides = [...document.querySelectorAll('section')]; let at = 0;
const show = n => {{ slides[at].classList.remove('now'); at = n; slides[at].classList.add('now'); }};
show(0);
addEventListener('keydown', e => {{ if (e.key === 'ArrowRight' && at + 1 < slides.length) show(at + 1); }});
</script>"""


@pytest.fixture
def found(browser):
    def faults(path):
        return [(fault.kind, fault.view or fault.page, fault.text) for fault in inspect_html(path, browser)]

    return faults


@pytest.fixture
def kinds(found):
    def kinds_of(path):
        return sorted({kind for kind, _, _ in found(path)})

    return kinds_of


@pytest.mark.parametrize(
    "body",
    [
        "<h1>A title</h1><p>Words, €1 234 567,89, Žemaitė, Белая мельніца ў лесе</p>",
        "<h1>A</h1><p style='line-height: .95'>Tight lines gjpqy<br>Next line bdfhkl</p>",
        "<h1>A</h1><div style='overflow: auto; width: 100px' tabindex=0><p style='width: 600px'>A table that scrolls</p></div>",
        "<h1>A</h1><span style='position: absolute; width: 1px; height: 1px; overflow: hidden'>For screen readers only</span>",
        "<a href='#a' style='position: absolute; left: -9999px'>Skip to the report</a><h1 id=a>A</h1>",
        "<h1>A</h1><p hidden>Not shown</p><p style='visibility: hidden; margin-top: -30px'>Nor this</p>",
    ],
)
def test_a_page_without_a_fault(found, html, body):
    assert found(html(body)) == []


def test_text_over_text_in_both_windows(found, html):
    over = "<p style='position: absolute; top: 24px; left: 40px; margin: 0'>Over it</p>"
    fault = "'The first words' over 'Over it'"
    assert found(html(f"<h1 style='font-size: 16px; margin: 0'>The first words</h1>{over}")) == [
        ("overlap", "desktop", fault),
        ("overlap", "phone", fault),
    ]


def test_text_that_is_cut_off(found, html):
    body = "<h1>A</h1><p style='overflow: hidden; white-space: nowrap; width: 90px'>A campaign with a long name</p>"
    assert found(html(body))[0] == ("clipped", "desktop", "'A campaign with a long name' is cut off")


def test_text_that_only_a_phone_cuts_off(found, html):
    body = "<h1>A</h1><p style='overflow: hidden; white-space: nowrap'>A name that fits a desk but is far too long for a phone</p>"
    assert [(kind, view) for kind, view, _ in found(html(body))] == [("clipped", "phone")]


def test_text_outside_the_window_and_a_page_that_is_too_wide(found, html):
    body = "<h1>A</h1><p style='margin-left: -60px'>Gone</p><p style='white-space: nowrap'>" + "word " * 60 + "</p>"
    faults = found(html(body))
    assert ("outside", "desktop", "'Gone' stands out of the page") in faults
    assert [view for kind, view, _ in faults if kind == "too wide"] == ["desktop", "phone"]


def test_a_character_without_a_glyph(found, html):
    assert found(html("<h1>Sign \U00013000 here</h1>"))[0] == (
        "missing glyph",
        "desktop",
        "U+13000 in 'Sign \U00013000 here'",
    )


def test_a_page_with_nothing_on_it(found, html):
    assert ("empty page", "desktop", "there is nothing on it") in found(html(""))


@pytest.mark.parametrize(
    ("body", "css", "rule"),
    [
        ("<h1>A</h1><p>Pale words</p>", "p { color: #bbb }", "color-contrast"),
        ("<h1>A</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "", "image-alt"),
        ("<h1>A</h1><a href='https://example.org'></a>", "", "link-name"),
        ("<h1>A</h1><ul><p>No item</p></ul>", "", "list"),
    ],
)
def test_violations_of_wcag_aa(found, html, body, css, rule):
    faults = [text for kind, _, text in found(html(body, css)) if kind == "accessibility"]
    assert len(faults) == 2
    assert all(text.startswith(f"{rule}: ") for text in faults)


def test_a_page_that_asks_somebody_else(found, html):
    faults = found(html("<h1>A</h1><img alt='' src='http://127.0.0.1:9/dot.gif'>"))
    assert ("browser error", None, "asks for http://127.0.0.1:9/dot.gif") in faults


def test_every_slide_is_looked_at(found, html):
    slides = [
        "<h2>A good slide</h2>",
        "<h2>Two lines</h2><p style='position: absolute; top: 120px; left: 80px; margin: 0; font-size: 40px'>Over them</p>",
        "<h2 style='margin-top: 640px'>Too low to be read by anybody at all</h2>",
        "<p>Hm</p>",
        "<h2 style='color: #ccc'>Pale words of a heading</h2>",
    ]
    sections = [f"<section role=group aria-roledescription=slide>{slide}</section>" for slide in slides]
    faults = [(kind, page) for kind, page, _ in found(html(DECK.format(slides="".join(sections))))]
    assert faults == [("overlap", 2), ("outside", 3), ("empty page", 4), ("accessibility", 5)]


def test_other_files_are_refused(tmp_path):
    with pytest.raises(KpiReportError, match="is neither a PDF nor an HTML file"):
        inspect_file(tmp_path / "report.json")
