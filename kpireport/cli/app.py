"""Every command's signature. A body is one call into the module that does the work, imported there and then."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="kpireport",
    help="KPI reports for many clients: a short YAML spec in, an executive summary as HTML and PDF out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
metrics = typer.Typer(help="The metrics that reports may use.", no_args_is_help=True)
datasets = typer.Typer(
    help="What the rows of a source may be, with the columns that metrics need.", no_args_is_help=True
)
plugins = typer.Typer(help="The plugins that are installed, and what is wrong with them.", no_args_is_help=True)
themes = typer.Typer(help="The looks that reports may have.", no_args_is_help=True)
app.add_typer(metrics, name="metrics")
app.add_typer(datasets, name="datasets")
app.add_typer(plugins, name="plugins")
app.add_typer(themes, name="themes")

Specs = Annotated[list[Path], typer.Argument(metavar="SPEC...", help="Report specs (YAML).", show_default=False)]
Spec = Annotated[Path, typer.Argument(metavar="SPEC", help="A report spec (YAML).", show_default=False)]
OptionalSpec = Annotated[
    Path | None, typer.Option("--spec", help="Also what this spec and its local plugins bring.", show_default=False)
]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", help="2026-10, 2026-W45, 2026-Q3, 2026, 2026-10-31 or FROM..TO.", show_default=False),
]


def _day(text: str) -> date:
    from kpireport.periods.notation import FIRST_YEAR, LAST_YEAR

    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2026-11-05") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise typer.BadParameter(f"{text!r} is out of range: years go from {FIRST_YEAR} to {LAST_YEAR}")
    return day


AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=_day,
        metavar="YYYY-MM-DD",
        help="Build as on this day; by default today, in the client's timezone.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", help="Where reports go.")]
StoreOption = Annotated[Path, typer.Option("--store", help="Where fetched data are kept; never sent to clients.")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="html, pdf, slides, json ...; again for more. By default the spec's outputs."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, help="Reports at once; by default as many as the machine has cores.", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Strict = Annotated[bool, typer.Option("--strict-plugins", help="Any plugin that fails is an error.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        from kpireport import __version__

        typer.echo(f"kpireport {__version__}")
        raise typer.Exit


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where the spec goes.")] = Path(),
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data", help="A data file (CSV, Excel, Parquet, JSON, SQLite ...); again for more.", show_default=False
        ),
    ] = None,
    client: Annotated[str | None, typer.Option("--client", help="The client's name.", show_default=False)] = None,
    preset: Annotated[
        str | None, typer.Option("--preset", help="The page plan; by default 'executive'.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="en, lt ...; by default that of the data.", show_default=False)
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", help="ISO code, e.g. EUR; by default that of the data.", show_default=False),
    ] = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", help="IANA name, e.g. Europe/Vilnius.", show_default=False)
    ] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option("--dataset", help="What a file holds, e.g. web_traffic; one for each --data.", show_default=False),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="NAME=COLUMN", help="Which column of the file feeds which of the dataset."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="A setting of the file, e.g. day_first=true or encoding=cp1251; again for more.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take what is proposed.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a spec that is there.")] = False,
) -> None:
    """Look at data files, ask what they do not tell, and write a spec that builds."""
    from kpireport.cli.init import Wanted, write_spec

    wanted = Wanted(
        data=tuple(data or ()),
        client=client,
        datasets=tuple(dataset or ()),
        preset=preset,
        language=language,
        currency=currency,
        timezone=timezone,
        columns=tuple(columns or ()),
        settings=tuple(settings or ()),
        yes=yes,
        force=force,
    )
    write_spec(folder, wanted)


@app.command()
def check(specs: Specs, strict_plugins: Strict = False, json: Json = False) -> None:
    """Check specs and say everything that is wrong, as file:line:column; looks at files' columns, reads no rows."""
    from kpireport.cli.build import check_specs

    check_specs(specs, strict=strict_plugins, as_json=json)


@app.command()
def plan(
    specs: Specs,
    period: PeriodOption = None,
    as_of: AsOf = None,
    format: Formats = None,  # noqa: A002 - the option's name
    out: Out = Path("out"),
    strict_plugins: Strict = False,
    json: Json = False,
) -> None:
    """Say everything that a build would fetch, compute and write, and do none of it."""
    from kpireport.cli.build import plan_specs

    plan_specs(specs, period=period, as_of=as_of, formats=format, out=out, strict=strict_plugins, as_json=json)


