"""Relations between metrics: an identity is proved from the expressions, so it holds for any data.

A product is proved by cancelling: what stands above the line in one factor and below it in another falls out, and what
is left has to be the metric. A sum is proved by adding the terms over their common denominator. What cannot be proved
is refused, even if it holds for the data at hand (zero denominators, where nothing can be said, aside).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import reduce

from kpireport.errors import KpiReportError, MetricError
from kpireport.expressions import Linear, Ratio
from kpireport.metrics.compiled import CompiledMetric
from kpireport.metrics.pack import Identity, Relations

Find = Callable[[str], CompiledMetric]


def check_relations(relations: Relations, find: Find) -> Iterator[MetricError]:
    """What is wrong with some relations: unknown metrics, and identities that the expressions do not bear out."""
    for identity in relations.identities:
        try:
            if not holds(identity, find):
                yield MetricError(f"{_text(identity)} does not follow from the expressions", hint=_left(identity, find))
        except KpiReportError as error:
            yield MetricError(f"{_text(identity)}: {error.problems[0].message}", hint=error.problems[0].hint)
    for influence in relations.influences:
        for name in (influence.metric, influence.moves):
            try:
                find(name)
            except KpiReportError as error:
                yield MetricError(f"{influence.metric} moves {influence.moves}: {error.problems[0].message}")


def holds(identity: Identity, find: Find) -> bool:
    """Whether an identity follows from the definitions that `find` gives; raises UnknownNameError for unknown metrics."""
    form = find(identity.metric).form
    if form is None:
        return False
    if identity.product:
        factors = [find(name).form for name in identity.product]
        return all(factors) and _factors([form]) == _factors(found for found in factors if found)
    plus, minus = ([find(name).form for name in names] for names in (identity.sum, identity.less))
    if not all((*plus, *minus)):
        return False
    total = _sum([found for found in plus if found], [found for found in minus if found])
    return total is not None and _factors([form]) == _factors([total])


_Factors = tuple[Fraction, Counter[Linear]]


def _factors(forms: Iterable[Ratio]) -> _Factors:
    """A product as a number and the powers of its different factors, those of power 0 left out."""
    number, powers = Fraction(1), Counter[Linear]()
    for form in forms:
        for side, power in ((form.numerator, 1), (form.denominator, -1)):
            scale, factor = _scaled(side)
            number *= scale**power
            powers[factor] += power
    return number, Counter({factor: power for factor, power in powers.items() if power and factor.terms})


def _scaled(linear: Linear) -> tuple[Fraction, Linear]:
    """A linear form as a number times a form whose first coefficient, in the order of names, is 1."""
    ordered = Linear(linear.constant, tuple(sorted(linear.terms)))
    scale = ordered.terms[0][1] if ordered.terms else ordered.constant
    return (scale, ordered.times(1 / scale)) if scale else (Fraction(0), Linear())


def _sum(plus: list[Ratio], minus: list[Ratio]) -> Ratio | None:
    """The sum of some forms without others; None where their denominators differ."""
    signed = [*plus, *(Ratio(form.numerator.times(Fraction(-1)), form.denominator) for form in minus)]
    if len({form.denominator for form in signed}) > 1:
        return None
    return Ratio(reduce(Linear.plus, (form.numerator for form in signed)), signed[0].denominator)


def _text(identity: Identity) -> str:
    right = " x ".join(identity.product) if identity.product else " + ".join(identity.sum)
    return f"{identity.metric} = {right}{''.join(f' - {name}' for name in identity.less)}"


def _left(identity: Identity, find: Find) -> str:
    """Both sides as they stand, to see where they part."""
    sides = [find(identity.metric), *(find(name) for name in identity.inputs)]
    return "; ".join(f"{found.id} = {_form_text(found)}" for found in sides)


def _form_text(metric: CompiledMetric) -> str:
    if metric.form is None:
        return f"{metric.sql} (no quotient of sums)"
    names = {part: part.partition(": ")[2] for part in metric.form.parts}
    above, below = metric.form.numerator.text(names), metric.form.denominator.text(names)
    return above if metric.form.is_linear else f"({above}) / ({below})"
