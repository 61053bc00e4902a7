"""The slides: which there are and what they say, that everything fits, and that a browser shows them by keyboard."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpireport.document.model import (
    Action,
    Agency,
    Cell,
    ChartSeries,
    Contact,
    DataNotesBlock,
    KpiBlock,
    NextStepsBlock,
    Notice,
    PageBreak,
    ReportDocument,
    Row,
    Section,
    TakeawayRecord,
    TakeawaysBlock,
    TextBlock,
)
from kpireport.errors import TemplateError
from kpireport.host import discover
from kpireport.render.deck.fitting import CLAIM, MESSAGE, fit
from kpireport.render.deck.geometry import LEAST, MESSAGE_HEIGHT, MESSAGE_WIDTH
from kpireport.render.deck.packing import evenly
from kpireport.render.deck.renderer import SlidesRenderer
from kpireport.render.engine import RenderEngine
from kpireport.render.interface import Renderer
from kpireport.render.prepare import prepare
from kpireport.render.themes import theme_files
from kpireport.render.typography import Typesetter
from kpireport.testing.gate.html import inspect_html
from kpireport.testing.gate.pdf import inspect_pdf
from tests.render import sample
from tests.render.conftest import Watching
from tests.render.layout_gate import layout_problems, lines_of


@dataclass(frozen=True)
class Deck:
    """The slides of a document: both files, the words of each page, and what was wrong with where they stand."""

    html: str
    pdf: bytes
    pages: list[list[str]]
    sizes: list[float]
    faults: list[str]
    problems: list[str]

    @property
    def count(self) -> int:
        return len(re.findall(r'<section class="slide', self.html))


@pytest.fixture(scope="session")
def deck(themes: Mapping[str, object], engine: RenderEngine) -> Callable[..., Deck]:
    """Render the slides of a document; those of samples are made once."""
    kept: dict[str, Deck] = {}

    def made(
        document: ReportDocument | str, theme: str = "executive", more: Mapping[str, object] | None = None
    ) -> Deck:
        if isinstance(document, str):
            key = f"{document}/{theme}"
            if key not in kept:
                kept[key] = made(getattr(sample, document)(), theme)
            return kept[key]
        problems: list[str] = []
        watching = Watching(engine)
        document = document.model_copy(update={"theme": theme})
        context = prepare(
            document, {**themes, **(more or {})}, engine=watching, notice=lambda problem: problems.append(str(problem))
        )
        files = SlidesRenderer().render(document, context)
        assert list(files) == ["slides.html", "slides.pdf"]
        pages = watching.layouts[-1].pages
        words = [[line.text.replace("\u00a0", " ") for line in page] for page in lines_of(pages)]
        faults = [fault for fault in layout_problems(pages, least_fill=0.0) if "alone at the foot" not in fault]
        sizes = [size for page in pages.pages for size in _sizes(page._page_box)]
        return Deck(files["slides.html"].decode(), files["slides.pdf"], words, sizes, faults, problems)

    return made


def _sizes(box: object) -> Iterator[float]:
    """The size in pt of every text that is laid out."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    if isinstance(box, boxes.TextBox) and box.text.strip():
        yield box.style["font_size"] * 0.75
    for child in getattr(box, "children", ()):
        yield from _sizes(child)


def assert_fits(made: Deck) -> None:
    """Nothing overlaps or leaves its slide, no slide runs over onto another page, and the engine has no complaint."""
    assert made.faults == []
    assert len(made.pages) == made.count
    assert made.problems == []


def takeaways(count: int, *, headline: str = "", because: int = 3, charts: bool = True) -> TakeawaysBlock:
    """So many takeaways, from those of the sample."""
    views = []
    for i in range(count):
        view = sample.TAKEAWAYS[i % len(sample.TAKEAWAYS)]
        chart = view.chart.model_copy(update={"id": f"{view.id}-{i}"}) if view.chart and charts else None
        reasons = [view.because[j % len(view.because)] for j in range(because)]
        update = {"id": f"{view.id}-{i}", "chart": chart, "because": reasons, "headline": headline or view.headline}
        views.append(view.model_copy(update=update))
    return TakeawaysBlock(takeaways=views, empty="No change stands out this month.")


