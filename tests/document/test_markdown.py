from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.markdown import to_html
from kpireport.errors import Place, TemplateError

ALLOWED = {
    "p", "em", "strong", "s", "a", "ul", "ol", "li", "h3", "h4", "h5", "h6", "blockquote", "code", "pre", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(html)
    return parser.found


def test_headings_begin_under_the_section_headline() -> None:
    assert to_html("# What we did\n\n## More\n\n###### Deep") == ("<h3>What we did</h3>\n<h4>More</h4>\n<h6>Deep</h6>")


def test_emphasis_lists_and_tables() -> None:
    html = to_html("We **sent** two:\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |")
    assert "<strong>sent</strong>" in html
    assert "<li>one</li>" in html
    assert "<td>1</td>" in html


def test_raw_html_is_shown_as_text() -> None:
    assert to_html("<script>alert(1)</script> & <b>x</b>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;</p>"
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "page.html", "file:///etc/x"]
)
def test_unsafe_links_keep_only_their_words(url: str) -> None:
    assert to_html(f"see [the *page*]({url}) now") == "<p>see the <em>page</em> now</p>"


def test_safe_links_stay() -> None:
    assert to_html("[site](https://a.example/x?b=1&c=2) <me@a.example>") == (
        '<p><a href="https://a.example/x?b=1&amp;c=2" rel="noopener noreferrer">site</a> '
        '<a href="mailto:me@a.example" rel="noopener noreferrer">me@a.example</a></p>'
    )


def test_a_picture_is_refused_with_its_place() -> None:
    with pytest.raises(TemplateError) as caught:
        to_html("text ![x](https://a.example/track.gif)", place=Place("acme.yaml", 12, 5))
    assert str(caught.value) == (
        "acme.yaml:12:5: a text may not hold a picture (use an image block: {type: image, path: ..., alt: ...})"
    )


@given(st.text(alphabet=st.sampled_from(list("ab<>[]()!`*_#\n \"'&:/\\javscript=")), max_size=120))
def test_no_text_makes_an_element_that_is_not_allowed(text: str) -> None:
    try:
        html = to_html(text)
    except TemplateError:
        return
    for tag, attributes in tags(html):
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "rel", "title", "style", "start", "class"}
        assert re.match(r"https?://|mailto:", attributes.get("href") or "https://")
