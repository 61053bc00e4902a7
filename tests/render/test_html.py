"""The HTML: one file, nothing loaded, readable by machines and in a real browser."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from kpireport.document.model import Asset, Brand, ImageBlock, Section
from kpireport.errors import TemplateError
from kpireport.render.html import HtmlRenderer, refuse_requests
from kpireport.render.prepare import prepare
from tests.render import sample

VOID = {"meta", "link", "br", "img", "col", "hr"}


@pytest.fixture(scope="session")
def page(themes, engine):
    """The HTML of a document."""

    def made(document, theme="executive", more=None):
        document = document.model_copy(update={"theme": theme})
        context = prepare(document, {**themes, **(more or {})}, engine=engine)
        files = HtmlRenderer().render(document, context)
        assert list(files) == ["report.html"]
        return files["report.html"].decode()

    return made


class Tree(HTMLParser):
    """Elements with their attributes and text, in order, and whether the tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: dict[int, str] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, *tags):
        return [(tag, attributes) for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="session")
def coffee(page):
    return page(sample.coffee())


def test_the_page_holds_everything_in_itself(coffee):
    assert not re.search(r'(?:src|href)="(?!#|data:)', coffee)
    assert not re.search(r"url\((?!data:)", coffee)
    assert "<script" not in coffee
    assert "<link" not in coffee
    assert "default-src 'none'" in coffee
    assert len(coffee) < 250_000