def section(*blocks: object, message: str = "Numbers of the month") -> Section:
    return Section(id="a", title="Part", message=message, blocks=list(blocks))  # type: ignore[arg-type]


# ---------------------------------------------------------------- which slides there are


def test_slides_are_an_output_that_is_registered_like_those_of_plugins():
    renderer = discover().renderers.get("slides")
    assert isinstance(renderer, Renderer)
    assert renderer.files == ("slides.html", "slides.pdf")


def test_the_slides_of_a_month_stand_in_order(deck):
    made = deck("coffee")
    kickers = [page[0] for page in made.pages]
    assert kickers[1:6] == ["Key takeaways", "Takeaway 1 of 4", "Takeaway 2 of 4", "Takeaway 3 of 4", "Takeaway 4 of 4"]
    assert kickers[6].startswith("KPI scoreboard")
    assert kickers[-1] == "Data notes"
    assert "October 2026" in made.pages[0]
    assert made.pages[2][1].startswith("Revenue reached €209,113")


def test_each_slide_but_the_title_has_its_foot_and_number(deck):
    made = deck("coffee")
    assert all(
        {"Miglė Coffee", f"{number} / {made.count}"} <= set(page) for number, page in enumerate(made.pages[1:], 2)
    )
    assert "Miglė Coffee" in made.pages[0]


def test_every_reason_is_on_the_slide_of_its_takeaway(deck):
    made = deck("coffee")
    for view, page in zip(sample.TAKEAWAYS, made.pages[2:6], strict=True):
        assert all(reason.value_text in page for reason in view.because)
        assert view.tag in page


def test_good_and_bad_are_told_by_signs_too(deck):
    made = deck("coffee")
    board = [word for page in made.pages for word in page if page[0].startswith("KPI scoreboard")]
    assert {"◆", "✓", "✗"} <= set(board)


def test_the_number_that_a_takeaway_speaks_of_stands_beside_it(deck):
    block = sample.coffee().sections[0].blocks[0]
    assert isinstance(block, TakeawaysBlock)
    records = [
        TakeawayRecord(
            id=block.takeaways[0].id, evidence={"fact_ids": ["revenue@2026-10"]}, headline="", because=[], score=1.0
        )
    ]
    page = deck(sample.coffee().model_copy(update={"takeaways": records})).pages[2]
    assert {"€209,113", "+17.6%", "+18.5%"} <= set(page)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7, 13])
def test_any_number_of_takeaways(deck, count):
    made = deck(sample.document([section(takeaways(count))]))
    assert_fits(made)
    glances = sum(page[0].startswith("Key takeaways") for page in made.pages)
    assert glances == {0: 1, 1: 0, 7: 2, 13: 3}.get(count, 1)
    assert sum(page[0].startswith("Takeaway ") for page in made.pages) == count


def test_a_month_without_news_says_so(deck):
    assert "No change stands out this month." in deck("minimal").pages[1]


def test_reasons_that_do_not_fit_go_on_over_the_slide(deck):
    made = deck(sample.document([section(takeaways(1, because=24))]))
    assert_fits(made)
    parts = [page for page in made.pages if page[0].startswith("Takeaway 1 of 1")]
    assert [page[0] for page in parts[:2]] == [f"Takeaway 1 of 1, {i} of {len(parts)}" for i in (1, 2)]
    assert sum(page.count(sample.TAKEAWAYS[0].because[0].value_text) for page in parts) == 8


def test_forty_kpis_go_on_over_slides_that_each_name_their_columns_and_groups(deck):
    made = deck("extreme")
    board = [page for page in made.pages if "Trend" in page]
    assert len(board) >= 3
    assert all({"KPI", "vs Sep", "vs Oct 2025", "Target"} <= set(page) for page in board)
    shown = [word for page in board for word in page]
    assert all(f"{kpi.label} {i}" in shown for i in (1, 2) for kpi in sample.BOARD if kpi.metric != "cpo")


def test_cards_that_a_scoreboard_repeats_are_said_once(deck):
    shown = [word for page in deck("coffee").pages for word in page]
    assert shown.count("€39.01") == 1


def test_rows_of_a_table_are_all_shown_and_the_total_has_company(deck):
    made = deck(sample.document([section(sample.table(45, title="Members"))]))
    assert_fits(made)
    shown = [word for page in made.pages for word in page]
    assert all(row.cells[0].text in shown for row in sample.table(45, title="Members").rows if row.kind == "row")
    last = next(page for page in made.pages if "Total" in page)
    assert len(last) > 40


