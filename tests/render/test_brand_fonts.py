"""A client's own fonts: in the PDF, in the HTML, in the charts, measured, and never another client's."""

from __future__ import annotations

import base64
import io
import re

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from kpireport.document.model import Asset, Brand
from kpireport.errors import DataError
from kpireport.render.brand_fonts import NONE, read_brand_fonts
from kpireport.render.charts import chart_faces
from kpireport.render.html import HtmlRenderer
from kpireport.render.pdf import PdfRenderer
from kpireport.render.prepare import prepare
from kpireport.render.themes import builtin_folder, theme_files
from kpireport.render.typography import Typesetter
from tests.render import sample
from tests.render.layout_gate import lines_of

FOLDER = builtin_folder() / "base" / "fonts"


@pytest.fixture
def font_file(tmp_path):
    """A copy of a bundled font under another name, half as wide again, without the characters in `lacks`."""

    def made(family, *, source="SourceSans3-Regular.ttf", lacks=""):
        path = tmp_path / f"{family}.ttf"
        with TTFont(FOLDER / source) as font:
            for name_id in (1, 4, 6, 16):
                font["name"].setName(family if name_id != 6 else family.replace(" ", ""), name_id, 3, 1, 0x409)
            for glyph, (advance, bearing) in font["hmtx"].metrics.items():
                font["hmtx"].metrics[glyph] = (round(advance * 1.5), bearing)
            for table in font["cmap"].tables:
                table.cmap = {code: glyph for code, glyph in table.cmap.items() if chr(code) not in lacks}
            font.save(path)
        return path

    return made


def branded(document, **files):
    """A document whose brand brings fonts from files by role."""
    assets = [
        Asset(id=f"font-{path.stem}", sha256="0", media_type="font/ttf", path=str(path)) for path in files.values()
    ]
    fonts = {role: f"font-{path.stem}" for role, path in files.items()}
    return document.model_copy(
        update={"brand": document.brand.model_copy(update={"fonts": fonts}), "assets": [*document.assets, *assets]}
    )


def fonts_of(document):
    return read_brand_fonts(document.brand, {asset.id: asset for asset in document.assets})


