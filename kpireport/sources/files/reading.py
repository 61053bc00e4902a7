"""The decision how a text column is read: its type, and the SQL that turns its text into values.

Decided by all rows, from the shapes of the values and a few questions to the data. Nothing is guessed: where two
readings fit and give different numbers or days, a DataError asks the user.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kpireport.errors import DataError, Place
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.days import DayShape, day_shape
from kpireport.sources.files.numerals import Decimal, NumberFormat, numeral, one_currency, read_as
from kpireport.sources.files.shapes import BLANK, ShapeCounter
from kpireport.sources.interface import ColumnType, Notice

Ask = Callable[[str], tuple[Any, ...]]
"""One row of aggregates over the raw table, for a select list."""

MOSTLY = 0.95
"""A column of which this share are numbers (or dates) is a column of numbers with bad values, not of text."""
_BIGINT_DIGITS, _NARROW, _WIDE = 18, 18, 38
_TRUE = ("true", "yes", "y", "t", "1", "taip", "да", "так")
_FALSE = ("false", "no", "n", "f", "0", "ne", "нет", "не")


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column as it lies in the raw table, where it is called `cell`."""

    name: str
    cell: str
    shapes: ShapeCounter
    wanted: ColumnType | None

    @property
    def value(self) -> str:
        """SQL for the text without blanks around it."""
        return f"trim({self.cell}, {literal(BLANK)})" if self.shapes.padded else self.cell

    @property
    def filled(self) -> str:
        """SQL: whether the cell holds anything."""
        return f"coalesce({self.value} <> '', false)"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a column is read. `sql` is null for a value that does not fit; `doubtful` says that there may be some."""

    column: TextColumn
    type: ColumnType
    sql: str
    doubtful: bool = False
    currency: str | None = None
    note: Notice | None = None
    """What the reader of the report should know."""
    advice: str = ""
    """What to do about a value that does not fit."""

    @property
    def misfit(self) -> str:
        """SQL: whether the cell holds something that could not be read."""
        return f"({self.column.filled} AND ({self.sql}) IS NULL)"


def identifier(name: str) -> str:
    """A quoted SQL name."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A quoted SQL text."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Reader:
    """Decides for the columns of one table; `place` gives the position of a row."""

    config: FilesConfig
    timezone: str
    place: Callable[[int], Place]
    ask: Ask

    def readings(self, columns: list[TextColumn]) -> list[Reading]:
        """A reading for each column; columns that are clear about the decimal separator decide for the others."""
        kinds = {column.name: self._kind(column) for column in columns}
        numbers = [column for column in columns if kinds[column.name] in {"integer", "number", "money"}]
        clear = {decimal for column in numbers if (decimal := self._clear_decimal(column))}
        evidence = clear.pop() if len(clear) == 1 else None
        return [self._read(column, kinds[column.name], evidence) for column in columns]

    def _kind(self, column: TextColumn) -> ColumnType:
        wanted = self.config.types.get(column.name) or column.wanted
        return wanted or self._inferred(column)

    def _inferred(self, column: TextColumn) -> ColumnType:
        counts, total = column.shapes.counts, column.shapes.total
        if not total or column.shapes.overflow:
            return "text"
        if {shape.lower() for shape in counts} <= {"true", "false"}:
            return "boolean"
        days = {shape: found for shape in counts if (found := day_shape(shape))}
        dated = sum(counts[shape] for shape in days)
        enough = total if total < 20 else MOSTLY * total
        if dated >= enough and not (set(days) == {"0" * 8} and not self._are_days(column)):
            return "timestamp" if any(day.clock for day in days.values()) else "date"
        formats = self._formats(column)
        best = max(formats, key=lambda found: found.rows)
        if best.rows < enough or self._has_leading_zeros(column, best):
            return "text"
        if best.currencies:
            return "money"
        whole = not best.scale and not best.percent and not best.exponent and best.digits <= _BIGINT_DIGITS
        return "integer" if whole else "number"

    def _are_days(self, column: TextColumn) -> bool:
        day = f"try_strptime({column.value}, '%Y%m%d')"
        good, total = self.ask(f"count(*) FILTER (WHERE year({day}) BETWEEN 1970 AND 2099), count({column.value})")
        return bool(good == total)

    def _has_leading_zeros(self, column: TextColumn, found: NumberFormat) -> bool:
        """Numbers such as 00123 are names of things."""
        if found.digits < 2:
            return False
        return bool(self.ask(f"bool_or(regexp_matches({column.value}, '^[+-]?0[0-9]'))")[0])

    def _read(self, column: TextColumn, kind: ColumnType, evidence: Decimal | None) -> Reading:
        match kind:
            case "text":
                return Reading(column, "text", f"CASE WHEN {column.filled} THEN {column.cell} END")
            case "boolean":
                return self._boolean(column)
            case "date" | "timestamp":
                return self._days(column, kind)
            case _:
                return self._number(column, kind, evidence)

    @staticmethod
    def _boolean(column: TextColumn) -> Reading:
        words = {True: _TRUE, False: _FALSE}
        cases = " ".join(
            f"WHEN lower({column.value}) IN ({', '.join(map(literal, texts))}) THEN {value}"
            for value, texts in words.items()
        )
        return Reading(column, "boolean", f"CASE {cases} END", doubtful=True, advice="write true or false")

    # Numbers

    def _formats(self, column: TextColumn) -> tuple[NumberFormat, NumberFormat]:
        thousands = self.config.thousands
        return read_as(column.shapes.counts, ".", thousands), read_as(column.shapes.counts, ",", thousands)

    def _configured_decimal(self) -> Decimal | None:
        if self.config.decimal:
            return self.config.decimal
        return {",": ".", ".": ","}.get(self.config.thousands or "")  # type: ignore[return-value]

    def _clear_decimal(self, column: TextColumn) -> Decimal | None:
        """The decimal separator, where only one reading fits the column."""
        if decimal := self._configured_decimal():
            return decimal
        dot, comma = self._formats(column)
        if dot.rows == comma.rows:
            return None
        return "." if dot.rows > comma.rows else ","

    def _number(self, column: TextColumn, kind: ColumnType, evidence: Decimal | None) -> Reading:
        found = self._format(column, kind, evidence)
        currency = self._currency(column, found)
        if found.exponent:
            found = self._with_exponents(column, found)
        text = _cleaned(column, found)
        scale = found.scale + (2 if found.percent else 0)
        if kind == "money":
            scale = max(scale, 2)
        width = found.digits + scale
        note = None
        if width > _WIDE and not (kind == "integer" and not found.scale):
            said = f"{column.name} has more digits than can be kept exactly and is rounded to 15."
            note = Notice("info", said, "notice-rounded", {"column": column.name})
            sql, kind = f"TRY_CAST({text} AS DOUBLE)", "number" if kind == "integer" else kind
            sql = f"{sql} / 100" if found.percent else sql
        elif not scale:
            sql = f"TRY_CAST({text} AS {'BIGINT' if kind == 'integer' or width <= _BIGINT_DIGITS else 'DECIMAL(38,0)'})"
        else:
            sql = self._decimal(column, found, text, scale, width)
            if kind == "integer":
                sql = f"CASE WHEN {sql} = trunc({sql}) THEN CAST({sql} AS BIGINT) END"
        bad = column.shapes.overflow or len(found.good) < len(column.shapes.counts)
        if bad:
            sql = f"CASE WHEN {_shape_sql(column)} IN ({', '.join(map(literal, sorted(found.good))) or 'NULL'}) THEN {sql} END"
        doubtful = bool(bad or found.percent or found.exponent or kind == "integer" or width > _NARROW)
        return Reading(column, kind, sql, doubtful, currency, note, _number_advice(column, found))

    @staticmethod
    def _decimal(column: TextColumn, found: NumberFormat, text: str, scale: int, width: int) -> str:
        digits = _NARROW if width <= _NARROW else _WIDE
        if not found.percent:
            return f"TRY_CAST({text} AS DECIMAL({digits},{scale}))"
        plain = f"TRY_CAST({text} AS DECIMAL({_WIDE - 4},{found.scale}))"
        share = f"CAST({plain} * 0.01::DECIMAL(3,2) AS DECIMAL({digits},{scale}))"
        return f"CASE WHEN contains({column.value}, '%') THEN {share} WHEN {plain} = 0 THEN 0::DECIMAL({digits},{scale}) END"

    def _format(self, column: TextColumn, kind: ColumnType, evidence: Decimal | None) -> NumberFormat:
        """The one reading of the separators that holds, or a DataError that asks for it."""
        dot, comma = self._formats(column)
        by_char = {".": dot, ",": comma}
        decimal = self._clear_decimal(column)
        if decimal:
            return by_char[decimal]
        if not dot.separated:
            return by_char[evidence or "."]
        if self.ask(f"bool_or(regexp_matches({column.value}, '^[^0-9]*0[.,]'))")[0]:
            return dot if dot.scale else comma
        if evidence:
            return by_char[evidence]
        if kind == "integer":
            return comma if dot.scale else dot
        example = next(shape for shape in column.shapes.counts if "." in shape or "," in shape)
        mark = "." if "." in example else ","
        raise DataError(
            f"column {column.name!r}: the values can be read in two ways; is {_one(self, column)} more or less than 1,000?",
            place=Place(self.place(0).file),
            hint=f'say `decimal: "{mark}"` if {mark!r} stands before the fraction, or `thousands: "{mark}"`',
        )

    def _currency(self, column: TextColumn, found: NumberFormat) -> str | None:
        try:
            return one_currency(found.currencies)
        except ValueError as error:
            raise DataError(
                f"column {column.name!r} mixes currencies: {error}",
                place=self._first_of_another(column, found),
                hint="convert the amounts to one currency, or split the file and map the parts as sources of their own",
            ) from error

    def _first_of_another(self, column: TextColumn, found: NumberFormat) -> Place:
        """The first amount that is not in the most frequent currency."""
        usual = max(found.currencies, key=lambda code: found.currencies[code])
        others = [shape for shape in found.good if (parts := numeral(shape)) and parts.currency not in {None, usual}]
        (row,) = self.ask(f"min(rowid) FILTER (WHERE {_shape_sql(column)} IN ({', '.join(map(literal, others))}))")
        return self.place(row)

    def _with_exponents(self, column: TextColumn, found: NumberFormat) -> NumberFormat:
        """Room for the digits that numbers such as 1.2E-05 need."""
        power = f"coalesce(TRY_CAST(regexp_extract({column.value}, '[eE]([+-]?[0-9]+)', 1) AS INTEGER), 0)"
        low, high = self.ask(f"least(min({power}), 0), greatest(max({power}), 0)")
        return replace(found, digits=found.digits + high, scale=found.scale - low)

    # Days

    def _days(self, column: TextColumn, kind: ColumnType) -> Reading:
        counts = column.shapes.counts
        days = {shape: found for shape in counts if (found := day_shape(shape))}
        if self.config.date_format:
            fixed = self.config.date_format
            days = {"": DayShape(fixed, zoned="%z" in fixed)}
        if set(days) == {"0000-00-00"}:
            moment = f"TRY_CAST({column.value} AS DATE)"
        else:
            day_first = self._day_first(column, days)
            moment = self._moment(column, {day.settled(day_first=day_first): day for day in days.values()})
        target = "TIMESTAMP" if kind == "timestamp" else "DATE"
        sql = f"CASE WHEN year({moment}) BETWEEN 1900 AND 2199 THEN CAST({moment} AS {target}) END"
        return Reading(column, kind, sql, doubtful=True, advice=_day_advice(column))

    def _moment(self, column: TextColumn, formats: Mapping[str, DayShape]) -> str:
        """SQL for the local time; two-digit years first, because %Y would take their two digits for a whole year."""
        plain = sorted((text for text, day in formats.items() if not day.zoned), key=lambda text: "%y" not in text)
        zoned = [text for text, day in formats.items() if day.zoned]
        parts = [f"try_strptime({column.value}, {_list(plain)})"] if plain else []
        if zoned:
            offset = f"regexp_replace({column.value}, ' ?([Zz]|UTC|GMT)$', '+00')"
            offset = f"regexp_replace({offset}, ' ([+-][0-9:]+)$', '\\1')"
            formats_text = _list([text.replace(" %z", "%z") for text in zoned])
            parts.append(f"(try_strptime({offset}, {formats_text}) AT TIME ZONE {literal(self.timezone)})")
        return f"coalesce({', '.join(parts)})" if parts else "NULL::TIMESTAMP"

    def _day_first(self, column: TextColumn, days: Mapping[str, DayShape]) -> bool:
        marks = {day.mark for day in days.values() if day.mark}
        if self.config.day_first is not None or not marks:
            return bool(self.config.day_first)
        pattern = f"'^([0-9]{{1,2}})[{''.join(sorted(marks, key='/.-'.index))}]([0-9]{{1,2}})[^0-9]'"
        first, second = (f"TRY_CAST(regexp_extract({column.value}, {pattern}, {group}) AS INTEGER)" for group in (1, 2))
        over, under, differ = self.ask(
            f"bool_or({first} BETWEEN 13 AND 31), bool_or({second} BETWEEN 13 AND 31), bool_or({first} <> {second})"
        )
        if over and under:
            what = "some dates have the day first and some the month"
        elif over or under or not differ:
            return bool(over) or not under
        elif marks == {"."}:  # whoever writes full stops writes the day first
            return True
        else:
            what = (
                f"{_one(self, column)} can be read with the day first or the month first, and so can every other value"
            )
        raise DataError(
            f"column {column.name!r}: {what}",
            place=Place(self.place(0).file),
            hint="say `day_first: true` or `day_first: false`",
        )


