"""Seeded chance that gives the same numbers on every machine and Python version.

Only `random.Random.random`, which Python promises to keep, and the basic operations and the square root, which IEEE 754
rounds exactly, are used: `exp`, `log` and `pow` differ in the last bit from one C library to the next.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

SMALL = 6.0
"""Up to this mean a count is drawn from the Poisson distribution, above it as a rounded normal."""


def exp_minus(x: float) -> float:
    """The number e to the power of -x for x from 0 to `SMALL`, to seven digits, the same on every machine."""
    part = x / 64
    power = 1 - part * (1 - part / 2 * (1 - part / 3 * (1 - part / 4 * (1 - part / 5))))
    for _ in range(6):
        power *= power
    return power


class Chance:
    """One stream of draws. A stream is named, so that a change in one part of the demo leaves the others as they were."""

    def __init__(self, seed: int, name: str) -> None:
        self.uniform = random.Random(f"{seed}/{name}").random  # noqa: S311 - repeatable on purpose

    def normal(self, spread: float = 1.0) -> float:
        """About normal around 0: the sum of four uniforms, so never beyond 3.5 times the spread."""
        total = self.uniform() + self.uniform() + self.uniform() + self.uniform() - 2.0
        return total * 1.7320508075688772 * spread

    def wobble(self, spread: float) -> float:
        """A factor around 1."""
        return 1.0 + self.normal(spread)

    def happens(self, probability: float) -> bool:
        """Whether something with this probability happens."""
        return self.uniform() < probability

    def count(self, mean: float) -> int:
        """How many of something that happens `mean` times on average."""
        if mean > SMALL:
            return max(0, math.floor(mean + self.normal(math.sqrt(mean)) + self.uniform()))
        number, point, chance = 0, self.uniform(), exp_minus(max(mean, 0.0))
        while point >= chance > 0.0 and number < 4 * SMALL:
            point -= chance
            number += 1
            chance *= mean / number
        return number

    def part(self, whole: int, share: float) -> int:
        """How many of `whole` fall into a share of them; never more than all."""
        return min(whole, self.count(whole * min(1.0, max(0.0, share))))

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, weights: Mapping[T, float]) -> T:
        """One of some things, by weight."""
        point = self.uniform() * sum(weights.values())
        for thing, weight in weights.items():
            point -= weight
            if point < 0.0:
                return thing
        return thing