def embedded(pdf):
    """The names of the fonts in a PDF, as style sheets call them, each of which has its file inside."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [f for page in opened.pages for f in page.Resources.Font.values()]
        fonts += [
            f
            for page in opened.pages
            for form in page.Resources.get("/XObject", {}).values()
            for f in form.get("/Resources", {}).get("/Font", {}).values()
        ]
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)
        return {str(font.BaseFont).split("+")[1] for font in fonts}


def test_the_pdf_embeds_the_fonts_of_the_brand_and_nothing_else(make, font_file):
    made = make(branded(sample.coffee(), text=font_file("Acme Sans"), headline=font_file("Acme Head")))
    assert made.problems == []
    assert {"-".join(name.split("-")[:2]) for name in embedded(made.pdf)} == {"Acme-Sans", "Acme-Head"}


def test_bold_is_that_of_the_brand_and_without_one_that_of_the_theme(make, font_file):
    text, bold = font_file("Acme Sans"), font_file("Acme Sans Bold", source="SourceSans3-Bold.ttf")
    widths = {}
    for name, files in (("own", {"text": text, "bold": bold}), ("theme", {"text": text}), ("plain", {})):
        made = make(branded(sample.minimal(), **files))
        lines = [line for page in lines_of(made.layout.pages) for line in page]
        widths[name] = next(line.right - line.left for line in lines if re.fullmatch(r"2 / \d", line.text))
    assert widths["theme"] == pytest.approx(widths["plain"])
    assert widths["own"] > 1.4 * widths["plain"]


def test_the_page_holds_the_part_of_the_font_that_it_needs(themes, engine, font_file):
    document = branded(sample.coffee(), text=font_file("Acme Sans"), headline=font_file("Acme Head"))
    context = prepare(document, themes, engine=engine)
    html = HtmlRenderer().render(document, context)["report.html"].decode()
    assert not re.search(r"url\((?!data:)", html)
    for role in ("text", "headline"):
        family = context.fonts[role].family
        assert f'--brand-{role}: "{family}"' in html
        (rule, *_) = re.findall(
            rf'@font-face {{ font-family: "{family}"; font-weight: 400;[^}}]*base64,([^)]*)\)', html
        )
        with TTFont(io.BytesIO(base64.b64decode(rule))) as font:
            assert ord("€") in font.getBestCmap()
            assert len(font.getBestCmap()) < 200


def test_charts_are_set_and_measured_in_the_text_font(themes, engine, font_file):
    document = branded(sample.coffee(), text=font_file("Acme Sans"))
    context = prepare(document, themes, engine=engine)
    charts = [drawing.svg.decode() for key, drawing in context.figures.items() if key.startswith("chart/")]
    assert all(f"'{context.fonts['text'].family}', 'Source Sans 3', sans-serif" in svg for svg in charts)
    plain, wide = chart_faces(), chart_faces(context.fonts)
    assert wide.regular.width("Revenue", 8) == pytest.approx(1.5 * plain.regular.width("Revenue", 8), rel=0.01)
    assert wide.bold is plain.bold


def test_headings_are_measured_in_the_headline_font_and_numbers_in_the_text_font(themes, font_file):
    fonts = fonts_of(
        branded(sample.minimal(), headline=font_file("Acme Head", source="SourceSerif4Subhead-Semibold.ttf"))
    )
    theme = theme_files("executive", themes)
    plain, ours = Typesetter.of(theme), Typesetter.of(theme, fonts)
    assert ours.width("section", "Revenue") == pytest.approx(1.5 * plain.width("section", "Revenue"), rel=0.01)
    assert ours.width("text", "Revenue") == plain.width("text", "Revenue")


def test_letters_that_the_font_lacks_are_taken_from_the_theme(make, font_file):
    made = make(branded(sample.minimal(), text=font_file("Acme Sans", lacks="€0123456789")))
    assert any(name.endswith("-Light") for name in embedded(made.pdf))  # the theme's regular, behind the brand's
    assert made.problems == []
    lacking, plain = chart_faces(made.context.fonts).regular, chart_faces().regular
    assert lacking.width("€209", 10) == plain.width("€209", 10)
    assert lacking.width("ab", 10) > plain.width("ab", 10)


def test_two_clients_of_one_run_do_not_share_fonts(themes, engine, font_file):
    ours = branded(sample.minimal(), text=font_file("Acme Sans"), headline=font_file("Acme Head"))
    theirs = branded(sample.minimal(), text=font_file("Borealis"), headline=font_file("Borealis Head"))
    first, second, plain = (
        embedded(PdfRenderer().render(d, prepare(d, themes, engine=engine))["report.pdf"])
        for d in (ours, theirs, sample.minimal())
    )
    assert {name.partition("-")[0] for name in first} == {"Acme"}
    assert {name.partition("-")[0] for name in second} == {"Borealis"}
    assert {name.partition("-")[0] for name in plain} == {"Source"}
    assert all("Acme" not in str(sheet) for style in engine._styles.values() for sheet in style.sheets)


def test_two_files_of_the_same_name_are_two_families(font_file):
    one = fonts_of(branded(sample.minimal(), text=font_file("Acme Sans")))
    other = fonts_of(branded(sample.minimal(), text=font_file("Acme Sans", lacks="x")))
    assert one["text"].family != other["text"].family
    assert one["text"].family.startswith("Acme Sans ")


def test_a_damaged_or_missing_font_is_named(tmp_path):
    (tmp_path / "a.ttf").write_bytes(b"\x00\x01\x00\x00" + bytes(40))
    with pytest.raises(DataError, match=r"a\.ttf: the font is damaged"):
        fonts_of(branded(sample.minimal(), text=tmp_path / "a.ttf"))
    whole = (FOLDER / "SourceSans3-Regular.ttf").read_bytes()
    for length in (12, 200, 2000, 60_000):
        (tmp_path / "a.ttf").write_bytes(whole[:length])
        with pytest.raises(DataError, match="the font is damaged"):
            fonts_of(branded(sample.minimal(), text=tmp_path / "a.ttf"))
    with pytest.raises(DataError, match="cannot be read"):
        fonts_of(branded(sample.minimal(), text=tmp_path / "b.ttf"))


def test_a_brand_without_fonts_has_none():
    assert read_brand_fonts(Brand(color="#1F3A93"), {}) == NONE
