"""The PDF: what stands where, what a reader's machine is told, and the same bytes each time."""

from __future__ import annotations

import gc
import io
import logging

import pikepdf
import pytest

from kpireport.document.model import ChartBlock, Section
from kpireport.errors import TemplateError
from kpireport.render.pdf import PdfRenderer
from tests.render import sample
from tests.render.layout_gate import layout_problems, lines_of

SAMPLES = ["coffee", "minimal", "extreme"]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("coffee", "executive"),
        ("minimal", "executive"),
        ("extreme", "executive"),
        ("coffee", "base"),
        ("minimal", "base"),
    ],
)
def test_nothing_overlaps_is_cut_off_or_left_alone(make, name, theme):
    assert layout_problems(make(name, theme).layout.pages) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pdf_engine_has_nothing_to_complain_of(make, name):
    assert make(name).problems == []


def test_sections_are_where_the_contents_say(make):
    pages = lines_of(make("coffee").layout.pages)
    assert [line.text for line in pages[0] if line.text.isdigit()] == ["2", "3", "4", "5", "6"]
    for number, title in enumerate(
        ["Executive summary", "KPI scoreboard", "Channels", "From visit to order", "Data notes"], 1
    ):
        assert title in [line.text for line in pages[number]]


def test_each_page_but_the_cover_has_its_head_and_foot(make):
    cover, *pages = lines_of(make("coffee").layout.pages)
    assert not any(line.margin for line in cover)
    for number, page in enumerate(pages, 2):
        margin = [line.text.replace("\u00a0", " ") for line in page if line.margin]
        assert margin == [
            "Miglė Coffee",
            "Monthly performance report, October 2026",
            "Prepared by Northfield. Data to 31 October 2026.",
            f"{number} / 6",
        ]


def test_every_value_of_forty_kpis_is_on_a_page_whose_head_names_the_columns(make):
    pages = lines_of(make("extreme").layout.pages)
    shown = [line.text for page in pages for line in page]
    assert all(f"{kpi.label} {i}" in shown for i in (1, 2) for kpi in sample.BOARD if kpi.metric != "cpo")
    board = [page for page in pages if any(line.text == "Newsletter subscribers 1" for line in page)]
    assert all({"KPI", "vs Sep", "vs Oct 2025"} <= {line.text for line in page} for page in board)


def test_metadata_bookmarks_and_fonts(make):
    with opened(make("coffee").pdf) as pdf:
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert info["/Title"] == "Monthly performance report"
        assert info["/Author"] == "Northfield"
        assert "/CreationDate" not in info
        assert str(pdf.Root.Lang) == "en"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert not {"/Creator", "/Producer"} & {*info}, "the report is the agency's and names no software"
        assert "pdf:Producer" not in pdf.open_metadata()
        assert b"weasyprint" not in pdf.Root.Metadata.read_bytes().lower()
        with pdf.open_outline() as outline:
            tree = [(str(item.title), [str(kid.title) for kid in item.children]) for item in outline.root]
        assert [title for title, _ in tree] == [
            "Executive summary",
            "KPI scoreboard",
            "Channels",
            "From visit to order",
            "Data notes",
        ]
        assert [label.replace("\u00a0", " ") for label in tree[0][1]] == [
            takeaway.headline for takeaway in sample.TAKEAWAYS
        ]
        fonts = {str(f.BaseFont): f for page in pdf.pages for f in page.Resources.Font.values()}
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts.values())
        assert {name.split("+")[1].split("-")[1] for name in fonts} == {"Sans", "Serif"}


def test_the_structure_is_tagged_and_everything_else_is_an_artifact(make):
    with opened(make("coffee").pdf) as pdf:
        root = pdf.Root.StructTreeRoot
        kinds: dict[str, int] = {}
        reached = set()
        waiting = list(root.K)
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Dictionary) and "/S" in element:
                kinds[str(element.S)] = kinds.get(str(element.S), 0) + 1
                reached.add(element.objgen)
                assert str(element.S) != "/Figure" or str(element.Alt)
                waiting.extend(element.get("/K", []))
        assert kinds["/Table"] >= 7
        assert kinds["/Figure"] == 4 + 4 + 13 + 3 + 2 + 1
        assert kinds["/H1"] == 1
        assert kinds["/H2"] == 6
        owners = {
            int(root.ParentTree.Nums[i]): root.ParentTree.Nums[i + 1] for i in range(0, len(root.ParentTree.Nums), 2)
        }
        for page in pdf.pages[1:]:
            marks = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) == "BDC"]
            tagged = [int(i.operands[1].MCID) for i in marks if "/MCID" in i.operands[1]]
            assert all(owners[int(page.StructParents)][mark].objgen in reached for mark in tagged)
            assert sum(str(i.operands[0]) == "/Artifact" and i.operands[1].Type == "/Pagination" for i in marks) >= 4