def _one(reader: Reader, column: TextColumn) -> str:
    return repr(
        reader.ask(f"any_value({column.value}) FILTER (WHERE regexp_matches({column.value}, '[0-9][.,/-][0-9]'))")[0]
    )


def _list(texts: list[str]) -> str:
    return f"[{', '.join(map(literal, texts))}]"


def _shape_sql(column: TextColumn) -> str:
    return f"translate({column.value}, '123456789', '000000000')"


def _cleaned(column: TextColumn, found: NumberFormat) -> str:
    """SQL for the number as SQL writes it: only the digits, a full stop, a sign and an exponent stay."""
    mapped = {char: to for char, to in ((",", "."), ("−", "-")) if char in found.signs and char not in found.dropped}
    text = column.value
    if mapped or found.dropped:
        text = f"translate({text}, {literal(''.join(mapped) + found.dropped)}, {literal(''.join(mapped.values()))})"
    if found.minus_behind:
        text = f"CASE WHEN {text} LIKE '%-' THEN '-' || rtrim({text}, '-') ELSE {text} END"
    if found.brackets:
        text = f"CASE WHEN contains({column.value}, '(') THEN '-' || {text} ELSE {text} END"
    return text


def _number_advice(column: TextColumn, found: NumberFormat) -> str:
    dash = any(shape in column.shapes.counts for shape in ("-", "–", "—", "n/a", "N/A", "NA", "null", "NULL", "#N/A"))
    if dash:
        return "if it stands for an empty cell, say `null_values:`"
    if found.percent:
        return "some values of the column have a percent sign: write it for all or none"
    if column.wanted is None:
        return f"correct it, or say `types: {{{column.name}: text}}` if the column is not of numbers"
    return "correct it"


def _day_advice(column: TextColumn) -> str:
    common = max(column.shapes.counts, key=lambda shape: column.shapes.counts[shape], default="")
    if common == "00000":
        return "it looks like a spreadsheet's day number: format the column as a date before exporting"
    if common in {"0" * 10, "0" * 13}:
        return "it looks like a Unix time: export it as a date"
    if common in {"0000-00", "0000/00", "000000", "0000.00"}:
        return "it looks like a month: say `date_format:`, for example %Y-%m, to take its first day"
    return "correct it, or say `date_format:`, for example %d.%m.%Y"