@app.command()
def build(
    specs: Specs,
    period: PeriodOption = None,
    as_of: AsOf = None,
    format: Formats = None,  # noqa: A002 - the option's name
    out: Out = Path("out"),
    store: StoreOption = Path("store"),
    jobs: Jobs = None,
    strict_plugins: Strict = False,
    json: Json = False,
) -> None:
    """Build reports. Exit 0: all built; 1: at least one failed, the others are built; 2: nothing was started."""
    from kpireport.run.workers import call_team

    with call_team(len(specs), jobs) as team:  # first of all: its processes get ready while the rest is imported
        from kpireport.cli.build import build_specs

        build_specs(
            specs,
            period=period,
            as_of=as_of,
            formats=format,
            out=out,
            store=store,
            strict=strict_plugins,
            as_json=json,
            team=team,
        )


@app.command()
def explain(
    spec: Spec,
    metric: Annotated[str, typer.Argument(help="The metric to explain.", show_default=False)],
    by: Annotated[str | None, typer.Option("--by", help="A dimension to break it down by.")] = None,
    segment: Annotated[str | None, typer.Option("--segment", help="A segment of the spec: only its rows.")] = None,
    period: PeriodOption = None,
    as_of: AsOf = None,
    store: StoreOption = Path("store"),
    json: Json = False,
) -> None:
    """Show where a number comes from: value, formula, SQL, rows, source, stored file and hash."""
    from kpireport.cli.explain import explain_metric

    explain_metric(spec, metric, by=by, segment=segment, period=period, as_of=as_of, store=store, as_json=json)


@metrics.command("list")
def metrics_list(
    text: Annotated[str | None, typer.Argument(help="Only those whose id or name holds this text.")] = None,
    dataset: Annotated[str | None, typer.Option("--dataset", help="Only those on this dataset.")] = None,
    group: Annotated[str | None, typer.Option("--group", help="Only those of this group.")] = None,
    stage: Annotated[str | None, typer.Option("--stage", help="Only those of this stage: attract, convert ...")] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Only those on what such a tool delivers: Zendesk ...")
    ] = None,
    spec: OptionalSpec = None,
    json: Json = False,
) -> None:
    """List the metrics by group."""
    from kpireport.cli.catalogue import Wanted, list_metrics

    list_metrics(Wanted(text, dataset, group, stage, source), spec=spec, as_json=json)


@metrics.command("show")
def metrics_show(
    metric: Annotated[str, typer.Argument(help="The metric's id.", show_default=False)],
    spec: OptionalSpec = None,
    json: Json = False,
) -> None:
    """Show one metric: words, formula, variants, what it needs, caveats."""
    from kpireport.cli.catalogue import show_metric

    show_metric(metric, spec=spec, as_json=json)


@metrics.command("verify")
def metrics_verify(
    file: Annotated[Path, typer.Argument(help="A YAML file of worked examples.", show_default=False)],
    spec: OptionalSpec = None,
    json: Json = False,
) -> None:
    """Compute worked examples and compare them with their exact values. Exit 0: all agree; 1: one does not."""
    from kpireport.cli.verify import verify_metrics

    verify_metrics(file, spec=spec, as_json=json)


@datasets.command("list")
def datasets_list(spec: OptionalSpec = None, json: Json = False) -> None:
    """List the datasets."""
    from kpireport.cli.catalogue import list_datasets

    list_datasets(spec=spec, as_json=json)


@datasets.command("show")
def datasets_show(
    dataset: Annotated[str, typer.Argument(help="The dataset's id.", show_default=False)],
    spec: OptionalSpec = None,
    json: Json = False,
) -> None:
    """Show one dataset: what a row is, and every column."""
    from kpireport.cli.catalogue import show_dataset

    show_dataset(dataset, spec=spec, as_json=json)


@plugins.command("list")
def plugins_list(spec: OptionalSpec = None, strict_plugins: Strict = False, json: Json = False) -> None:
    """List plugins with distribution, version, hooks and failures."""
    from kpireport.cli.plugins import list_plugins

    list_plugins(spec=spec, strict=strict_plugins, as_json=json)


@plugins.command("show")
def plugins_show(
    plugin: Annotated[str, typer.Argument(help="The plugin's name.", show_default=False)],
    spec: OptionalSpec = None,
    json: Json = False,
) -> None:
    """Show one plugin: where it comes from, what it registers, the settings of its sources, why it fails."""
    from kpireport.cli.plugins import show_plugin

    show_plugin(plugin, spec=spec, as_json=json)


@themes.command("list")
def themes_list(json: Json = False) -> None:
    """List themes."""
    from kpireport.cli.plugins import list_themes

    list_themes(as_json=json)


@app.command()
def schema(spec: OptionalSpec = None) -> None:
    """Print the JSON Schema of a spec, so that editors complete and check it."""
    from kpireport.cli.catalogue import print_schema

    print_schema(spec=spec)


@app.command()
def doctor(json: Json = False) -> None:
    """Check this machine: libraries, fonts, plugins, and another package that takes our name."""
    from kpireport.cli.doctor import check_machine

    check_machine(as_json=json)