def test_a_chart_of_many_bars_goes_on_over_slides(deck):
    chart = sample.channel_chart("many")
    names = [f"Channel {i}" for i in range(30)]
    values = [float(1000 - 30 * i) for i in range(30)]
    series = [ChartSeries(name="Oct 2026", role="actual", values=values, labels=[f"{v:.0f}" for v in values])]
    made = deck(sample.document([section(chart.model_copy(update={"categories": names, "series": series}))]))
    assert_fits(made)
    parts = [page for page in made.pages if page[0].startswith("Part")]
    assert len(parts) > 1
    for name in names:
        assert made.html.count(f">{name}<") >= 1


def test_next_steps_stand_before_the_last_slide_with_owner_and_date(deck):
    actions = [
        Action(
            text="Repair the payment step", owner="Web team", due="9 November 2026", status_text="Overdue", overdue=True
        ),
        Action(
            text="Test the new creatives", owner="Northfield", due="12 November 2026", status="done", status_text="Done"
        ),
    ]
    steps = Section(
        id="steps", title="Next steps", message="Two things to do", blocks=[NextStepsBlock(actions=actions)]
    )
    made = deck(sample.document([steps, section(sample.table(4))]))
    assert_fits(made)
    page = made.pages[-2]
    assert {"Two things to do", "Repair the payment step", "Web team", "9 November 2026", "Overdue", "◆"} <= set(page)


def test_the_last_slide_says_whom_to_ask(deck):
    agency = Agency(
        name="Northfield", contact=Contact(person="Rasa K.", email="rasa@example.com"), disclaimer="No advice."
    )
    page = deck(sample.coffee().model_copy(update={"agency": agency})).pages[-1]
    assert {"Rasa K.", "rasa@example.com", "No advice.", "Shop database"} <= set(page)


def test_notices_that_do_not_fit_the_last_slide_are_counted(deck):
    notes = sample.NOTES.model_copy(
        update={"notices": [Notice(kind="x", text=f"Notice {i}: {sample.LONG}") for i in range(30)]}
    )
    made = deck(sample.document([section(notes)]))
    assert_fits(made)
    assert any("more notices are in the report" in word for word in made.pages[-1])


def test_a_page_break_begins_a_slide(deck):
    text = TextBlock(html="<p>Short.</p>")
    assert (
        deck(sample.document([section(text, text)])).count + 1
        == deck(sample.document([section(text, PageBreak(), text)])).count
    )


# ---------------------------------------------------------------- everything fits


@pytest.mark.parametrize(("name", "theme"), [("coffee", "executive"), ("minimal", "executive"), ("extreme", "executive"), ("coffee", "base")])  # fmt: skip
def test_nothing_overlaps_is_cut_off_or_runs_over(deck, name, theme):
    made = deck(name, theme)
    assert_fits(made)
    assert min(made.sizes) >= LEAST - 0.01


HOSTILE = [
    "A" * 300,
    "Overheating " * 25,
    "שלום עולם " * 20,
    "Coffee ☕ is on fire 🔥📈 " * 4,
    "€1,234,567,890.12",
    "0.00004",
    sample.RU * 4,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_anywhere_fit(deck, text):
    kpis = [
        k.model_copy(update={"label": text, "value_text": text[:18], "group": text[:60], "fact": f"h{k.fact}"})
        for k in sample.BOARD
    ]
    table = sample.table(6)
    rows = [Row(cells=[Cell(text=text), *row.cells[1:]]) for row in table.rows]
    chart = sample.channel_chart("hostile").model_copy(
        update={"title": text, "categories": [text] * len(sample.CHANNELS)}
    )
    actions = [Action(text=text, owner=text, due=text[:30], status_text="Open", measure=text)] * 3
    document = sample.document(
        [
            section(takeaways(4, headline=text), message=text),
            section(
                KpiBlock(layout="scoreboard", kpis=kpis, now="Oct 2026", title=text),
                KpiBlock(kpis=kpis[:3], now="Oct 2026"),
            ),
            section(table.model_copy(update={"rows": rows, "title": text}), chart, message=text),
            section(NextStepsBlock(actions=actions), TextBlock(html=f"<p>{text}</p>" * 3, author=text)),
            section(DataNotesBlock(sources=[], notices=[Notice(kind="x", text=text)], missing=[], definitions=[])),
        ]
    )
    made = deck(document)
    assert made.faults == []
    assert len(made.pages) == made.count


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=400)


