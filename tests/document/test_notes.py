"""Which days are missing, and where rows come now and then by nature."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kpireport.document.notes import is_sparse

FIRST = date(2026, 8, 3)  # a Monday


@pytest.mark.parametrize(
    ("present", "sparse"),
    [
        (lambda n: True, False),
        (lambda n: not 40 <= n < 50, False),  # one hole of ten days in three months
        (lambda n: n not in {3, 30, 60}, False),
        (lambda n: n % 7 < 5, True),
        (lambda n: n % 7 < 6, True),
        (lambda n: n % 7 == 0, True),
        (lambda n: n % 30 == 0, True),
    ],
)
def test_days_are_missing_where_rows_rarely_pause(present, sparse):
    days = [n for n in range(90) if present(n)]
    missing = [FIRST + timedelta(days=n) for n in range(days[-1]) if n not in days]
    assert is_sparse(len(days), missing) == sparse
