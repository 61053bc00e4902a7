"""Report documents built by hand, to see every component of a page: a web shop's month, the least there can be, and too much of everything."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from kpireport.document.model import (
    Because,
    Brand,
    Cell,
    ChartBlock,
    ChartSeries,
    Client,
    Column,
    Comparison,
    CoverArt,
    DataNotesBlock,
    Definition,
    Delta,
    Display,
    EventMark,
    Kpi,
    KpiBlock,
    Notice,
    PageBreak,
    Period,
    Report,
    ReportDocument,
    Row,
    Section,
    SourceRow,
    Sparkline,
    TableBlock,
    TakeawaysBlock,
    TakeawayView,
    Target,
    TextBlock,
)

PREVIOUS, LAST_YEAR = "previous_period", "same_period_last_year"
MONTHS = ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct 2026"]
SHAPE = [1.0, 1.42, 1.28, 1.0, 0.86, 1.0, 0.96, 0.95, 0.84, 0.84, 0.9, 1.0, 1.18]


def course(now: float, phase: float = 0.0) -> list[float]:
    """25 months that end at `now`, with a November peak and a slow rise."""
    raw = [SHAPE[(i + 1) % 12] * (1 + 0.008 * i) * (1 + 0.05 * math.sin(2.1 * i + phase)) for i in range(25)]
    return [round(value * now / raw[-1], 4) for value in raw]


def delta(comparison: str, text: str, base: str, tone: str = "neutral", fact: str = "f") -> Delta:
    return Delta(comparison=comparison, text=text, base_text=base, tone=tone, fact=fact, base=f"{fact}-{comparison}")  # type: ignore[arg-type]


def kpi(
    metric: str,
    label: str,
    value: str,
    prev: tuple[str, str, str],
    year: tuple[str, str, str],
    target: tuple[str, float, bool, float] | None = None,
    *,
    group: str | None = None,
    note: str | None = None,
    phase: float = 0.0,
    suffix: str = "",
) -> Kpi:
    fact = f"{metric}{suffix}@2026-10"
    return Kpi(
        metric=metric,
        label=label,
        note=note,
        group=group,
        value_text=value,
        fact=fact,
        deltas=[delta(PREVIOUS, *prev, fact=fact), delta(LAST_YEAR, *year, fact=fact)],
        target=None
        if target is None
        else Target(
            text=target[0],
            value=target[1],
            met=target[2],
            state="met" if target[2] else "missed",
            tone="good" if target[2] else "bad",
            status="met" if target[2] else "missed",
            attainment=target[3],
            attainment_text=f"{target[3]:.0%}",
        ),
        spark=Sparkline(
            series=f"{metric}-months",
            values=course(100, phase),
            last_year=12,
            alt=f"{label} over 25 months: now {value}",
        ),
    )


def band_chart(
    id_: str, subtitle: str, now: float, *, label: str, phase: float = 0.0, target: float | None = None
) -> ChartBlock:
    values = course(now, phase)
    series = [
        ChartSeries(name="Actual", role="actual", values=values[-13:], labels=[None] * 12 + [label]),
        ChartSeries(name="Same month last year", role="comparison", values=[*values[:12], values[12]]),
    ]
    if target is not None:
        series.append(ChartSeries(name="Target", role="target", values=[None] * 12 + [target]))
    return ChartBlock(
        id=id_,
        kind="line",
        time=True,
        title=subtitle,
        subtitle=subtitle,
        alt=f"{subtitle}: {label} in October 2026",
        display=Display(unit="count"),
        categories=MONTHS,
        series=series,
        zero=False,
        width="half",
    )


CHANNELS = ["Organic search", "E-mail", "Paid search", "Direct", "Paid social", "Other"]
REVENUE = [57.8, 54.9, 36.2, 35.9, 10.2, 14.0]
REVENUE_YEAR = [53.3, 28.9, 35.7, 35.9, 8.6, 14.1]


def channel_chart(id_: str = "revenue-by-channel", width: str = "full") -> ChartBlock:
    return ChartBlock(
        id=id_,
        kind="bar",
        time=False,
        title="E-mail nearly doubled; organic search is still the largest",
        subtitle="Revenue by channel, € thousand, October 2026",
        alt="Revenue by channel: " + "; ".join(f"{c} {v}" for c, v in zip(CHANNELS, REVENUE, strict=True)),
        display=Display(unit="currency", currency="EUR", scale=3, places=1),
        categories=CHANNELS,
        series=[
            ChartSeries(
                name="Oct 2026", role="actual", values=[1000 * v for v in REVENUE], labels=[f"{v}" for v in REVENUE]
            ),
            ChartSeries(name="Oct 2025", role="comparison", values=[1000 * v for v in REVENUE_YEAR]),
        ],
        width=width,  # type: ignore[arg-type]
        notes=["Revenue by the channel of the last click before the order."],
    )


def months_chart(
    id_: str, title: str, now: float, *, kind: str = "line", width: str = "full", phase: float = 0.0
) -> ChartBlock:
    values = course(now, phase)
    return ChartBlock(
        id=id_,
        kind=kind,  # type: ignore[arg-type]
        time=True,
        title=title,
        subtitle="Visits, thousand, by month",
        alt=f"{title}: {now:.0f} thousand in October 2026",
        display=Display(unit="count"),
        categories=MONTHS,
        series=[
            ChartSeries(name="Actual", role="actual", values=values[-13:], labels=[None] * 12 + [f"{now:.0f}"]),
            ChartSeries(name="Same month last year", role="comparison", values=values[:13]),
        ],
        events=[EventMark(at=12.4, label="14 Oct: new payment step")] if width == "full" else [],
        width=width,  # type: ignore[arg-type]
    )


def funnel_chart() -> ChartBlock:
    steps = ["Visits", "Product seen", "Added to basket", "Checkout started", "Order placed"]
    counts = [181507, 100605, 15956, 8879, 5361]
    return ChartBlock(
        id="funnel",
        kind="funnel",
        time=False,
        title="Of every 1,000 visits 30 end in an order",
        subtitle="Visits that reach each step, October 2026",
        alt="; ".join(f"{s} {c:,}" for s, c in zip(steps, counts, strict=True)),
        display=Display(unit="count"),
        categories=steps,
        series=[ChartSeries(name="Oct 2026", role="actual", values=counts, labels=[f"{c:,}" for c in counts])],
    )


def table(rows: int = 6, *, title: str = "Channels in numbers", columns: int = 9) -> TableBlock:
    heads = ["Channel", "Visits", "Share", "Orders", "Conversion", "A year ago", "Revenue", "vs Sep", "vs Oct 2025"]
    heads = (heads + [f"Measure {i}" for i in range(30)])[:columns]

    def cells(name: str, i: int, tone: str) -> list[Cell]:
        texts = [
            f"{51133 - 900 * i:,}",
            "28%",
            f"{max(1, 1495 - 40 * i):,}",
            "2.92%",
            "3.10%",
            f"€{57815 - 800 * i:,}",
            "+4.4%",
            "+8.5%",
        ]
        texts = (texts + ["1,234"] * 30)[: columns - 1]
        toned = [tone if j in (6, 7) else "neutral" for j in range(columns - 1)]
        return [Cell(text=name), *(Cell(text=t, tone=o, ref="f") for t, o in zip(texts, toned, strict=True))]  # type: ignore[arg-type]

    names = (CHANNELS[:-1] + [f"Member {i} of the dimension" for i in range(rows)])[: rows - 1]
    body = [Row(cells=cells(name, i, "bad" if i % 4 == 3 else "good")) for i, name in enumerate(names)]
    other = Row(
        kind="other",
        cells=cells("Other (4 channels)", rows, "bad"),
        note="Other: referral, affiliates, organic social, display.",
    )
    total = Row(kind="total", cells=cells("Total", 0, "good"))
    return TableBlock(
        title=title,
        subtitle="October 2026, with the changes of revenue",
        columns=[
            Column(label=h, align="left" if i == 0 else "right", muted=h in {"Share", "A year ago"})
            for i, h in enumerate(heads)
        ],
        rows=[*body, other, total],
        notes=["Provisional: the affiliate network confirms orders for 30 days."],
    )


GOOD, BAD, FLAT = "good", "bad", "neutral"
BOARD = [
    kpi("revenue", "Revenue", "€209,113", ("+17.6%", "€177,886", GOOD), ("+18.5%", "€176,430", GOOD), ("€200,000", 2e5, True, 1.05), group="Sales"),
    kpi("orders", "Orders", "5,361", ("+16.1%", "4,616", GOOD), ("+12.4%", "4,769", GOOD), ("5,200", 5200, True, 1.03), group="Sales", phase=1),
    kpi("aov", "Average order value", "€39.01", ("+1.2%", "€38.54", GOOD), ("+5.4%", "€37.00", GOOD), ("€38.50", 38.5, True, 1.01), group="Sales", phase=2),
    kpi("conversion", "Conversion rate", "2.95%", ("−0.25 pts", "3.21%", BAD), ("−0.21 pts", "3.16%", BAD), ("3.10%", 3.1, False, 0.95), group="Sales", note="orders ÷ visits", phase=3),
    kpi("visits", "Visits", "181,507", ("+26.0%", "144,004", GOOD), ("+20.3%", "150,865", GOOD), ("170,000", 17e4, True, 1.07), group="Traffic", phase=4),
    kpi("organic", "Organic search visits", "51,133", ("+12.6%", "45,421", GOOD), ("+8.8%", "46,985", GOOD), ("50,000", 5e4, True, 1.02), group="Traffic", phase=5),
    kpi("bounce", "Bounce rate", "45.6%", ("+0.8 pts", "44.8%", BAD), ("+1.2 pts", "44.4%", BAD), ("≤ 44.0%", 44, False, 0.97), group="Traffic", note="single-page visits", phase=6),
    kpi("spend", "Advertising spend", "€30,210", ("+25.3%", "€24,110", BAD), ("+28.5%", "€23,515", BAD), ("≤ €28,000", 28e3, False, 0.93), group="Paid media", note="budget is a ceiling", phase=7),
    kpi("roas", "Return on ad spend", "1.57", ("−12.9%", "1.80", BAD), ("−18.5%", "1.93", BAD), ("1.90", 1.9, False, 0.83), group="Paid media", note="revenue ÷ spend", phase=8),
    kpi("cpo", "Cost per order, paid channels", "€24.38", ("+16.2%", "€20.98", BAD), ("+28.5%", "€18.98", BAD), ("≤ €21", 21, False, 0.86), group="Paid media", note="spend ÷ orders", phase=9),
    kpi("repeat", "Repeat orders, share", "43.6%", ("+3.4 pts", "40.2%", GOOD), ("+4.9 pts", "38.7%", GOOD), ("42.0%", 42, True, 1.04), group="Loyalty", note="of all orders", phase=10),
    kpi("subscribers", "Newsletter subscribers", "32,227", ("+2.6%", "31,423", GOOD), ("+19.6%", "26,938", GOOD), ("33,000", 33e3, False, 0.98), group="Loyalty", phase=11),
    kpi("nps", "Net Promoter Score", "56", ("−3 pts", "59", BAD), ("−1 pts", "57", FLAT), ("58", 58, False, 0.97), group="Loyalty", note="n = 440", phase=12),
]  # fmt: skip

TAKEAWAYS = [
    TakeawayView(
        id="t1",
        tag="Target met",
        tone="good",
        headline="Revenue reached €209,113: above the range expected for October",
        because_title="Change on October 2025, € thousand",
        because=[
            Because(value_text="+26.0", text="E-mail: visits +73% on last year, and 5.5% of them ordered", tone="good"),
            Because(value_text="+4.5", text="Organic search: visits +9%, the usual conversion", tone="good"),
            Because(value_text="+2.1", text="The seven other channels together", tone="good"),
        ],
        how="Expected €198,016 (range €189,204 to €207,240); 61 series tested, chance of a false alarm under 1 in 100.",
        chart=band_chart("t1", "Revenue, € thousand, by month", 209.1, label="209", target=200),
    ),
    TakeawayView(
        id="t2",
        tag="Change on last year",
        tone="bad",
        headline="Conversion fell to 2.95%, below its range: more visits from where fewer buy",
        because_title="Change on October 2025, points",
        because=[
            Because(
                value_text="−0.11",
                text="Share of visits: paid social grew from 12% to 18%; 0.85% of them order",
                tone="bad",
            ),
            Because(value_text="−0.07", text="Conversion: paid social itself went from 1.28% to 0.85%", tone="bad"),
            Because(value_text="+0.12", text="E-mail, in both, held against it", tone="good"),
        ],
        how="Exact split of the change over channels; share and conversion effects add up to −0.21 points.",
        chart=band_chart("t2", "Conversion rate, %, by month", 2.95, label="2.95", phase=2),
    ),
    TakeawayView(
        id="t3",
        tag="Over budget",
        tone="bad",
        headline="Paid social took €4,855 more than in September and brought 3 fewer orders",
        because_title="Change on September 2026",
        because=[
            Because(value_text="+62%", text="Spend, from €7,843 to €12,698", tone="bad"),
            Because(value_text="−1%", text="Orders, from 275 to 272", tone="bad"),
            Because(value_text="−0.50", text="Return on ad spend, from 1.31 to 0.80: below what it costs", tone="bad"),
        ],
        how="Cost per order above its expected range of €24.01 to €39.53 in this month only.",
        chart=band_chart("t3", "Cost per paid-social order, €", 46.7, label="46.7", phase=5),
    ),
    TakeawayView(
        id="t4",
        tag="Target met",
        tone="good",
        headline="43.6% of orders came from returning customers: target met for the first time",
        because_title="Change, points",
        because=[
            Because(
                value_text="+3.4", text="On September: the re-order mailing reached 32,227 subscribers", tone="good"
            ),
            Because(value_text="+4.9", text="On October 2025, within the range of normal months", tone="good"),
            Because(value_text="+1.6", text="Over the target of 42%", tone="good"),
        ],
        how="A rise like this happens in one normal month in eight: good news, not yet a trend.",
        chart=band_chart("t4", "Repeat orders, % of all orders", 43.6, label="43.6", phase=8, target=42),
    ),
]

NOTES = DataNotesBlock(
    sources=[
        SourceRow(name="Web analytics", gives="visits, pages, funnel steps", rows_text="30,456", days_text="1 Oct 2024 to 31 Oct 2026", state="Final"),
        SourceRow(name="Shop database", gives="orders, revenue, customers", rows_text="181,204", days_text="1 Oct 2024 to 31 Oct 2026", state="Provisional", tone="bad"),
        SourceRow(name="Ad platforms (3)", gives="spend, clicks", rows_text="9,288", days_text="1 Oct 2024 to 31 Oct 2026", state="Final"),
        SourceRow(name="E-mail service", gives="sends, subscribers", rows_text="1,127", days_text="1 Oct 2024 to 31 Oct 2026", state="Final"),
    ],
    notices=[
        Notice(kind="provisional", text="Affiliate orders of October are provisional until 30 November (€410 open).", severity="warning"),
        Notice(kind="restated", text="September revenue was restated by +€96 (+0.05%) since the last report: two late refunds were cancelled."),
        Notice(kind="coverage", text="1.8% of visits have no channel because consent was refused; they are counted under Direct."),
    ],
    missing=["Leads: no source gives them. A CRM export with the dataset leads would bring three KPIs."],
    definitions=[
        Definition(metric="conversion", label="Conversion rate", formula="orders ÷ visits", note="visits, not users"),
        Definition(metric="bounce", label="Bounce rate", formula="visits with one page ÷ visits", note="single page, not GA4 engagement"),
        Definition(metric="roas", label="Return on ad spend", formula="revenue of paid channels ÷ their spend", note="last click, 30 days"),
        Definition(metric="repeat", label="Repeat orders", formula="orders by customers who ordered before ÷ orders", note="ever before"),
        Definition(metric="nps", label="Net Promoter Score", formula="% promoters − % detractors", note="0 to 10 scale, n = 440"),
    ],
    build="report.json sha256 7f3a91c0 · snapshot 5 × Parquet, sha256 c41d08e2 · kpireport 0.1.0 · Europe/Vilnius · EUR",
)  # fmt: skip

QUOTE = TextBlock(
    html="<p>The e-mail result is real and repeatable: the reminder went to people who had already chosen us. I would not read "
    "the visits as demand; most of the increase was bought. Let us mend the checkout first, it costs nothing and pays at once.</p>",
    author="Rasa Kazlauskaitė, Northfield",
)


def document(sections: Sequence[Section], **changes: object) -> ReportDocument:
    """A document of Miglė Coffee with some sections."""
    plain: dict[str, object] = {
        "kpireport": "0.1.0",
        "client": Client(id="migle", name="Miglė Coffee", timezone="Europe/Vilnius", currency="EUR", locale="en", country="LT"),
        "report": Report(
            id="monthly",
            title="Monthly performance report",
            author="Northfield",
            date=date(2026, 11, 5),
            subtitle="Revenue beat its target by 4.6%, carried by e-mail. Visits were the highest of any October, and a smaller share of them bought.",
            data_to="Data to 31 October 2026.",
            compared_with="Compared with September 2026 and October 2025. Targets as agreed in January 2026.",
        ),
        "brand": Brand(color="#0B6E4F"),
        "theme": "executive",
        "period": Period(start=date(2026, 10, 1), end=date(2026, 11, 1), grain="month", label="October 2026", key="2026-10"),
        "comparisons": [
            Comparison(id=PREVIOUS, start=date(2026, 9, 1), end=date(2026, 10, 1), label="September 2026", short="vs Sep"),
            Comparison(id=LAST_YEAR, start=date(2025, 10, 1), end=date(2025, 11, 1), label="October 2025", short="vs Oct 2025"),
        ],
        "facts": [], "changes": [], "series": [], "takeaways": [], "queries": [], "sources": [], "notices": [], "assets": [],
        "words": {},
        "cover": CoverArt(series="revenue-days", values=days(), current=31, caption="Daily revenue, October 2024 to October 2026. The bright bars are this month."),
        "sections": list(sections),
    }  # fmt: skip
    return ReportDocument.model_validate(plain | changes)


def days(count: int = 761) -> list[float | None]:
    """Daily values with a week, a year and a November peak."""
    values: list[float | None] = []
    for i in range(count):
        year = 1 + 0.18 * math.cos(2 * math.pi * (i - 75) / 365)
        peak = 0.8 * math.exp(-(((i % 365) - 58) ** 2) / 40)
        values.append(
            round(
                5000 * (year + peak) * (1 + 0.12 * math.sin(i * 2 * math.pi / 7)) * (1 + 0.09 * math.sin(i * 12.9)), 2
            )
        )
    return values


def coffee() -> ReportDocument:
    """A month of a web shop, like the design's."""
    return document(
        [
            Section(
                id="summary",
                title="Executive summary",
                message="Revenue passed its target on e-mail alone; the visits that advertising bought did not become orders",
                lead="Revenue was €209,113, 18.5% above October 2025 and €9,113 over target. E-mail made 80% of that growth. Paid "
                "social cost €4,855 more than in September and brought no more orders, and since 14 October fewer mobile shoppers finish the checkout.",
                blocks=[TakeawaysBlock(takeaways=TAKEAWAYS)],
            ),
            Section(
                id="board",
                title="KPI scoreboard",
                message="7 of 13 KPIs beat last October; 6 of 13 reached their target",
                blocks=[
                    KpiBlock(
                        layout="cards",
                        kpis=[BOARD[i].model_copy(update={"note": None}) for i in (0, 1, 3, 9)],
                        now="Oct 2026",
                    ),
                    KpiBlock(
                        layout="scoreboard",
                        kpis=BOARD,
                        now="Oct 2026",
                        notes=[
                            "Favourable or not is judged by what is good for the business: a lower bounce rate or cost per order is favourable."
                        ],
                    ),
                ],
            ),
            Section(
                id="channels",
                title="Channels",
                message="E-mail brought four fifths of the growth; paid social brought visits, not orders",
                lead="Revenue by the channel of the last click before the order.",
                blocks=[
                    channel_chart(),
                    table(),
                    months_chart("visits-organic", "Organic search, slow and steady", 51, width="half"),
                    months_chart("visits-email", "E-mail, twice what it was", 25, width="half", phase=3),
                ],
            ),
            Section(
                id="funnel",
                title="From visit to order",
                message="The checkout lost mobile shoppers after 14 October: about 230 orders, €9,200",
                lead="Of every 1,000 visits 554 saw a product, 88 filled a basket and 30 ordered. The steps before the checkout are as they were; the last one is not.",
                blocks=[funnel_chart(), months_chart("visits", "Visits rose with the season, and further", 181), QUOTE],
            ),
            Section(
                id="notes",
                title="Data notes",
                message="What the numbers rest on, and what may still change",
                blocks=[NOTES],
            ),
        ]
    )


