"""An agency's file that clients extend: its logo, fonts, texts and theme are found beside it, and said to be its own."""

from __future__ import annotations

import pytest

from kpireport.render.themes import builtin_folder

AGENCY = """\
version: 1
agency:
  name: Tilto Studio
  logo: assets/tilto.svg
  contact: {email: ruta@tilto.example}
  disclaimer: "For {{ client.name }} only."
  fonts: {headline: assets/headline.ttf}
theme: ./look
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>'
MANIFEST = "name: tilto\nextends: executive\n"


@pytest.fixture
def extended(project):
    """The small client extends a file of the agency in another folder."""
    spec = (project.folder / "acme.yaml").read_text()
    font = (builtin_folder() / "base" / "fonts" / "SourceSans3-Bold.ttf").read_bytes()
    project.write(
        {
            "acme.yaml": f"extends: agency/agency.yaml\n{spec}",
            "agency/agency.yaml": AGENCY,
            "agency/assets/tilto.svg": LOGO,
            "agency/assets/headline.ttf": font,
            "agency/look/theme.yaml": MANIFEST,
            "agency/look/contents.html.j2": "<p>Contents as Tilto writes them</p>",
        }
    )
    return project


def test_everything_of_the_agency_is_found_beside_its_file(extended):
    result = extended.build("--format", "html")
    assert (result.code, result.err) == (0, "building acme.yaml\n")
    agency = extended.report["agency"]
    assert (agency["name"], agency["logo"], agency["disclaimer"]) == (
        "Tilto Studio",
        "agency-logo",
        "For Acme Coffee only.",
    )
    assert extended.report["report"]["author"] == "Tilto Studio"
    assert list(extended.report["brand"]["fonts"]) == ["headline"]
    page = next(extended.folder.glob("out/*/*/*/report.html")).read_text(encoding="utf-8")
    assert "Contents as Tilto writes them" in page
    assert "ruta@tilto.example" in page


def test_the_clients_own_fonts_come_first(extended):
    spec = (extended.folder / "acme.yaml").read_text()
    sans = (builtin_folder() / "base" / "fonts" / "SourceSans3-Regular.ttf").read_bytes()
    extended.write({"acme.yaml": f"{spec}brand: {{fonts: {{headline: ours.ttf}}}}\n", "ours.ttf": sans})
    assert extended.build().code == 0
    (asset,) = [a for a in extended.report["assets"] if a["media_type"] == "font/ttf"]
    assert extended.report["brand"]["fonts"] == {"headline": asset["id"]}


def test_a_template_of_the_agency_that_fails_is_named_with_its_line(extended):
    extended.write({"agency/look/contents.html.j2": "<p>\n{{ contnets }}</p>"})
    result = extended.build("--format", "html")
    assert result.code == 1
    assert "agency/look/contents.html.j2:2: 'contnets' is undefined" in result.err


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("logo: assets/tilto.svg", "agency/agency.yaml:4:9: agency.logo: there is no file 'assets/none.svg'"),
        ("theme: ./look", "agency/agency.yaml:8:8: there is no theme folder './none'"),
        ("email: ruta@tilto.example", "agency/agency.yaml:5:20: agency.contact.email: expected an e-mail address"),
        ("name: Tilto", "agency/agency.yaml:3:3: unknown key 'nmae' in agency (did you mean 'name'?)"),
        ('"For {{ client.name }} only."', "agency/agency.yaml:6:15: "),
    ],
)
def test_what_is_wrong_in_it_has_its_place(extended, wrong, said):
    slips = {
        "logo: assets/tilto.svg": "logo: assets/none.svg",
        "theme: ./look": "theme: ./none",
        "email: ruta@tilto.example": "email: ruta",
        "name: Tilto": "nmae: Tilto",
        '"For {{ client.name }} only."': '"For {{ cleint.name }} only."',
    }
    extended.write({"agency/agency.yaml": AGENCY.replace(wrong, slips[wrong], 1)})
    result = extended.run("check", "acme.yaml")
    assert result.code == 2
    assert said in result.err
