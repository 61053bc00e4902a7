"""Themes: where they are found, which file of a chain is used, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpireport.errors import TemplateError, UnknownNameError
from kpireport.render.interface import Theme
from kpireport.render.themes import builtin_folder, builtin_themes, load_theme, theme_files


def test_the_built_in_themes_are_found_with_their_parents(themes):
    assert {t.name: t.parent for t in builtin_themes()} == {"base": None, "executive": "base"}
    assert theme_files("executive", themes).folders == (builtin_folder() / "executive", builtin_folder() / "base")


def test_themes_hold_data_only():
    assert [p for p in builtin_folder().rglob("*") if p.suffix in {".py", ".pyc"}] == []


def test_each_file_comes_from_the_nearest_folder_that_has_it(themes, theme_folder):
    ours = theme_folder({"cover.css": ".cover { color: red }"})
    files = theme_files("northfield", {**themes, "northfield": ours})
    assert files.find("cover.css") == ours.folder / "cover.css"
    assert files.find("cover.html.j2") == builtin_folder() / "executive" / "cover.html.j2"
    assert files.find("report.css") == builtin_folder() / "base" / "report.css"
    assert files.find("nothing.css") is None


def test_text_styles_of_ancestors_are_overridden_role_by_role(themes, theme_folder):
    ours = theme_folder()
    (ours.folder / "theme.yaml").write_text(
        "name: northfield\nextends: executive\ntext: {section: {font: Own.ttf, size: 18, width: 400}}\n",
        encoding="utf-8",
    )
    styles = theme_files("northfield", {**themes, "northfield": ours}).styles
    assert styles["section"].font == "Own.ttf"
    assert styles["takeaway"].font == "SourceSerif4Subhead-Semibold.ttf"
    assert styles["lead"].font == "SourceSans3-Regular.ttf"


@pytest.mark.parametrize("name", ["../secret.css", "/etc/passwd", "a/../../secret.css", "..\\secret.css", "", "a\0b"])
def test_a_name_cannot_lead_out_of_the_theme(themes, theme_folder, name):
    ours = theme_folder()
    (ours.folder.parent / "secret.css").write_text("secret", encoding="utf-8")
    assert theme_files("northfield", {**themes, "northfield": ours}).find(name) is None


def test_a_symbolic_link_cannot_lead_out_of_the_theme(themes, theme_folder, tmp_path):
    ours = theme_folder()
    (tmp_path / "secret.css").write_text("secret", encoding="utf-8")
    (ours.folder / "link.css").symlink_to(tmp_path / "secret.css")
    assert theme_files("northfield", {**themes, "northfield": ours}).find("link.css") is None


def test_an_unknown_theme_is_named_with_the_nearest(themes):
    with pytest.raises(UnknownNameError, match=r"unknown theme 'executve' \(did you mean 'executive'\?\)"):
        theme_files("executve", themes)


def test_a_missing_parent_is_named_with_the_file_that_asks_for_it(themes, theme_folder):
    ours = theme_folder(extends="premium")
    with pytest.raises(UnknownNameError) as caught:
        theme_files("northfield", {**themes, "northfield": ours})
    assert (
        str(caught.value)
        == f"{ours.folder / 'theme.yaml'}: unknown theme 'premium' (known: base, executive, northfield)"
    )


def test_a_circle_of_themes_is_drawn_out(theme_folder):
    first, second = theme_folder(name="one", extends="two"), theme_folder(name="two", extends="one")
    with pytest.raises(TemplateError, match="extend each other in a circle: one > two > one"):
        theme_files("one", {"one": first, "two": second})


def test_a_theme_whose_folder_is_gone_is_an_error(themes):
    with pytest.raises(TemplateError, match="the folder of theme 'gone' does not exist"):
        theme_files("gone", {**themes, "gone": Theme("gone", Path("nowhere"), "base")})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: [", "not valid YAML"),
        ("name: x\nextend: base\n", "extend: Extra inputs are not permitted"),
        ("name: Big Name\n", "name: String should match pattern"),
        ("- a list\n", "the file: Input should be a valid dictionary"),
    ],
)
def test_a_wrong_manifest_says_what_is_wrong_and_where(tmp_path, text, says):
    (tmp_path / "theme.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_theme(tmp_path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "theme.yaml"))


def test_a_folder_without_a_manifest_is_no_theme(tmp_path):
    with pytest.raises(TemplateError, match=r"a theme needs a theme\.yaml"):
        load_theme(tmp_path)


def test_a_file_that_is_not_utf8_is_named(themes, theme_folder):
    ours = theme_folder()
    (ours.folder / "theme.css").write_bytes("/* caf\xe9 */".encode("latin-1"))
    with pytest.raises(TemplateError, match=r"theme\.css: a file of a theme is not UTF-8"):
        theme_files("northfield", {**themes, "northfield": ours}).text("theme.css")
