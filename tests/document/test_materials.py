from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kpireport.document.compose import compose
from kpireport.document.materials import AGENCY_LOGO, LOGO, NamedFile, read_materials
from kpireport.errors import DataError, Place, TemplateError

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def blocks(make_section: Any, *raw: dict[str, Any]) -> list[Any]:
    return [make_section({"title": "A", "blocks": list(raw)})]


def test_pictures_get_a_hash_and_the_logo_its_own_id(shop: Any, make_section: Any, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    (tmp_path / "a.png").write_bytes(PNG)
    image = {"type": "image", "path": "a.png", "alt": "A thing"}
    found = read_materials(
        blocks(make_section, image, image), shop.period, tmp_path, logos={"logo": NamedFile(tmp_path / "logo.svg")}
    )
    assert [(asset.id, asset.media_type) for asset in found.assets] == [
        ("logo", "image/svg+xml"),
        (f"image-{found.pictures['a.png'].sha256[:12]}", "image/png"),
    ]
    assert Path(found.assets[1].path).read_bytes() == PNG


def test_what_is_no_picture_is_an_error_with_its_place(shop: Any, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("<html>not found</html>")
    place = Place("acme.yaml", 5, 16)
    with pytest.raises(DataError) as caught:
        read_materials((), shop.period, tmp_path, logos={"logo": NamedFile(tmp_path / "logo.png", place)})
    assert str(caught.value) == "acme.yaml:5:16: 'logo.png' is not a picture (use a PNG, JPEG or SVG file)"
    with pytest.raises(DataError, match="does not exist"):
        read_materials((), shop.period, tmp_path, logos={"logo": NamedFile(tmp_path / "none.png")})


def test_each_period_has_its_own_text_and_a_missing_one_is_said(shop: Any, make_section: Any, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "2026-10.md").write_text("\ufeffWe *grew* in {{ period.label }}.", encoding="utf-8")
    raw = [{"type": "text", "file": "notes/{period}.md"}, {"type": "text", "file": "other/{period}.md"}]
    sections = [{"title": "A", "blocks": raw}, {"title": "N", "blocks": [{"type": "data_notes"}]}]
    layout = shop.layout(*sections)
    materials = read_materials(layout.sections, shop.period, tmp_path)
    made = compose(shop.edition(layout, materials=materials), layout)
    assert [block.html for block in made.sections[0].blocks] == ["<p>We <em>grew</em> in October 2026.</p>"]  # type: ignore[union-attr]
    assert made.sections[1].blocks[0].missing == [  # type: ignore[union-attr]
        "The text other/2026-10.md does not exist; the page goes without it."
    ]


def test_a_text_that_has_to_be_there_or_is_not_text_is_an_error(shop: Any, make_section: Any, tmp_path: Path) -> None:
    wanted = blocks(make_section, {"type": "text", "file": "{period}.md", "required": True})
    with pytest.raises(DataError, match="does not exist"):
        read_materials(wanted, shop.period, tmp_path)
    (tmp_path / "2026-10.md").write_bytes("line\nžinutė".encode("cp1257"))
    with pytest.raises(DataError, match=r"2026-10\.md:2: the text is not UTF-8"):
        read_materials(wanted, shop.period, tmp_path)


def test_an_unknown_variable_names_the_file(shop: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Dear {{ cleint.name }}")
    layout = shop.layout({"title": "A", "blocks": [{"type": "text", "file": "a.md"}]})
    materials = read_materials(layout.sections, shop.period, tmp_path)
    with pytest.raises(TemplateError, match=r"a\.md: .*'cleint' is undefined.*client, comparisons, period, report"):
        compose(shop.edition(layout, materials=materials), layout)


def test_fonts_are_known_by_their_first_bytes(shop: Any, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"\x00\x01\x00\x00" + bytes(8))
    (tmp_path / "b.otf").write_bytes(b"OTTO" + bytes(8))
    (tmp_path / "c.woff").write_bytes(b"wOFF" + bytes(8))
    fonts = {"text": NamedFile(tmp_path / "a.ttf"), "headline": NamedFile(tmp_path / "b.otf")}
    found = read_materials((), shop.period, tmp_path, fonts=fonts)
    assert {role: asset.media_type for role, asset in found.fonts.items()} == {
        "text": "font/ttf",
        "headline": "font/otf",
    }
    layout = shop.layout({"title": "A", "blocks": [{"type": "data_notes"}]})
    made = compose(shop.edition(layout, materials=found), layout)
    assert {asset.id: asset.media_type for asset in made.assets} == {
        made.brand.fonts["text"]: "font/ttf",
        made.brand.fonts["headline"]: "font/otf",
    }
    woff = NamedFile(tmp_path / "c.woff", Place("acme.yaml", 4, 9))
    with pytest.raises(DataError, match=r"acme\.yaml:4:9: 'c\.woff' is not a font \(use a TTF or OTF file"):
        read_materials((), shop.period, tmp_path, fonts={"text": woff})
    with pytest.raises(DataError, match=r"the font .*none\.ttf' does not exist"):
        read_materials((), shop.period, tmp_path, fonts={"text": NamedFile(tmp_path / "none.ttf")})


def test_the_agency_has_a_logo_of_its_own(shop: Any, tmp_path: Path) -> None:
    (tmp_path / "client.svg").write_bytes(SVG)
    (tmp_path / "agency.png").write_bytes(PNG)
    logos = {LOGO: NamedFile(tmp_path / "client.svg"), AGENCY_LOGO: NamedFile(tmp_path / "agency.png")}
    found = read_materials((), shop.period, tmp_path, logos=logos)
    assert [(asset.id, asset.media_type) for asset in found.assets] == [
        ("logo", "image/svg+xml"),
        ("agency-logo", "image/png"),
    ]
    assert (found.logo, found.agency_logo) == found.assets
