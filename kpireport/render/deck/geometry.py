"""The places on a slide, in points: 960 x 540, as of a presentation program.

    40          kicker, then the message: a zone that two lines of the largest size fill, always kept
    136 - 498   the body
    508         the foot: a hairline, whose report it is, what the data reach to, the number of the slide

The body is as wide as the text of an A4 page enlarged by `SCALE`; a drawing of the report is placed at that scale, and its
smallest text of 7.5 pt is then 13 pt on the slide. A drawing may be placed smaller down to `LEAST_SCALE`, where that is 10 pt.
"""

from __future__ import annotations

from kpireport.render.charts.pen import MICRO
from kpireport.render.figures import TEXT_WIDTH

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 48.0
ROOM = WIDTH - 2 * MARGIN
"""The width of everything but the title slide's ground."""
BODY = 362.0
"""The height of the body."""
MESSAGE_WIDTH, MESSAGE_HEIGHT = 840.0, 66.0
"""The zone of a slide's message."""
GAP = 18.0
"""Between two pieces under each other."""
GUTTER = 32.0
"""Between two pieces side by side."""
LEAST = 10.0
"""No text on a slide is smaller."""
SCALE = ROOM / TEXT_WIDTH
LEAST_SCALE = LEAST / MICRO