@pytest.fixture(scope="module")
def type_(themes):
    return Typesetter.of(theme_files("executive", themes))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, st.sampled_from([MESSAGE, CLAIM]), st.floats(80, 800), st.floats(26, 120))
def test_a_fitted_text_is_never_higher_than_its_place_nor_smaller_than_ten_points(type_, text, ladder, width, height):
    fitted = fit(type_, "section", text, ladder, width, height)
    assert fitted.height <= height
    assert fitted.size >= LEAST
    assert fitted.text == text or fitted.text.endswith("…")


def test_a_text_that_fits_is_set_at_the_largest_size_and_not_cut(type_):
    fitted = fit(type_, "section", "Revenue beat its target", MESSAGE, MESSAGE_WIDTH, MESSAGE_HEIGHT)
    assert (fitted.text, fitted.size, fitted.lines) == ("Revenue beat its target", 27, 1)
    longer = fit(type_, "section", sample.LONG * 3, MESSAGE, MESSAGE_WIDTH, MESSAGE_HEIGHT)
    assert longer.size < 27
    assert longer.text == sample.LONG * 3


@given(st.lists(st.integers(1, 40), max_size=60), st.integers(40, 200))
def test_groups_hold_everything_in_order_and_are_as_few_as_can_be(heights, room):
    groups = evenly(heights, sum, room)
    assert [one for group in groups for one in group] == heights
    assert all(sum(group) <= room for group in groups)
    assert len(groups) >= -(-sum(heights) // room)


def test_the_last_group_is_not_a_lone_item():
    assert [len(group) for group in evenly([10] * 13, sum, 120)] == [7, 6]


# ---------------------------------------------------------------- the PDF


def test_the_pdf_is_tagged_titled_and_has_a_bookmark_for_each_slide(deck):
    made = deck("coffee")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert str(pdf.docinfo["/Title"]) == "Monthly performance report"
        assert str(pdf.Root.Lang) == "en"
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 960, 540]
        with pdf.open_outline() as outline:
            assert len(outline.root) == made.count
        figures = [e for e in _elements(pdf.Root.StructTreeRoot) if str(e.S) == "/Figure"]
        assert figures
        assert all(str(figure.Alt) for figure in figures)


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                waiting.append(kid)


def test_the_same_document_gives_the_same_bytes(deck):
    again = deck(sample.coffee())
    assert (again.html, again.pdf) == (deck("coffee").html, deck("coffee").pdf)


def test_the_gate_finds_nothing_in_the_pdf(deck, tmp_path):
    (tmp_path / "slides.pdf").write_bytes(deck("extreme").pdf)
    assert [str(fault) for fault in inspect_pdf(tmp_path / "slides.pdf")] == []


# ---------------------------------------------------------------- the page


def test_the_page_holds_everything_in_itself_and_lets_only_its_script_run(deck):
    html = deck("coffee").html
    assert not re.search(r'(?:src|href)="(?!#|data:)', html)
    assert not re.search(r"url\((?!data:)", html)
    assert html.count("<script>") == 1
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", html)
    assert "default-src 'none'" in html


def test_what_a_user_wrote_is_shown_and_not_run(deck):
    nasty = '"><script>alert(1)</script>&'
    document = sample.coffee()
    report = document.report.model_copy(update={"title": nasty, "author": nasty, "subtitle": nasty})
    html = deck(
        document.model_copy(update={"report": report, "client": document.client.model_copy(update={"name": nasty})})
    ).html
    assert html.count("<script>") == 1
    assert "&lt;script&gt;" in html


def test_an_agency_overrides_one_file_and_keeps_the_rest(deck, theme_folder):
    ours = theme_folder({"slides/closing.html.j2": "<p>Thank you</p>", "deck-theme.css": "h2 { color: #123456 }"})
    made = deck(sample.minimal(), "northfield", {"northfield": ours})
    assert "Thank you" in made.pages[-1]
    assert "h2 { color: #123456 }" in made.html


