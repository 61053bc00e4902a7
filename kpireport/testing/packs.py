"""The conformance check of metric packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kpireport.testing.findings import Findings, conforming

if TYPE_CHECKING:
    from kpireport.metrics.pack import Dataset, Metric, Pack, Preset


def check_pack(pack: Pack, *, languages: Iterable[str] = ("en",)) -> None:
    """Assert that a metric pack is complete and right, beyond what its models check by themselves.

    Names are unique; every metric has a label in each language, a description, a formula in words and a known group; its
    expression and those of its variants compile over its dataset, add up as it says they do, and are broken down only by
    dimensions that are there; derived datasets give the columns that they declare; identities between metrics follow from
    their expressions; page plans are made of valid blocks that name known metrics and dimensions.

    A pack's whole test file::

        from kpireport.testing import check_pack
        from our_pack.hooks import kpireport_register_metrics

        def test_pack():
            for pack in kpireport_register_metrics():
                check_pack(pack)

    Raises:
        NotConforming: an AssertionError with every breach.

    """
    with conforming(f"pack {pack.id!r}") as findings:
        _check_names(pack, findings)
        for dataset in pack.datasets:
            _check_dataset(dataset, tuple(languages), findings)
        for metric in pack.metrics:
            _check_metric(metric, pack, tuple(languages), findings)
        _check_expressions(pack, findings)
        _check_derivations(pack, findings)
        _check_relations(pack, findings)
        for preset in pack.presets:
            _check_preset(preset, pack, findings)


def _check_names(pack: Pack, findings: Findings) -> None:
    kinds = {
        "dataset": [dataset.id for dataset in pack.datasets],
        "metric": [name for metric in pack.metrics for name in (metric.id, *metric.aliases)],
        "group": [group.id for group in pack.groups],
        "preset": [preset.id for preset in pack.presets],
    }
    for kind, names in kinds.items():
        for name, times in Counter(names).items():
            findings.expect(times == 1, f"{kind} {name!r} is defined {times} times (an alias counts as a name)")


def _check_dataset(dataset: Dataset, languages: tuple[str, ...], findings: Findings) -> None:
    named = {f"dataset {dataset.id!r}": dataset.title}
    for dimension in dataset.dimensions:
        name = f"dimension {dimension.column!r} of {dataset.id!r}"
        named[name] = dimension.label
        named |= {f"member {member!r} of {name}": labels for member, labels in dimension.members.items()}
    for name, labels in named.items():
        missing = [language for language in languages if not labels.get(language)]
        findings.expect(not missing, f"{name} has no label in {', '.join(missing)}")


def _check_metric(metric: Metric, pack: Pack, languages: tuple[str, ...], findings: Findings) -> None:
    missing = [language for language in languages if language not in metric.label]
    findings.expect(not missing, f"metric {metric.id!r} has no label in {', '.join(missing)}")
    findings.expect(metric.description, f"metric {metric.id!r} has no description")
    findings.expect(metric.formula, f"metric {metric.id!r} has no formula in words")
    known = {other.id for other in pack.metrics} - {metric.id}
    for name in metric.pair_with:
        findings.expect(
            name in known, f"metric {metric.id!r} is to stand beside {name!r}, which the pack does not have"
        )
    groups = {group.id for group in pack.groups}
    findings.expect(metric.group in groups, f"metric {metric.id!r} stands in an unknown group {metric.group!r}")
    if metric.dataset:
        offered = {d.column for dataset in pack.datasets if dataset.id == metric.dataset for d in dataset.dimensions}
        for name in metric.dimensions or ():
            findings.expect(name in offered, f"metric {metric.id!r}: {metric.dataset!r} has no dimension {name!r}")


def _check_expressions(pack: Pack, findings: Findings) -> None:
    """Every metric compiles by the engine's own rules, in every variant."""
    from kpireport.errors import KpiReportError
    from kpireport.metrics.catalogue import build_catalogue
    from kpireport.metrics.compiled import compile_metric
    from kpireport.metrics.usage import in_variant

    try:
        catalogue = build_catalogue([pack])
    except KpiReportError as error:
        findings.expect(holds=False, otherwise=str(error))
        return
    for metric in pack.metrics:
        for variant in (None, *(variant.id for variant in metric.variants)):
            try:
                if metric.dataset is None:
                    catalogue.metric(metric.id)
                else:
                    dataset = in_variant(metric, variant).dataset or metric.dataset
                    compile_metric(metric, catalogue.dataset(dataset), variant=variant)
            except KpiReportError as error:
                findings.expect(holds=False, otherwise=f"{variant or 'default'} definition: {error}")


def _check_derivations(pack: Pack, findings: Findings) -> None:
    """Every derivation runs over its inputs and gives exactly the columns of its dataset."""
    from kpireport.errors import KpiReportError
    from kpireport.metrics.trial import columns_given

    datasets = {dataset.id: dataset for dataset in pack.datasets}
    for dataset in pack.datasets:
        if dataset.derived is None:
            continue
        try:
            given = columns_given(dataset, datasets)
        except KpiReportError as error:
            findings.expect(holds=False, otherwise=str(error))
            continue
        declared = set(dataset.columns) - {dataset.time}
        missing, added = sorted(declared - set(given)), sorted(set(given) - declared)
        findings.expect(not missing, f"dataset {dataset.id!r}: its derivation does not give {', '.join(missing)}")
        findings.expect(not added, f"dataset {dataset.id!r}: its derivation gives {', '.join(added)}, which it has not")


def _check_relations(pack: Pack, findings: Findings) -> None:
    from kpireport.errors import KpiReportError
    from kpireport.metrics.catalogue import build_catalogue
    from kpireport.metrics.relations import check_relations

    try:
        catalogue = build_catalogue([pack])
    except KpiReportError:
        return  # said before
    for wrong in check_relations(pack.relations, catalogue.metric):
        findings.expect(holds=False, otherwise=str(wrong))


def _check_preset(preset: Preset, pack: Pack, findings: Findings) -> None:
    from kpireport.document.presets import is_data, metrics_of, preset_sections
    from kpireport.errors import MetricError

    metrics = {metric.id: metric for metric in pack.metrics}
    datasets = {dataset.id: dataset for dataset in pack.datasets}
    for name in preset.north_star:
        findings.expect(name in metrics, f"preset {preset.id!r}: unknown north star {name!r}")
    try:
        sections = preset_sections(preset, "en")
    except MetricError as error:
        findings.expect(holds=False, otherwise=str(error))
        return
    for section in sections:
        for block in section.blocks:
            dimension = getattr(block, "by", None) if is_data(block) else None
            for name in metrics_of(block):
                place = f"preset {preset.id!r}, section {section.title!r}"
                if findings.expect(name in metrics, f"{place}: unknown metric {name!r}") and dimension:
                    allowed = _dimensions(metrics[name], datasets)
                    findings.expect(dimension in allowed, f"{place}: {name!r} cannot be broken down by {dimension!r}")


def _dimensions(metric: Metric, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    dataset = datasets.get(metric.dataset or "")
    return metric.dimensions or (tuple(d.column for d in dataset.dimensions) if dataset else ())
