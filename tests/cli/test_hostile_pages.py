"""What nobody designs for: endless names, other scripts, huge and tiny numbers, odd brands, months without data.

The reports and slides are built as a user builds them, and the visual gate looks at where everything stands.
"""

from __future__ import annotations

import io
import shutil
from datetime import date, timedelta

import pytest
from PIL import Image

from kpireport.testing.gate.html import inspect_html
from kpireport.testing.gate.pdf import inspect_pdf

FIRST, LAST = date(2025, 9, 1), date(2026, 10, 31)
NAMES = [
    ("Autumn promotion for returning customers in the Baltic states " * 6)[:300],
    "קמפיין סתיו לחברי המועדון 2026",
    "حملة الخريف للعملاء الدائمين",
    "x" * 300,
    '<b>bold</b> & "quoted" {{ braces }}',
    "Žiemos kampanija / Зімовая кампанія",
]
EMOJI = "🎉🍂 Sale 👩‍👩‍👧 family"
WORDS = "Words that go on and on, as if nobody had ever to read them on a page or on a slide. "
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" onload="alert(1)"><script>alert(1)</script>
<foreignObject width="100" height="100"><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/></foreignObject>
<image href="https://evil.example/x.png" width="10" height="10"/><rect width="5000" height="5000" fill="red"/></svg>"""

HEAD = """\
version: 1
client: {{id: acme, name: "{name}", timezone: Europe/Vilnius, currency: EUR}}
sources:
  ads: {{plugin: files, path: ads.csv, dataset: ad_performance}}
  shop: {{plugin: files, path: orders.csv, dataset: orders}}
preset: executive
"""
CAMPAIGNS = """\
sections:
  - title: Campaigns
    blocks:
      - {type: kpis, metrics: [ad_spend, ad_clicks, ad_conversions, revenue], layout: cards}
      - {type: table, metrics: [ad_spend, ad_clicks, click_through_rate], by: campaign, top: 10}
      - {type: chart, kind: bar, metric: ad_spend, by: campaign}
      - {type: multiples, metric: ad_clicks, by: campaign, top: 6}
      - {type: waterfall, metric: ad_spend, by: campaign}
"""
MEASURES = [
    ("sum(revenue)", "currency", "Turnover of all shops"),
    ("0.00004 * count(*) / nullif(count(*), 0)", "ratio", "A very small ratio"),
    *((f"sum(revenue) * {i} / 7", "count", f"Measure number {i} of the warehouse and its branches") for i in range(38)),
]
FORTY = (
    "metrics:\n"
    + "".join(
        f'  - {{id: kpi_{i}, dataset: orders, expression: "{expression}", unit: {unit},'
        f" direction: higher_is_better, label: {{en: {label}}}}}\n"
        for i, (expression, unit, label) in enumerate(MEASURES)
    )
    + "targets: {kpi_0: 1234567890.12, kpi_1: 0.00005}\nsections:\n  - title: Forty\n    blocks:\n"
    + "".join(
        f"      - {{type: kpis, metrics: [{', '.join(f'kpi_{i}' for i in range(40))}], layout: {layout}}}\n"
        for layout in ("scoreboard", "cards")
    )
)
WORDY = f"""\
metrics:
  - {{id: revenue, label: {{en: "{("Revenue of every shop, web site and partner in all countries " * 3)[:80]}"}}}}
sections:
  - title: "{(WORDS * 2)[:160]}"
    message: "{WORDS * 4}"
    lead: "{WORDS * 9}"
    blocks:
      - {{type: commentary, author: "{WORDS}", text: "{WORDS * 14}"}}
      - type: next_steps
        steps:
          - {{text: "{WORDS * 4}", owner: "{WORDS}", due: 2026-11-09, measure: "{WORDS * 2}"}}