def minimal() -> ReportDocument:
    """One section with one number and nothing to compare it with."""
    number = Kpi(metric="visits", label="Visits", value_text="1,204", fact="visits@2026-10", deltas=[])
    return document(
        [
            Section(
                id="summary",
                title="Executive summary",
                message="Executive summary",
                blocks=[TakeawaysBlock(takeaways=[], empty="No change stands out this month.")],
            ),
            Section(id="numbers", title="Numbers", message="Numbers", blocks=[KpiBlock(kpis=[number], now="Oct 2026")]),
            Section(id="empty", title="Nothing yet", message="Nothing yet", blocks=[]),
        ],
        cover=None,
        comparisons=[],
        report=Report(id="monthly", title="Miglė Coffee: October 2026", date=date(2026, 11, 5)),
    )


LONG = "The quarterly performance of all advertising, e-mail and organic activities of the group and its eleven subsidiaries "
LT = "Ąžuolų gatvės kavinė – „Šviesūs žąsų ūkiai“, įskaitant čežančius ėdžių vėjus ir ųsūnius"
RU = "Объёмы продаж в Санкт-Петербурге выросли; съёмка ещё идёт, подъезд закрыт"


def extreme() -> ReportDocument:
    """Too much of everything: 40 KPIs, 8 takeaways, 45 rows, 24 columns, titles of three lines, three scripts."""
    kpis = [
        k.model_copy(
            update={
                "fact": f"{k.fact}-{i}",
                "label": f"{k.label} {i}" if i else k.label,
                "group": f"{k.group} {i}" if i else k.group,
            }
        )
        for i in range(4)
        for k in BOARD
    ][:40]
    large = [
        kpi(
            "big",
            "Gross merchandise volume of all shops",
            "€1,234,567,890",
            ("+1.2%", "€1,219,928,745", GOOD),
            ("+5.4%", "€1,171,317,732", GOOD),
        ),
        kpi("long", LONG, "12.3%", ("−0.25 pts", "12.6%", BAD), ("–", "–", FLAT), note=LONG, suffix="-x"),
        *[k.model_copy(update={"fact": f"{k.fact}-hero"}) for k in BOARD[:5]],
    ]
    takeaways = [
        t.model_copy(
            update={
                "id": f"{t.id}-{i}",
                "headline": (RU, LT, LONG.strip())[i] if j == 0 else t.headline,
                "chart": None if j % 2 else t.chart.model_copy(update={"id": f"{t.id}-{i}"}),
            }
        )
        for i in range(2)
        for j, t in enumerate(TAKEAWAYS)
        if t.chart
    ]
    prose = TextBlock(
        html=f"<h3>{LT}</h3>" + f"<p>{LONG * 4}</p>" * 5 + "<ul>" + f"<li>{LONG}</li>" * 6 + '</ul><p>See <a href="https://example.com/plan">the plan</a>, <em>now</em>.</p>',
        author="Rasa Kazlauskaitė",
    )  # fmt: skip
    return document(
        [
            Section(id="summary", title="Executive summary", message=LONG * 2, lead=LONG * 3, blocks=[TakeawaysBlock(takeaways=takeaways)]),
            Section(id="board", title="KPI scoreboard", message=LT, blocks=[KpiBlock(kpis=large, now="Oct 2026", title="Numbers of the group"), KpiBlock(layout="scoreboard", kpis=[*kpis, large[0]], now="Oct 2026", title="All KPIs")]),
            Section(id="tables", title="Tables", message="Tables longer than a page and wider than a page", blocks=[table(45, title="Forty-five members"), table(5, title="Twenty-four columns", columns=24)]),
            Section(id="pairs", title="Charts", message=RU, blocks=[months_chart(f"pair-{i}", f"Panel {i} of five, with a title that takes two lines", 20 + i, width="half", phase=i) for i in range(5)] + [PageBreak(), channel_chart("after-break")]),
            Section(id="text", title="What we do next", message="What we do next", blocks=[prose, QUOTE]),
            Section(id="empty", title="A section with nothing in it", message="A section with nothing in it", blocks=[]),
            *[Section(id=f"more-{i}", title=f"{LT} {i}", message=f"Part {i} of many short parts", blocks=[months_chart(f"more-{i}", "Visits", 50 + i, phase=i)]) for i in range(4)],
            Section(id="notes", title="Data notes", message="What the numbers rest on", blocks=[NOTES]),
        ],
        client=Client(id="x", name=LT, timezone="Europe/Vilnius", currency="EUR", locale="en"),
        period=Period(start=date(2026, 9, 14), end=date(2026, 11, 1), grain="custom", label="14 September 2026 to 31 October 2026", key="2026-09-14_2026-10-31"),
        report=Report(id="monthly", title=LONG, author=LONG, date=date(2026, 11, 5), subtitle=LONG * 2, data_to="Data to 31 October 2026.", compared_with="Compared with September 2026 and October 2025."),
    )  # fmt: skip
