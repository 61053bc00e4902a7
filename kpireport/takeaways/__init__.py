"""Takeaways: the few claims about a report's facts that matter, each with its evidence and its words.

The way: detectors return candidates, `control` settles multiple testing, `score` weighs, `select` folds explanations
under headlines and chooses, `word` says them. Each step is a function from frozen values to frozen values.
"""

from __future__ import annotations

from kpireport.takeaways.evidence import Effect, Evidence, Guard, Scope, Statistic, Tone, Values
from kpireport.takeaways.find import find_takeaways
from kpireport.takeaways.goals import Goal, GoalStatus
from kpireport.takeaways.interface import Detector, DetectorContext, Limits, Need, Shown, needs
from kpireport.takeaways.wording import Line, Takeaway

__all__ = [
    "Detector",
    "DetectorContext",
    "Effect",
    "Evidence",
    "Goal",
    "GoalStatus",
    "Guard",
    "Limits",
    "Line",
    "Need",
    "Scope",
    "Shown",
    "Statistic",
    "Takeaway",
    "Tone",
    "Values",
    "find_takeaways",
    "needs",
]
