# The monthly report of the demo client as an analyst makes it in a notebook: 20 KPI cards, 15 charts and 7 tables from the
# same CSV files. `# %%` begins a cell; `cold_build.py` turns this file into report.ipynb.
# %% parameters
folder = "configs/data/generated"
period = "2026-10"

# %%
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, display

plt.rcParams.update({"figure.figsize": (7, 2.4), "axes.spines.top": False, "axes.spines.right": False, "font.size": 8})

# %%
web = pd.read_csv(f"{folder}/web_traffic.csv", parse_dates=["date"])
leads = pd.read_csv(f"{folder}/leads.csv", parse_dates=["created_date"]).rename(columns={"created_date": "date"})
ads = pd.read_csv(f"{folder}/ad_performance.csv", parse_dates=["date"])
orders = pd.read_csv(f"{folder}/orders.csv", parse_dates=["order_date"]).rename(columns={"order_date": "date"})
mails = pd.read_csv(f"{folder}/email_campaigns.csv", parse_dates=["date"])
for table in (web, leads, ads, orders, mails):
    table["month"] = table["date"].dt.to_period("M")
now = pd.Period(period)
before, last_year = now - 1, now - 12
months = pd.period_range(now - 12, now, freq="M")

# %%
METRICS = {
    "Revenue": (orders, lambda t: t["revenue"].sum(), "€{:,.0f}"),
    "New customers": (orders, lambda t: t.loc[t["is_new_customer"] == 1, "customer_id"].nunique(), "{:,.0f}"),
    "New leads": (leads, len, "{:,.0f}"),
    "Return on ad spend": (ads, lambda t: t["conversion_value"].sum() / t["cost"].sum(), "{:.2f}×"),
    "Orders": (orders, lambda t: t["order_id"].nunique(), "{:,.0f}"),
    "Average order value": (orders, lambda t: t["revenue"].sum() / t["order_id"].nunique(), "€{:,.2f}"),
    "Share of quality leads": (leads, lambda t: t["is_quality"].mean(), "{:.1%}"),
    "Visitor to lead": (web, lambda t: t["leads"].sum() / t["sessions"].sum(), "{:.2%}"),
    "Visitor to customer": (web, lambda t: t["new_customers"].sum() / t["sessions"].sum(), "{:.2%}"),
    "Website traffic": (web, lambda t: t["sessions"].sum(), "{:,.0f}"),
    "Checkout abandonment": (web, lambda t: 1 - t["purchases"].sum() / t["checkouts"].sum(), "{:.1%}"),
    "Ad spend": (ads, lambda t: t["cost"].sum(), "€{:,.0f}"),
    "Ad cost per lead": (ads, lambda t: t["cost"].sum() / t["leads"].sum(), "€{:,.2f}"),
    "Ad clicks": (ads, lambda t: t["clicks"].sum(), "{:,.0f}"),
    "E-mail click rate": (mails, lambda t: t["unique_clicks"].sum() / t["delivered"].sum(), "{:.2%}"),
    "E-mail open rate": (mails, lambda t: t["unique_opens"].sum() / t["delivered"].sum(), "{:.1%}"),
    "Bounce rate": (web, lambda t: t["bounces"].sum() / t["sessions"].sum(), "{:.1%}"),
    "MQL to SQL": (leads, lambda t: t["is_sql"].sum() / t["is_mql"].sum(), "{:.1%}"),
    "Free trials": (leads, lambda t: (t["offer"] == "Free trial").sum(), "{:,.0f}"),
    "Unsubscribes": (mails, lambda t: t["unsubscribes"].sum() / t["delivered"].sum(), "{:.2%}"),
}


def value(name, month, table=None):
    rows, function, _ = METRICS[name]
    rows = rows if table is None else table
    return function(rows[rows["month"] == month])


def course(name):
    rows, function, _ = METRICS[name]
    return rows.groupby("month")[rows.columns.tolist()].apply(function)


# %%
cards = ""
for name, (_, _, shown) in METRICS.items():
    current = value(name, now)
    changes = "".join(
        f"<br>{current / value(name, base) - 1:+.1%} vs {base}" for base in (before, last_year) if value(name, base)
    )
    cards += f"<div class='card'><b>{name}</b><br><big>{shown.format(current)}</big>{changes}</div>"
display(HTML(f"<style>.card {{display: inline-block; width: 23%; margin: 4px}}</style><h1>Report {period}</h1>{cards}"))


# %%
def line(name):
    steps = course(name)
    figure, axes = plt.subplots()
    axes.plot(months.astype(str), steps.reindex(months), label="Actual")
    axes.plot(months.astype(str), steps.reindex(months - 12), label="A year before", color="silver")
    axes.set_title(
        f"{name} was {METRICS[name][2].format(steps[now])}, {steps[now] / steps[last_year] - 1:+.1%} on last year"
    )
    axes.tick_params(axis="x", rotation=45)
    axes.legend()
    plt.show()