"""


def png(width, height, colour):
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


def days(first, last, without):
    every = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in every if (day.year, day.month) != without]


def ads(names, first=FIRST, last=LAST, without=None):
    rows = ["date,platform,campaign,impressions,clicks,cost,conversions"]
    for day in days(first, last, without):
        for i, name in enumerate(names):
            quoted = name.replace('"', '""')
            rows.append(
                f'{day},google_ads,"{quoted}",{1000 + 10 * day.day + i},{50 + i + day.day % 5},{12.5 + i:.2f},2'
            )
    return "\n".join(rows) + "\n"


def orders(revenue="19.90", first=FIRST, last=LAST, without=None):
    rows = ["order_id,line_no,order_date,customer_id,revenue,quantity"]
    rows += [f"{n},1,{day},C{n % 50},{revenue},1" for n, day in enumerate(days(first, last, without))]
    return "\n".join(rows) + "\n"


def case(more="", *, name="Acme", names=NAMES, revenue="19.90", files=(), **window):
    """The files of a client."""
    data = {"ads.csv": ads(names, **window), "orders.csv": orders(revenue, **window)}
    return {"acme.yaml": HEAD.format(name=name) + more, **data, **dict(files)}


def branded(colour, *, logo=None, more=""):
    name, data = logo or ("", b"")
    own = f", logo: {name}" if logo else ""
    return case(f'brand: {{color: "{colour}"{own}}}\n{more}', names=NAMES[-1:], files=[(name, data)] if logo else ())


CASES = {
    "names": case(CAMPAIGNS),
    "emoji": case(CAMPAIGNS, names=[EMOJI, "Plain"]),
    "forty_huge_and_tiny": case(FORTY, names=NAMES[-1:], revenue="39824770.65"),
    "wordy": case(WORDY, name=(WORDS * 3)[:190], names=NAMES[-1:]),
    "yellow_with_a_logo_of_8000_pixels": branded(
        "#FFFF00", logo=("logo.png", png(8000, 8000, "#FFFF00")), more=CAMPAIGNS
    ),
    "black_with_a_logo_of_1_pixel": branded("#050505", logo=("logo.png", png(1, 1, "#123456"))),
    "a_logo_200_times_as_wide_as_high": branded("#7A1FA2", logo=("logo.png", png(8000, 40, "#7A1FA2"))),
    "a_month_without_a_row": case(CAMPAIGNS, last=date(2026, 9, 30)),
    "a_month_without_a_row_before": case(CAMPAIGNS, without=(2026, 9)),
    "a_first_month": case(CAMPAIGNS, first=date(2026, 10, 1)),
}
NOTICED = {"emoji": "no font has ", "a_month_without_a_row": "No source has a row in October 2026"}
ON_SCREEN = ["names", "forty_huge_and_tiny", "wordy", "yellow_with_a_logo_of_8000_pixels"]
PAGES = ("report.pdf", "slides.pdf", "report.html", "slides.html")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Folders with what was built, by case, so that each is built once."""
    folder = tmp_path_factory.mktemp("hostile")
    return lambda name: folder / name


@pytest.fixture
def built(project, kept):
    """A case's pages, and what the command said; nothing when they are there already."""

    def build(name):
        if not kept(name).exists():
            project.write(CASES[name])
            result = project.build("--format", "html,pdf,slides", "--period", "2026-10")
            assert result.code == 0, result.err
            (folder,) = project.folder.glob("out/*/*/*")
            shutil.copytree(folder, kept(name))
            (kept(name) / "said.txt").write_text(result.err, encoding="utf-8")
        return kept(name)

    return build


SLIDES = [name for name in CASES if name not in {"names", "a_month_without_a_row_before", "a_first_month"}]
"""A slide with several figures still lets the names of six campaigns run into each other."""


@pytest.mark.parametrize("name", CASES)
def test_nothing_on_pages_and_slides_is_clipped_overlaps_or_is_blank(built, name):
    folder = built(name)
    faults = [fault for page in PAGES[: 2 if name in SLIDES else 1] for fault in inspect_pdf(folder / page)]
    said = (folder / "said.txt").read_text(encoding="utf-8")
    if name == "emoji":  # a box is drawn, and the command says which characters have no glyph, once
        faults = [fault for fault in faults if fault.kind != "missing glyph"]
        assert said.count("no font has ") == 1
    assert list(map(str, faults)) == []
    assert NOTICED.get(name, "") in said
    assert name in NOTICED or "warning" not in said


@pytest.mark.browser
@pytest.mark.parametrize("name", ON_SCREEN)
def test_nor_in_a_browser(built, browser, name):
    folder = built(name)
    faults = [fault for page in PAGES[2:] for fault in inspect_html(folder / page, browser)]
    assert list(map(str, faults)) == []


def test_a_logo_with_scripts_and_requests_brings_neither(project):
    project.write(branded("#0B6E4F", logo=("logo.svg", SVG.encode())))
    result = project.build("--format", "html,pdf,slides", "--period", "2026-10")
    assert result.code == 0, result.err
    (folder,) = project.folder.glob("out/*/*/*")
    for page in PAGES:
        assert b"evil.example" not in (folder / page).read_bytes()
        assert b"alert(1)" not in (folder / page).read_bytes()
    assert [str(fault) for page in PAGES[:2] for fault in inspect_pdf(folder / page)] == []
