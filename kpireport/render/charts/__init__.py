"""Charts: blocks of the document in, SVG out. Vega-Lite draws the marks; words are placed by measured widths.

Each kind has a module that lays it out as a `Plot`; the engine draws plots. Units are points throughout, so that a label
of 8 is 8 pt on paper. Rules of the notation: actual dark and solid, the comparison light or thin and behind, the target a
short black tick, the point that the sentence is about in the brand's mark; bars start at zero, missing values are gaps.
"""

from __future__ import annotations

from kpireport.render.charts.drawing import chart_faces, draw_charts, plot_of
from kpireport.render.charts.engine import Drawing, warm_up
from kpireport.render.charts.legend import Key, legend
from kpireport.render.charts.pen import FULL, HALF, SMALL, Size

__all__ = [
    "FULL",
    "HALF",
    "SMALL",
    "Drawing",
    "Key",
    "Size",
    "chart_faces",
    "draw_charts",
    "legend",
    "plot_of",
    "warm_up",
]
