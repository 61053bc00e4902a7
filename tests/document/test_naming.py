from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.naming import brief

PATHS = [
    "/blog/2026/how-to-choose-accounting-software-for-a-small-business-in-lithuania",
    "/blog/2026/how-to-choose-accounting-software-for-a-small-business-in-latvia",
]


def test_a_short_name_stays_as_it_is() -> None:
    assert brief(["/", "/pricing", "Switch season"], 20) == ["/", "/pricing", "Switch season"]


def test_a_long_path_keeps_the_end_that_tells_it_apart() -> None:
    assert brief(PATHS, 40) == [
        "/blog/2026/h…small-business-in-lithuania",
        "/blog/2026/h…-a-small-business-in-latvia",
    ]


def test_a_long_name_in_words_keeps_more_of_its_beginning() -> None:
    (short,) = brief(["Autumn campaign for small business owners who switch from paper, second wave"], 40)
    assert short.startswith("Autumn campaign for sma")
    assert short.endswith("second wave")
    assert len(short) <= 40


def test_names_that_would_look_alike_are_numbered() -> None:
    names = [f"{'a' * 50}{n}{'b' * 50}" for n in range(6)]
    shown = brief(names, 20)
    assert len(set(shown)) == 6
    assert all(len(name) <= 20 for name in shown)


def test_an_accent_or_a_joined_emoji_is_not_torn_apart() -> None:
    family = "👩\u200d👩\u200d👧"
    (short,) = brief([f"{'x' * 11}{family}{'y' * 40}"], 20)
    head = short.partition("…")[0]
    assert not head.endswith("\u200d")
    assert "e\u0301" not in brief(["e\u0301" * 40], 11)[0].replace("e\u0301", "")


@given(st.lists(st.text(min_size=1, max_size=120), max_size=12, unique=True), st.integers(12, 60))
def test_names_that_differ_still_differ_and_fit(names: list[str], limit: int) -> None:
    shown = brief(names, limit)
    assert len(set(shown)) == len(names)
    assert all(len(name) <= limit for name in shown)
