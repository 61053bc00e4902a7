"""The one way by which a page loads anything."""

from __future__ import annotations

import pytest

from kpireport.errors import TemplateError
from kpireport.render.assets import Picture
from kpireport.render.charts import Drawing
from kpireport.render.fetcher import Shelf, asset_url, figure_url, url_fetcher
from kpireport.render.themes import theme_files


@pytest.fixture
def shelf(themes):
    figures = {"chart/a b?": Drawing(b"<svg/>", 1, 1)}
    return Shelf(theme_files("executive", themes), figures, {"logo": Picture(b"png", "image/png", 1, 1)})


def test_figures_pictures_and_files_of_the_theme_are_served(shelf):
    assert shelf.read(figure_url("chart/a b?")) == (b"<svg/>", "image/svg+xml")
    assert shelf.read(asset_url("logo")) == (b"png", "image/png")
    data, media_type = shelf.read("fonts/SourceSans3-Regular.ttf")
    assert (data[:4], media_type) == (b"\0\1\0\0", "font/ttf")


ELSEWHERE = [
    "http://example.com/x.png",
    "https://example.com/x.png",
    "//example.com/x.png",
    "file:///etc/passwd",
    "ftp://example.com/x",
    "data:text/plain,x",
    "../../pyproject.toml",
    "..%2F..%2Fpyproject.toml",
    "/etc/passwd",
    "https://report.invalid.example.com/x",
    "https://report.invalid@example.com/x",
    asset_url("another"),
    figure_url("chart/none"),
    "nothing.png",
]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_everything_else_is_refused_with_its_address(shelf, url):
    refused: list[TemplateError] = []
    with pytest.raises(TemplateError) as caught:
        url_fetcher(shelf, refused).fetch(url)
    assert url in str(caught.value)
    assert refused == [caught.value]


def test_the_fetcher_has_nothing_to_open_an_address_with(shelf):
    assert not hasattr(url_fetcher(shelf, []), "handlers")