def table(rows, by, columns, top=8):
    current, base, year = (rows[rows["month"] == month] for month in (now, before, last_year))
    shown = pd.DataFrame({name: current.groupby(by)[current.columns.tolist()].apply(f) for name, f in columns.items()})
    first, function = next(iter(columns.items()))
    shown.insert(1, "Share", shown[first] / shown[first].sum())
    for label, other in ((f"vs {before}", base), (f"vs {last_year}", year)):
        shown[label] = shown[first] / other.groupby(by)[other.columns.tolist()].apply(function) - 1
    shown = shown.sort_values(first, ascending=False).head(top)
    shown.loc["Total"] = [f(current) if (f := columns.get(name)) else None for name in shown.columns]
    percent = [name for name in shown.columns if name.startswith(("Share", "vs", "Rate"))]
    display(
        shown.style.format("{:.1%}", subset=percent, na_rep="–").format(
            "{:,.2f}", subset=[name for name in shown.columns if name not in percent], na_rep="–"
        )
    )


# %%
line("Revenue")
# %%
line("New customers")
# %%
line("Checkout abandonment")
# %%
line("Orders")
# %%
line("Visitor to lead")
# %%
split = web.pivot_table(index="month", columns="channel", values="sessions", aggfunc="sum").reindex(months)
split.index = split.index.astype(str)
axes = split.plot.bar(stacked=True)
axes.set_title("Website traffic by month, by channel")
plt.show()
# %%
table(
    web,
    "channel",
    {
        "Traffic": lambda t: t["sessions"].sum(),
        "Rate of leads": lambda t: t["leads"].sum() / t["sessions"].sum(),
        "Rate of customers": lambda t: t["new_customers"].sum() / t["sessions"].sum(),
        "Rate of bounces": lambda t: t["bounces"].sum() / t["sessions"].sum(),
    },
)
# %%
table(
    web,
    "landing_page",
    {
        "Traffic": lambda t: t["sessions"].sum(),
        "Rate of leads": lambda t: t["leads"].sum() / t["sessions"].sum(),
        "Rate of bounces": lambda t: t["bounces"].sum() / t["sessions"].sum(),
    },
)
# %%
line("Ad cost per lead")
# %%
line("Return on ad spend")
# %%
table(
    ads,
    "campaign",
    {
        "Ad spend": lambda t: t["cost"].sum(),
        "Clicks": lambda t: t["clicks"].sum(),
        "Leads": lambda t: t["leads"].sum(),
        "Cost per lead": lambda t: t["cost"].sum() / max(t["leads"].sum(), 1),
    },
)
# %%
line("New leads")
# %%
current = leads[leads["month"] == now]
steps = pd.Series({"Leads": len(current), "MQL": current["is_mql"].sum(), "SQL": current["is_sql"].sum()})
axes = steps[::-1].plot.barh()
axes.set_title(f"{steps['SQL'] / steps['Leads']:.1%} of new leads became sales-qualified")
plt.show()
# %%
table(
    leads,
    "channel",
    {
        "Leads": len,
        "Rate of quality": lambda t: t["is_quality"].mean(),
        "Rate of SQL": lambda t: t["is_sql"].sum() / max(t["is_mql"].sum(), 1),
    },
)
# %%
table(
    leads,
    "offer",
    {
        "Leads": len,
        "Rate of quality": lambda t: t["is_quality"].mean(),
        "Rate of SQL": lambda t: t["is_sql"].sum() / max(t["is_mql"].sum(), 1),
    },
)
# %%
line("Average order value")
# %%
by_channel = pd.DataFrame(
    {str(month): orders[orders["month"] == month].groupby("channel")["revenue"].sum() for month in (now, last_year)}
).sort_values(str(now))
axes = by_channel.plot.barh()
axes.set_title("Revenue by channel")
plt.show()
# %%
table(
    orders,
    "product",
    {
        "Revenue": lambda t: t["revenue"].sum(),
        "Orders": lambda t: t["order_id"].nunique(),
        "Average order": lambda t: t["revenue"].sum() / t["order_id"].nunique(),
    },
)
# %%
line("E-mail click rate")
# %%
table(
    mails,
    "campaign",
    {
        "Sent": lambda t: t["sent"].sum(),
        "Rate of opens": lambda t: t["unique_opens"].sum() / t["delivered"].sum(),
        "Rate of clicks": lambda t: t["unique_clicks"].sum() / t["delivered"].sum(),
        "Rate of unsubscribes": lambda t: t["unsubscribes"].sum() / t["delivered"].sum(),
    },
)
# %%
line("Free trials")
# %%
per_visit = course("Revenue") / course("Website traffic")
figure, axes = plt.subplots()
axes.plot(months.astype(str), per_visit.reindex(months))
axes.set_title(f"Revenue per visit was €{per_visit[now]:.2f}")
axes.tick_params(axis="x", rotation=45)
plt.show()
