"""What holds for any file: data survive, every part has its place, merging is what it says, and nothing else escapes."""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from kpireport.errors import Place, SpecError
from kpireport.spec.nodes import Loc, MapNode, Mark, from_plain, merged
from kpireport.spec.reading import compose
from kpireport.spec.values import Marked, marked_data

MARK = Mark(Place("x.yaml", 1, 1), Path())
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="$\x85\u2028\u2029\ufeff"), max_size=12
).filter(
    lambda word: not re.fullmatch(r"[-+]?\d+[eE][-+]?\d+", word)
)  # text for PyYAML, which leaves it bare; a number here
SCALARS = WORDS | st.integers(-(10**15), 10**15) | st.booleans() | st.dates(date(1000, 1, 1)) | st.floats(-1e9, 1e9)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
)
LEAVES = st.dictionaries(st.sampled_from("abc"), SCALARS, max_size=3)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(operator.or_, LEAVES, st.dictionaries(st.sampled_from("XYZ"), inner, max_size=3)),
    max_leaves=12,
)
"""Mappings in which a key's name says whether a value or a mapping is behind it, as in a spec."""
DATA = st.dictionaries(WORDS.filter(lambda key: key != "<<"), VALUES, max_size=5)


def parts(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    yield loc, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from parts(part, (*loc, key))


def read(text: str) -> Marked:
    return marked_data(compose(text, "x.yaml", Path()).root, {})


@given(DATA, st.booleans())
def test_what_is_dumped_is_read(data, flow) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10_000)
    marked = read(text)
    assert marked.data == data
    assert marked.problems == []


@given(DATA, st.booleans())
def test_every_part_has_the_place_where_it_stands(data, flow) -> None:
    lines = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10_000).splitlines()
    marked = read("\n".join(lines))
    places = []
    for loc, value in parts(marked.data):
        place = marked.marks[loc].place
        if isinstance(value, int | date) and not isinstance(value, bool):
            rest = lines[place.line - 1][place.column - 1 :]
            assert rest.startswith(str(value))
        if loc and not isinstance(value, dict | list):
            places.append((place.line, place.column))
    assert places == sorted(places)
    assert len(set(places)) == len(places)


@given(TREES, TREES, TREES)
def test_merging_in_two_steps_is_merging_once(a, b, c) -> None:
    x, y, z = (from_plain(part, MARK) for part in (a, b, c))
    assert merged(merged(x, y), z) == merged(x, merged(y, z))


@given(DATA)
def test_merging_with_itself_or_nothing_changes_nothing(data) -> None:
    tree, empty = from_plain(data, MARK), MapNode({}, MARK)
    assert merged(tree, tree) == merged(tree, empty) == merged(empty, tree) == tree


@given(
    st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#,?~<=0123.\t\n $é\x00"), max_size=80)
    | st.binary(max_size=60).map(lambda b: b.decode("latin-1"))
)
def test_any_text_is_a_tree_or_a_spec_error_with_a_place(text) -> None:
    try:
        outcome: Any = read(text).data
    except SpecError as error:
        outcome = error.problems
    assert isinstance(outcome, dict) or all(problem.place and problem.place.file == "x.yaml" for problem in outcome)


@given(DATA)
def test_a_null_under_a_key_is_as_good_as_no_key(data) -> None:
    nulled = {**data, **{f"{key}_x": None for key in data}}
    assert marked_data(from_plain(nulled, MARK), {}).data == marked_data(from_plain(data, MARK), {}).data


def test_the_same_file_read_twice_is_the_same() -> None:
    text = "a: &x {b: [1, 2]}\nc: *x\nd: {<<: *x, e: 3}\n"
    first, second = compose(text, "x.yaml", Path()), compose(text, "x.yaml", Path())
    assert first == second
    assert list(itertools.chain(read(text).data["d"])) == ["b", "e"]
