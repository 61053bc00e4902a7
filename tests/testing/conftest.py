"""Pages with and without faults, as PDF and as HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

REPORT_CSS = "@page { size: 400pt 560pt; margin: 40pt } body { font: 12pt 'DejaVu Sans', sans-serif; color: #222 }"
WORDS = "<p>" + "Words that fill the page as a report does. " * 12 + "</p>"


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """A tagged PDF of some HTML."""

    def write(body: str, css: str = "") -> Path:
        import weasyprint

        page = f"<html lang=en><title>A page</title><style>{REPORT_CSS} {css}</style><body>{body}</body></html>"
        path = tmp_path / "page.pdf"
        weasyprint.HTML(string=page).write_pdf(path, pdf_tags=True)
        return path

    return write


@pytest.fixture
def html(tmp_path: Path) -> Callable[..., Path]:
    """An HTML file without faults of its own."""

    def write(body: str, css: str = "", *, lang: str = "en") -> Path:
        style = "body { font: 16px sans-serif; color: #222; background: #fff; margin: 20px }"
        head = f"<meta charset=utf-8><title>A page</title><meta name=viewport content='width=device-width'><style>{style} {css}</style>"
        path = tmp_path / "page.html"
        text = f"<!doctype html><html lang={lang}><head>{head}</head><body><main>{body}</main></body></html>"
        path.write_text(text, encoding="utf-8")
        return path

    return write