def test_the_same_document_gives_the_same_bytes(make):
    again = make(sample.coffee())
    assert again.pdf == make("coffee").pdf


def test_a_section_that_runs_over_a_little_is_set_tighter_from_the_start(make):
    board = [sample.coffee().sections[1].blocks[1], *_charts(1)]
    over = make(sample.document([Section(id="a", title="Board", message="Board", blocks=board)]))
    assert over.layouts == 1
    assert len(over.layout.pages.pages) == 2


def test_a_section_that_runs_over_unexpectedly_is_laid_out_again(make, theme_folder):
    board = [sample.coffee().sections[1].blocks[1]]
    document = sample.document([Section(id="a", title="Board", message="Board", blocks=board)])
    assert make(document).layouts == 1
    airy = theme_folder({"theme.css": ".board { margin-top: 240pt } .tight .board { margin-top: 10pt }"})
    over = make(document, "northfield", {"northfield": airy})
    assert over.layouts == 2
    assert len(over.layout.pages.pages) == 2


def _charts(count: int) -> list[ChartBlock]:
    return [sample.channel_chart(f"c{i}") for i in range(count)]


def test_short_sections_share_a_page_and_long_ones_do_not(make):
    def pages(*counts: int) -> int:
        sections = [
            Section(id=f"s{i}", title=f"S{i}", message=f"S{i}", blocks=_charts(n)) for i, n in enumerate(counts)
        ]
        for i, section in enumerate(sections):
            sections[i] = section.model_copy(
                update={"blocks": [b.model_copy(update={"id": f"{b.id}-{i}"}) for b in section.blocks]}
            )  # type: ignore[union-attr]
        return len(make(sample.document(sections)).layout.pages.pages) - 1

    assert pages(1, 1) == 1
    assert pages(2, 2) == 2
    assert pages(1, 1, 1, 1) == 2
    assert pages(1, 4) == 2  # one that needs two pages anyway begins under a short one


# ---------------------------------------------------------------- themes of agencies


def test_an_agency_overrides_one_file_and_keeps_the_rest(make, theme_folder):
    ours = theme_folder({"theme.css": "h2 { color: #123456 }", "contents.html.j2": "<p>No contents here</p>"})
    made = make(sample.minimal(), "northfield", {"northfield": ours})
    shown = [line.text for page in lines_of(made.layout.pages) for line in page]
    assert "No contents here" in shown
    assert "October 2026" in shown
    assert made.problems == []


def test_a_style_sheet_that_the_engine_does_not_understand_is_noticed(make, theme_folder):
    ours = theme_folder({"theme.css": "h2 { colour: red }"})
    (problem,) = make(sample.minimal(), "northfield", {"northfield": ours}).problems
    assert "colour: red" in problem.message
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    ("files", "address"),
    [
        ({"theme.css": "h2 { background: url(https://example.com/x.png) }"}, "https://example.com/x.png"),
        ({"theme.css": "@import url(https://example.com/x.css);"}, "https://example.com/x.css"),
        ({"theme.css": "@font-face { font-family: X; src: url(file:///etc/passwd) }"}, "file:///etc/passwd"),
        ({"contents.html.j2": '<img src="../../secret.png" alt="x">'}, "secret.png"),
        ({"contents.html.j2": '<img src="https://example.com/x.png" alt="x">'}, "https://example.com/x.png"),
        ({"contents.html.j2": '<link rel="stylesheet" href="https://example.com/x.css">'}, "https://example.com/x.css"),
        ({"contents.html.j2": '<svg><image href="https://example.com/x.png" width="9" height="9"/></svg>'}, "https://example.com/x.png"),
    ],
)  # fmt: skip
def test_a_theme_that_reaches_for_something_from_elsewhere_is_refused(make, theme_folder, files, address):
    with pytest.raises(TemplateError) as caught:
        make(sample.minimal(), "northfield", {"northfield": theme_folder(files)})
    assert address in str(caught.value)


def test_the_engine_keeps_nothing_of_a_document_and_leaves_no_trace(make, engine):
    make(sample.minimal())
    assert gc.isenabled()
    assert [type(h).__name__ for h in logging.getLogger("weasyprint").handlers if type(h).__name__ == "Listener"] == []
    assert "Miglė" not in repr(engine._styles) + repr(engine._sandboxes)


def test_the_renderer_writes_one_file(make):
    made = make("minimal")
    assert list(PdfRenderer().render(made.document, made.context)) == ["report.pdf"]
