"""From facts to the takeaways of a report, in one pass of pure steps."""

from __future__ import annotations

from collections.abc import Iterable

from kpireport.language import Language
from kpireport.takeaways.control import control
from kpireport.takeaways.evidence import Evidence
from kpireport.takeaways.interface import Detector, DetectorContext
from kpireport.takeaways.labels import Labels
from kpireport.takeaways.score import score
from kpireport.takeaways.select import select
from kpireport.takeaways.wording import Takeaway, word


def find_takeaways(
    context: DetectorContext, detectors: Iterable[Detector], language: Language, *, limit: int = 5
) -> tuple[Takeaway, ...]:
    """The takeaways of a report, at most `limit`, in the order to show them; equal inputs give equal results."""
    return choose(context, (e for detector in detectors for e in detector.detect(context)), language, limit=limit)


def choose(
    context: DetectorContext, candidates: Iterable[Evidence], language: Language, *, limit: int = 5
) -> tuple[Takeaway, ...]:
    """The takeaways among candidates that were detected elsewhere, for callers that guard each detector by itself."""
    scored = [score(evidence, context) for evidence in control(candidates)]
    labels = Labels(language, context.metrics, context.datasets, context.period, context.comparisons, context.currency)
    return tuple(word(found.evidence, labels, found.score) for found in select(scored, context, limit))
