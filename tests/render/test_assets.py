"""The client's pictures: what is taken, what is made smaller, what is made safe, and what is refused."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from kpireport.errors import DataError
from kpireport.render.assets import MAX_EDGE, read_picture, whitened


def svg(body: str, head: str = 'viewBox="0 0 40 20"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {head}>{body}</svg>'


@pytest.fixture
def picture(tmp_path):
    def read(content: str | bytes, name: str = "logo.svg"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_picture(path)

    return read


def png(width: int, height: int, mode: str = "RGB", color: object = (200, 0, 0), form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), color).save(out, format=form)
    return out.getvalue()


def test_a_plain_svg_keeps_its_drawing_and_gets_a_size(picture):
    logo = picture(svg('<rect width="40" height="20" fill="#00f"/>'))
    assert (logo.width, logo.height, logo.ratio, logo.media_type) == (40, 20, 2, "image/svg+xml")
    assert b'<rect width="40" height="20" fill="#00f"' in logo.data
    assert logo.data.startswith(b"<svg")


def test_an_svg_without_a_viewbox_has_its_width_and_height(picture):
    logo = picture(svg("<g/>", 'width="30mm" height="10mm"'))
    assert (logo.width, logo.height) == (30, 10)
    assert b'viewBox="0 0 30 10"' in logo.data


HOSTILE = [
    "<script>fetch('http://evil.example')</script>",
    '<rect onload="evil.example()"/>',
    '<image href="http://evil.example/x.png"/>',
    '<image xlink:href="file:///etc/evil.example"/>',
    '<use href="http://evil.example/x.svg#a"/>',
    "<style>@import url(http://evil.example/x.css);</style>",
    "<style>rect { fill: url(http://evil.example/x) }</style>",
    '<rect style="fill: url(http://evil.example/x)"/>',
    '<foreignObject><iframe src="http://evil.example"/></foreignObject>',
    '<a href="javascript:evil.example"><rect/></a>',
    '<animate attributeName="href" values="javascript:evil.example"/>',
    '<set attributeName="onload" to="evil.example"/>',
    '<rect fill="url(http://evil.example/x#y)"/>',
    '<feImage href="http://evil.example/x.png"/>',
]


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_in_an_svg_runs_or_fetches(picture, body):
    logo = picture(svg(body + '<circle r="3" fill="url(#mine)"/>'))
    assert b"evil.example" not in logo.data
    assert b"script" not in logo.data
    assert b'<circle r="3" fill="url(#mine)"' in logo.data


def test_what_a_link_in_an_svg_encloses_stays(picture):
    assert b"<g><rect" in picture(svg('<a href="https://example.com"><rect width="1"/></a>')).data


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghij"))
    + ']><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&j;</text></svg>'
)
NOT_PICTURES = {
    "text": (b"just text", "logo.png", "not an image that can be decoded"),
    "empty": (b"", "logo.png", "the picture is empty"),
    "html": (b"<html><body>Not found</body></html>", "logo.svg", "outermost element is not svg"),
    "broken xml": (b"<svg", "logo.svg", "not an image"),
    "half a png": (png(300, 300)[:100], "logo.png", "not an image that can be decoded"),
    "a pdf": (b"%PDF-1.7 ...", "logo.pdf", "not an image that can be decoded"),
    "entities": (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "logo.svg", "declares entities"),
    "billion laughs": (LAUGHS.encode(), "logo.svg", "declares entities"),
    "billion laughs in UTF-16": (LAUGHS.encode("utf-16"), "logo.svg", "declares entities"),
    "endless": (svg("<g/>", 'viewBox="0 0 1e999 10"').encode(), "logo.svg", "neither its size nor a viewBox"),
    "no size": (svg("<g/>", "").encode(), "logo.svg", "neither its size nor a viewBox"),
    "many pixels": (png(12000, 12000, "1", 0), "logo.png", "12000 x 12000 pixels"),
    "far too many pixels": (png(20000, 20000, "1", 0), "logo.png", "far too many pixels"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "says"), NOT_PICTURES.values(), ids=NOT_PICTURES)
def test_what_is_not_a_picture_is_refused_by_name(picture, content, name, says):
    with pytest.raises(DataError) as caught:
        picture(content, name)
    assert says in str(caught.value)
    assert name in str(caught.value).split(": ", maxsplit=1)[0]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_half_a_picture_is_refused_whoever_imported_what(picture, form):
    import weasyprint.images  # noqa: F401 - it makes Pillow take half pictures

    with pytest.raises(DataError, match="not an image that can be decoded"):
        picture(png(900, 900, form=form)[:-300], "half.png")


def test_a_missing_picture_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.png: the picture cannot be read: No such file"):
        read_picture(tmp_path / "none.png")


def test_a_small_raster_image_is_kept_byte_for_byte(picture):
    for content, name in ((png(1, 1), "one.png"), (png(300, 200, form="JPEG"), "small.jpg")):
        assert picture(content, name).data == content


def test_a_very_large_raster_image_is_made_smaller(picture):
    big = picture(png(8000, 2000), "big.png")
    assert (big.width, big.height) == (MAX_EDGE, MAX_EDGE / 4)
    assert Image.open(io.BytesIO(big.data)).size == (MAX_EDGE, MAX_EDGE / 4)


def test_other_formats_become_png(picture):
    assert picture(png(20, 10, form="WEBP"), "logo.webp").media_type == "image/png"
    assert picture(png(20, 10, "P", 3, form="GIF"), "logo.gif").media_type == "image/png"


def test_a_photograph_is_turned_upright(picture):
    image, out = Image.new("RGB", (40, 20)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(out, format="JPEG", exif=exif)
    assert picture(out.getvalue(), "phone.jpg").ratio == 0.5


# ---------------------------------------------------------------- on a dark ground


def test_a_logo_of_one_colour_becomes_white(picture):
    logo = picture(svg('<rect width="9" height="9" fill="#0B6E4F" stroke="none"/>'))
    white = whitened(logo)
    assert white is not None
    assert b'fill="#ffffff" stroke="none"' in white.data


def test_a_logo_without_colours_is_black_and_becomes_white(picture):
    white = whitened(picture(svg('<rect width="9" height="9"/>')))
    assert white is not None
    assert b'fill="#ffffff"' in white.data


def test_a_logo_of_two_colours_stays_as_it_is(picture):
    assert whitened(picture(svg('<rect fill="#d00"/><rect style="fill: navy"/>'))) is None
    assert (
        whitened(picture(svg('<linearGradient id="a"><stop stop-color="red"/></linearGradient><rect fill="url(#a)"/>')))
        is None
    )


def test_a_raster_logo_on_a_transparent_ground_becomes_white(picture):
    image, out = Image.new("RGBA", (60, 60), (0, 0, 0, 0)), io.BytesIO()
    ImageDraw.Draw(image).rectangle((10, 10, 40, 40), fill=(20, 40, 120, 255))
    image.save(out, format="PNG")
    white = whitened(picture(out.getvalue(), "logo.png"))
    assert white is not None
    assert Image.open(io.BytesIO(white.data)).getpixel((20, 20)) == (255, 255, 255, 255)
    assert whitened(picture(png(60, 60), "opaque.png")) is None