def test_a_theme_cannot_bring_a_script(deck, theme_folder):
    with pytest.raises(TemplateError, match="script"):
        deck(
            sample.minimal(),
            "northfield",
            {"northfield": theme_folder({"slides/closing.html.j2": "<script>x()</script>"})},
        )
    ours = theme_folder({"deck.js": "alert(1)"}, name="scripted")
    assert "alert(1)" not in deck(sample.minimal(), "scripted", {"scripted": ours}).html


@pytest.fixture
def page(deck, tmp_path, browser) -> Iterator[object]:
    """The slides of the sample in a browser, with all that it logged and asked for."""
    file = Path(tmp_path / "slides.html")
    file.write_text(deck("coffee").html, encoding="utf-8")
    page = browser.chromium.new_page(viewport={"width": 1280, "height": 720}, has_touch=True)
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on(
        "request",
        lambda request: page.said.append(request.url) if not request.url.startswith(("file:", "data:")) else None,
    )
    page.goto(file.as_uri())
    yield page
    assert page.said == []
    page.close()


def current(page) -> str:
    """The slide that is shown; there is exactly one."""
    (shown,) = page.evaluate(
        "() => [...document.querySelectorAll('.slide')].filter(s => getComputedStyle(s).visibility === 'visible').map(s => s.id)"
    )
    return shown


@pytest.mark.browser
def test_a_browser_shows_the_slides_by_keyboard(page, deck):
    last = f"slide-{deck('coffee').count}"
    assert current(page) == "slide-1"
    for key, wanted in [
        ("ArrowRight", "slide-2"), ("PageDown", "slide-3"), ("ArrowLeft", "slide-2"), ("PageUp", "slide-1"), ("ArrowLeft", "slide-1"),
        ("End", last), ("ArrowRight", last), ("Home", "slide-1"), (" ", "slide-2"), ("Shift+ ", "slide-1"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert current(page) == wanted
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("#slide-2")
    assert page.locator(".said").inner_text().startswith("Slide 2 of")


@pytest.mark.browser
def test_all_slides_at_once_to_choose_from(page, deck):
    page.keyboard.press("o")
    assert (
        page.evaluate(
            "() => [...document.querySelectorAll('.slide')].filter(s => getComputedStyle(s).visibility === 'visible').length"
        )
        == deck("coffee").count
    )
    page.locator("#slide-4").click()
    assert current(page) == "slide-4"
    page.keyboard.press("o")
    page.keyboard.press("Escape")
    assert current(page) == "slide-4"
    page.keyboard.press("o")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert current(page) == "slide-5"


@pytest.mark.browser
def test_buttons_and_a_swipe(page):
    page.mouse.move(200, 200)
    page.get_by_role("button", name="Next slide").click()
    assert current(page) == "slide-2"
    page.evaluate(
        """() => {
            const touch = (x) => new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300});
            document.body.dispatchEvent(new TouchEvent('touchstart', {bubbles: true, touches: [touch(600)], changedTouches: [touch(600)]}));
            document.body.dispatchEvent(new TouchEvent('touchend', {bubbles: true, changedTouches: [touch(300)]}));
        }"""
    )
    assert current(page) == "slide-3"


@pytest.mark.browser
def test_the_slides_print_one_a_page(page, deck):
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == deck("coffee").count
        assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 960, 540]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["coffee", "minimal"])
def test_the_gate_finds_nothing_in_the_page(deck, tmp_path, browser, name):
    (tmp_path / "slides.html").write_text(deck(name).html, encoding="utf-8")
    assert [str(fault) for fault in inspect_html(tmp_path / "slides.html", browser)] == []


def test_a_month_without_a_single_row(deck):
    empty = sample.months_chart("none", "Visits", 10)
    series = [s.model_copy(update={"values": [None] * len(s.values), "labels": []}) for s in empty.series]
    kpi = sample.BOARD[0].model_copy(update={"value_text": "–", "deltas": [], "target": None, "spark": None})
    board = KpiBlock(layout="scoreboard", kpis=[kpi], now="Oct 2026")
    made = deck(sample.document([section(takeaways(0)), section(board, empty.model_copy(update={"series": series}))]))
    assert_fits(made)
