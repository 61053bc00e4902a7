"""White label: the agency stands beside the client's brand, on the cover, at the foot and at the end, and nobody else does."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from kpireport.document.model import Agency, Asset, Contact
from kpireport.render.html import HtmlRenderer
from kpireport.render.prepare import prepare
from tests.render import sample
from tests.render.layout_gate import lines_of

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><path fill="#123456" d="M0 0h9v9z"/></svg>'


@pytest.fixture
def with_agency(tmp_path):
    """The smallest report, by an agency whose logo has a size."""

    def made(size="90 30", **update):
        file = tmp_path / "agency.svg"
        file.write_text(LOGO.format(size=size))
        asset = Asset(id="agency-logo", sha256="0", media_type="image/svg+xml", path=str(file))
        agency = Agency(
            name="Tilto Studio",
            logo="agency-logo",
            contact=Contact(person="Rūta Kazlauskaitė", email="ruta+kpi@tilto.example", phone="+370 (600) 00-000", web="tilto.example/kpi"),
            disclaimer="For Acme only.",
        ).model_copy(update=update)  # fmt: skip
        document = sample.minimal()
        return document.model_copy(update={"agency": agency, "assets": [*document.assets, asset]})

    return made


def html_of(document, themes, engine):
    return HtmlRenderer().render(document, prepare(document, themes, engine=engine))["report.html"].decode()


def pages_of(made):
    return [" ".join(line.text for line in page).replace("\u00a0", " ") for page in lines_of(made.layout.pages)]


def test_the_last_page_says_who_made_the_report(make, with_agency):
    made = make(with_agency())
    last = pages_of(made)[-1]
    for said in ("Tilto Studio", "Rūta Kazlauskaitė", "ruta+kpi@tilto.example", "tilto.example/kpi", "For Acme only."):
        assert said in last
    assert "Acme" not in last.replace("For Acme only.", "")
    assert made.problems == []


def test_a_report_without_an_agency_has_no_such_page(make):
    assert len(pages_of(make("minimal"))) == len(pages_of(make(sample.minimal())))
    assert "imprint" not in make("minimal").pdf.decode("latin-1")


def test_contact_is_a_link_that_opens_what_it_shows(with_agency, themes, engine):
    page = html_of(with_agency(), themes, engine)
    links = dict(re.findall(r'<p><a href="([^"]+)">([^<]+)</a></p>', page))
    assert {href: text.replace("\u00a0", " ").replace("\u2011", "-") for href, text in links.items()} == {
        "mailto:ruta+kpi@tilto.example": "ruta+kpi@tilto.example",
        "tel:+37060000000": "+370 (600) 00-000",
        "https://tilto.example/kpi": "tilto.example/kpi",
    }


@pytest.mark.parametrize("web", ['x.lt/"onclick=alert(1)', "x.lt/<script>", "HTTPS://x.lt"])
def test_no_address_breaks_out_of_its_link(with_agency, themes, engine, web):
    page = html_of(with_agency(contact=Contact(web=web)), themes, engine)
    assert "<script" not in page
    assert not re.search(r"<a[^>]*\sonclick", page)
    assert len(re.findall(r'<a href="https://[^/]', page, re.IGNORECASE)) == 1


def test_the_foot_of_each_page_is_the_agencys(make, with_agency):
    made = make(with_agency(footer="Confidential. Tilto Studio for Acme"))
    inner = pages_of(made)[1:-1]
    assert inner
    assert all("Confidential. Tilto Studio for Acme" in page for page in inner)


def test_the_cover_shows_what_the_agency_wants(with_agency, themes, engine):
    def cover(**update):
        return html_of(with_agency(**update), themes, engine).split("</header>")[0]

    assert cover().count('class="mark"') == 1 + cover(on_cover=False).count('class="mark"')
    assert "Internal use only" in cover(note="Internal use only").replace("\u00a0", " ")


@pytest.mark.parametrize("size", ["8000 40", "40 8000", "1 1", "0.01 0.01", "100000 1"])
def test_a_logo_of_any_shape_stays_in_its_place(make, with_agency, themes, engine, size):
    made = make(with_agency(size))
    page = html_of(made.document, themes, engine)
    sizes = [
        (float(w), float(h)) for w, h in re.findall(r'class="mark" style="width: ([\d.]+)pt; height: ([\d.]+)pt', page)
    ]
    assert sizes
    assert all(0.5 <= width <= 150 and 0.5 <= height <= 30 for width, height in sizes)
    assert made.problems == []


def test_nothing_names_the_software(make, with_agency, themes, engine):
    made = make(with_agency())
    for text in (html_of(made.document, themes, engine), " ".join(pages_of(made))):
        assert "kpireport" not in text.lower()
        assert "weasyprint" not in text.lower()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert {str(key) for key in pdf.docinfo} <= {"/Title", "/Author", "/Subject"}
        metadata = pdf.Root.Metadata.read_bytes().lower()
        assert b"kpireport" not in metadata
        assert b"weasyprint" not in metadata
