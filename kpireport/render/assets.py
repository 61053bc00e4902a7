"""The client's own pictures (the logo, pictures in the text), checked and made safe before anything shows them.

An SVG keeps only what draws: no scripts, no handlers, nothing that fetches. A raster image must be one that can be
decoded, is turned upright, and is made smaller when it has far more pixels than a page can show.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from kpireport.document.model import Asset
from kpireport.errors import DataError, Place

MAX_BYTES = 30 * 2**20
MAX_PIXELS = 120_000_000
MAX_EDGE = 2000
"""Pixels along the longer edge: 290 dpi over the whole width of the text."""

LOGO_EDGE = 700
"""Pixels along the longer edge of a whitened logo, which is never shown wider than 150 pt."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_DRAWS = frozenset({
    "svg", "g", "defs", "symbol", "use", "switch", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image",
    "text", "tspan", "textPath", "title", "desc", "style", "clipPath", "mask", "pattern", "marker", "linearGradient",
    "radialGradient", "stop", "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset",
})  # fmt: skip
"""The elements of SVG that draw; all others go."""
_HINT = "use a PNG, JPEG or SVG file"
_PIXELS_HINT = f"{MAX_EDGE} along the longer edge are enough"
_ORIENTATION = 0x0112
"""The EXIF tag of how a camera was held."""
_FETCHES = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|(?:fill|stroke|stop-color)\s*[:=]\s*[\"']?\s*([a-z]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to show; width and height are in its own units (pixels, or SVG user units)."""

    data: bytes
    media_type: str
    width: float
    height: float

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.width / self.height


def read_pictures(assets: Iterable[Asset]) -> Mapping[str, Picture]:
    """The pictures of a document by asset id, read from where the build keeps them.

    Raises:
        DataError: a file is missing, is not an image, or is too large; names the file.

    """
    return {asset.id: read_picture(Path(asset.path)) for asset in assets if asset.media_type.startswith("image/")}


def read_picture(path: Path) -> Picture:
    """One picture from a file; raises as `read_pictures` does."""
    place = Place(str(path))
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    except OSError as error:
        raise DataError(f"the picture cannot be read: {error.strerror}", place=place) from error
    if not data:
        large = path.stat().st_size > MAX_BYTES
        what = f"the picture is larger than {MAX_BYTES // 2**20} MB" if large else "the picture is empty"
        raise DataError(what, place=place, hint=_HINT)
    return _vector(data, place) if _looks_like_xml(data) else _raster(data, place)


def _looks_like_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or data[:2] in {b"\xff\xfe", b"\xfe\xff"}


# ---------------------------------------------------------------- vector


def _vector(data: bytes, place: Place) -> Picture:
    if b"<!ENTITY" in data.replace(b"\0", b""):  # in UTF-16 too
        raise DataError("the SVG declares entities, which can hide anything", place=place, hint="save it as plain SVG")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities are refused above, and expat loads nothing
    except ET.ParseError as error:
        raise DataError(f"the picture is not an image ({error})", place=place, hint=_HINT) from error
    if root.tag != f"{{{SVG}}}svg":
        raise DataError("the picture is not an image: its outermost element is not svg", place=place, hint=_HINT)
    _clean(root)
    width, height = _size(root)
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise DataError("the SVG says neither its size nor a viewBox", place=place, hint="add a viewBox")
    root.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return Picture(_xml(root), "image/svg+xml", width, height)


def _xml(root: ET.Element) -> bytes:
    """The element as text with SVG as the default namespace."""
    text = ET.tostring(root, encoding="unicode")
    prefix = re.search(rf'xmlns:(\w+)="{SVG}"', text)
    if prefix:
        name = prefix[1]
        text = text.replace(f"xmlns:{name}=", "xmlns=", 1).replace(f"<{name}:", "<").replace(f"</{name}:", "</")
    return text.encode("utf-8")


def _clean(element: ET.Element) -> None:
    for child in list(element):
        name = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if name == "a":  # what a link encloses stays, the link goes
            child.tag, child.attrib = f"{{{SVG}}}g", {}
        elif name not in _DRAWS or not _keeps_to_itself(child, name):
            element.remove(child)
            continue
        _clean(child)
    for key, value in list(element.attrib.items()):
        if not _harmless(key, value):
            del element.attrib[key]


def _keeps_to_itself(element: ET.Element, name: str) -> bool:
    """Whether an element that could fetch something does not."""
    if name == "style":
        return not _FETCHES.search(element.text or "")
    addresses = [value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == "href"]
    return all(_is_inline(value) for value in addresses) and (name not in {"image", "use"} or bool(addresses))


def _is_inline(address: str) -> bool:
    return bool(re.match(r"#|data:image/(png|jpeg);base64,", address))


def _harmless(key: str, value: str) -> bool:
    name = key.rsplit("}", 1)[-1].lower()
    if name.startswith("on"):
        return False
    if name == "href":
        return _is_inline(value)
    if key.startswith("{") and not key.startswith((f"{{{XLINK}}}", "{http://www.w3.org/XML/1998/namespace}")):
        return False  # editors' own notes
    return name != "src" and not _FETCHES.search(value)


def _size(root: ET.Element) -> tuple[float, float]:
    box = [float(n) for n in re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", root.get("viewBox", ""))]
    if len(box) == 4:
        return box[2], box[3]
    sides = [re.match(r"\s*(\d*\.?\d+)\s*(?:px|pt|mm|cm|in)?\s*$", root.get(side, "")) for side in ("width", "height")]
    return tuple(float(side[1]) if side else 0.0 for side in sides)  # type: ignore[return-value]


# ---------------------------------------------------------------- raster


def _raster(data: bytes, place: Place) -> Picture:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with _whole_images(), warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"))
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise DataError(f"the picture has {width} x {height} pixels", place=place, hint=_PIXELS_HINT)
            image.draft(None, (MAX_EDGE, MAX_EDGE))
            upright = ImageOps.exif_transpose(image)
            upright.load()
    except Image.DecompressionBombError as error:
        raise DataError("the picture has far too many pixels", place=place, hint=_PIXELS_HINT) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DataError("the picture is not an image that can be decoded", place=place, hint=_HINT) from error
    small = max(width, height) <= MAX_EDGE and image.getexif().get(_ORIENTATION, 1) == 1
    if image.format in {"PNG", "JPEG"} and small and image.mode != "CMYK":
        return Picture(data, f"image/{image.format.lower()}", width, height)
    return _encoded(upright, lossy=image.format == "JPEG")


@contextmanager
def _whole_images() -> Iterator[None]:
    """Take no half images; WeasyPrint, once it is imported, lets Pillow pass them in the whole process."""
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _encoded(image: object, *, lossy: bool) -> Picture:
    from PIL import Image

    assert isinstance(image, Image.Image)
    image = image.convert("RGB" if lossy else "RGBA")
    image.thumbnail((MAX_EDGE, MAX_EDGE))
    out = io.BytesIO()
    image.save(out, format="JPEG" if lossy else "PNG", **({"quality": 88} if lossy else {}))
    return Picture(out.getvalue(), "image/jpeg" if lossy else "image/png", *image.size)


# ---------------------------------------------------------------- on a dark ground


def whitened(picture: Picture) -> Picture | None:
    """The picture in white, for a dark ground; None where it has several colours or no transparent ground of its own."""
    return _white_vector(picture) if picture.media_type == "image/svg+xml" else _white_raster(picture)


def _white_vector(picture: Picture) -> Picture | None:
    text = picture.data.decode("utf-8")
    if re.search(r"<(image|filter|pattern|mask)\b|Gradient\b", text):
        return None
    colours = {(m[1] or m[0]).lower() for m in _COLOUR.finditer(text)} - {"none", "url", "inherit", "transparent"}
    if len(colours) > 1:
        return None
    white = _COLOUR.sub(_to_white, text)
    if not colours:  # painted in the default, black
        white = white.replace("<svg ", '<svg fill="#ffffff" ', 1)
    return Picture(white.encode("utf-8"), picture.media_type, picture.width, picture.height)


def _to_white(match: re.Match[str]) -> str:
    word = match[1]
    if word is None:
        return "#ffffff"
    return match[0] if word.lower() in {"none", "url", "inherit", "transparent"} else match[0].replace(word, "#ffffff")


def _white_raster(picture: Picture) -> Picture | None:
    from PIL import Image, ImageStat

    image = Image.open(io.BytesIO(picture.data)).convert("RGBA")
    image.thumbnail((LOGO_EDGE, LOGO_EDGE))
    alpha = image.getchannel("A")
    covered = ImageStat.Stat(alpha).mean[0] / 255
    if not 0 < covered < 0.9:
        return None
    spread = ImageStat.Stat(image.convert("RGB"), mask=alpha.point(lambda a: 255 if a > 128 else 0)).stddev
    if max(spread) > 24:
        return None
    white = Image.merge("RGBA", (*[Image.new("L", image.size, 255)] * 3, alpha))
    out = io.BytesIO()
    white.save(out, format="PNG")
    return Picture(out.getvalue(), "image/png", *image.size)