def test_tags_are_balanced_and_headings_in_order(coffee):
    tree = Tree(coffee)
    assert tree.open == []
    levels = [int(tag[1]) for tag, _ in tree.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_landmarks_language_and_a_way_past_the_cover(coffee):
    tree = Tree(coffee)
    assert tree.all("html")[0][1]["lang"] == "en"
    assert {tag: len(tree.all(tag)) for tag in ("header", "nav", "main", "section")} == {
        "header": 1,
        "nav": 1,
        "main": 1,
        "section": 5,
    }
    assert next(a["href"] for _, a in tree.all("a")) == "#main"
    ids = [a["id"] for _, a in tree.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert all(a["href"][1:] in ids for _, a in tree.all("a"))


def test_tables_name_rows_and_columns_and_pictures_say_what_they_show(coffee):
    tree = Tree(coffee)
    assert all(a.get("scope") in {"row", "col", "rowgroup"} for _, a in tree.all("th"))
    pictures = [a for _, a in tree.all("svg")]
    assert all(a.get("aria-label") or a.get("aria-hidden") == "true" for a in pictures)
    assert sum(1 for a in pictures if a.get("role") == "img") == 4 + 4 + 13 + 3 + 2 + 1
    assert all(a.get("aria-label") for _, a in tree.elements if a.get("role") == "region")


def test_only_the_fonts_that_the_page_needs_are_in_it(page, coffee):
    assert coffee.count("data:font/woff;base64,") == 5
    prose = sample.TextBlock(html="<p>An <em>emphasis</em></p>")
    text = sample.document([Section(id="t", title="Text", message="Text", blocks=[prose])])
    assert page(text).count("data:font/woff;base64,") == 6


def test_lithuanian_and_russian_reports_have_their_words(page):
    for locale, contents in (("lt", 'lang="lt"'), ("ru", 'lang="ru"')):
        client = sample.coffee().client.model_copy(update={"locale": locale})
        assert contents in page(sample.coffee().model_copy(update={"client": client}))


def test_the_same_document_gives_the_same_bytes(page, coffee):
    assert page(sample.coffee()) == coffee


def test_what_a_user_wrote_is_shown_and_not_run(page):
    nasty = '"><script>alert(1)</script>&'
    client = sample.coffee().client.model_copy(update={"name": nasty})
    report = sample.coffee().report.model_copy(update={"title": nasty, "author": nasty, "subtitle": nasty})
    html = page(sample.coffee().model_copy(update={"client": client, "report": report}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_logo_and_a_picture_are_inside_the_page(page, tmp_path):
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4" fill="#00f"/></svg>'
    )
    assets = [Asset(id="logo", sha256="0", media_type="image/svg+xml", path=str(tmp_path / "logo.svg"))]
    image = ImageBlock(asset="logo", alt="Our office", caption="The office", width=0.5)
    document = sample.document(
        [Section(id="p", title="Picture", message="Picture", blocks=[image])],
        brand=Brand(color="#1F3A93", logo="logo"),
        assets=assets,
    )
    tree = Tree(page(document))
    ((_, attributes),) = tree.all("img")
    assert attributes["alt"] == "Our office"
    assert attributes["src"].startswith("data:image/svg+xml;base64,")
    marks = [a["style"] for _, a in tree.elements if a.get("class") == "mark"]
    assert len(marks) == 1
    assert "url(data:image/svg+xml;base64," in marks[0]


REQUESTS = {
    '<img src="https://example.com/x.png">': "https://example.com/x.png",
    '<img srcset="x.png 2x">': "x.png 2x",
    '<link rel="stylesheet" href="https://example.com/x.css">': "https://example.com/x.css",
    '<script src="x.js"></script>': "<script>",
    "<script>1</script>": "<script>",
    '<iframe src="https://example.com"></iframe>': "<iframe>",
    '<p onclick="x()">': "<p onclick>",
    '<p style="background: url(https://example.com/x.png)">': "https://example.com/x.png",
    '<a href="javascript:x()">': "javascript:x()",
    '<svg><image href="https://example.com/x.png"/></svg>': "https://example.com/x.png",
    '<svg><use xlink:href="https://example.com/x.svg#a"/></svg>': "https://example.com/x.svg#a",
    '<base href="https://example.com">': "<base>",
    '<video poster="x.png">': "x.png",
    '<meta http-equiv="refresh" content="0; url=https://example.com">': "refresh",
    "<style>p { background: url(https://example.com/x.png) }</style>": "https://example.com/x.png",
}


@pytest.mark.parametrize(("html", "named"), REQUESTS.items())
def test_a_page_that_would_make_a_request_is_refused_by_name(html, named):
    with pytest.raises(TemplateError) as caught:
        refuse_requests(f"<p>{html}")
    assert named in str(caught.value)


def test_links_of_a_text_are_no_requests():
    refuse_requests('<a href="https://example.com/plan">plan</a><a href="#a">a</a><a href="mailto:a@example.com">m</a>')


@pytest.mark.parametrize(
    ("css", "named"),
    [("p { background: url(https://example.com/x.png) }", "https://example.com/x.png"), ("@import 'x.css';", "@import 'x.css'"), ("p { background: url(../../x.png) }", "x.png")],
)  # fmt: skip
def test_a_style_sheet_that_would_make_a_request_is_refused_by_name(page, theme_folder, css, named):
    with pytest.raises(TemplateError) as caught:
        page(sample.minimal(), "northfield", {"northfield": theme_folder({"theme.css": css})})
    assert named in str(caught.value)


def test_pictures_of_a_theme_are_taken_into_the_page(page, theme_folder):
    ours = theme_folder(
        {"theme.css": "p { background: url('dot.svg') }", "dot.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    )
    assert "p { background: url(data:image/svg+xml;base64," in page(
        sample.minimal(), "northfield", {"northfield": ours}
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_the_page_without_an_error_or_a_request(coffee, tmp_path, width):
    (tmp_path / "report.html").write_text(coffee, encoding="utf-8")
    browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    assert browser, "this test needs Chromium"
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        f"--window-size={width},2000",
    ]
    dump = [*command, "--enable-logging=stderr", "--v=0", "--dump-dom", (tmp_path / "report.html").as_uri()]
    done = subprocess.run(dump, capture_output=True, text=True, timeout=60, check=True)
    assert "CONSOLE" not in done.stderr
    assert done.stdout.count("<section") == 5
