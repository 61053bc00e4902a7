"""Numbers as text: grouping, signs, money, percentages, durations, and how many decimals a value deserves.

Signs are typographic: U+2212 and '+'. Zero has no sign, whatever it was rounded from. None is '–'.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Protocol

from kpireport.language.digits import (
    MINUS,
    NBSP,
    ROUNDING,
    Number,
    Sign,
    babel_locale,
    clock,
    decimal_of,
    hundredfold,
    marks_of,
    shown,
    sign_of,
)
from kpireport.language.precision import (
    cents_of,
    fewest_places,
    money_places,
    percent_places,
    plain_places,
    point_places,
    score_change_places,
    stated_places,
    unknown_display,
)
from kpireport.language.speech import Speech

if TYPE_CHECKING:
    from babel import Locale

NO_VALUE = "–"

_WHOLE_PERCENT_FROM = 1.0
"""A change of +100 % or more is written without decimals."""


class ChangeValues(Protocol):
    """What `change` reads: the absolute change, the relative one as a ratio, and points where the unit has them."""

    @property
    def abs(self) -> Number | None: ...
    @property
    def pct(self) -> Number | None: ...
    @property
    def points(self) -> Number | None: ...


class Numbers(Speech):
    """The part of a language that writes numbers."""

    __slots__ = ()

    # ------------------------------------------------------------ plain numbers

    def number(self, x: Number | None, places: int = 0) -> str:
        """'5,361', '−0.21'; '–' for None."""
        return self._signed(x, places, "minus")

    def signed(self, x: Number | None, places: int = 0) -> str:
        """'+3.4', '−0.2'; zero without a sign."""
        return self._signed(x, places, "both")

    def percent(self, ratio: Number | None, places: int | None = 1, *, signed: bool = False) -> str:
        """A ratio as a percentage: 0.185 is '18.5%'. `places` of None: as many as the value deserves."""
        value = hundredfold(ratio)
        if value is None:
            return NO_VALUE
        pattern = self._babel.percent_formats[None]
        text = self._magnitude(value, percent_places(value) if places is None else places)
        return f"{sign_of(value, text, 'both' if signed else 'minus')}{pattern.prefix[0]}{text}{pattern.suffix[0]}"

    def points(self, x: Number | None, places: int = 1) -> str:
        """Percentage points: '+0.8 pts'."""
        return NO_VALUE if decimal_of(x) is None else self.say("unit-points", text=self.signed(x, places))

    def score_points(self, x: Number | None, places: int = 1) -> str:
        """Points of a score or an index: '+3 pts'."""
        if decimal_of(x) is None:
            return NO_VALUE
        return self.say("unit-score-points", text=self.signed(x, places), n=abs(shown(x, places)))

    def money(
        self, x: Number | None, currency: str, places: int | None = None, *, signed: bool = False, whole: bool = False
    ) -> str:
        """'€209,113', '€24.38', '−5,40 €'. `places` of None: cents below 1,000 only; `whole` drops '.00'."""
        value = decimal_of(x)
        if value is None:
            return NO_VALUE
        if places is None:
            places = 0 if whole and value == value.to_integral_value() else money_places(value, cents_of(currency))
        text = self._magnitude(value, places)
        sign = sign_of(value, text, "both" if signed else "minus")
        return sign + self._with_currency(text, currency)

    def currency_symbol(self, currency: str) -> str:
        """'€' for EUR; the ISO code where the locale has no symbol."""
        from babel.numbers import get_currency_symbol

        return str(get_currency_symbol(currency, locale=self._babel))

    # ------------------------------------------------------------ durations

    def duration(self, seconds: Number | None, display: str | None = None) -> str:
        """Seconds as 'mm:ss', 'hh:mm', 'hours' or 'days'; without a display the form that suits the length."""
        value = decimal_of(seconds)
        if value is None:
            return NO_VALUE
        magnitude = abs(value)
        sign = MINUS if value < 0 else ""
        match display or _duration_display(magnitude):
            case "mm:ss":
                return sign + clock(int(ROUNDING.quantize(magnitude, Decimal(1))))
            case "hh:mm":
                minutes = int(ROUNDING.quantize(magnitude / 60, Decimal(1)))
                return self.say("unit-hours", text=f"{sign}{minutes // 60}:{minutes % 60:02d}", n=minutes / 60)
            case "hours":
                return self._counted("unit-hours", value / 3600)
            case "days":
                return self._counted("unit-days", value / 86400)
            case "minutes":
                whole = int(ROUNDING.quantize(magnitude, Decimal(1)))
                return sign + self.say("unit-minutes-seconds", minutes=str(whole // 60), seconds=str(whole % 60))
            case "seconds":
                return self._counted("unit-seconds", value)
        raise unknown_display(str(display))

    def _counted(self, message: str, value: Decimal) -> str:
        places = 0 if value == value.to_integral_value() or abs(value) >= 100 else 1
        return self.say(message, text=self.number(float(value), places), n=shown(value, places))

    # ------------------------------------------------------------ values and changes of metrics

    def value(self, x: Number | None, unit: str, *, currency: str | None = None, display: str | None = None) -> str:
        """A metric's value in full, by unit and display: '€209,113', '2.95%', '1.57', '4.0×', '2:35', '–'."""
        if decimal_of(x) is None:
            return NO_VALUE
        if unit == "seconds" and not (display or "").startswith("decimals:"):
            return self.duration(x, display)
        places = self.places(x, unit, display, currency=currency)
        return self.dressed(x, unit, places=places, currency=currency, display=display)

    def dressed(
        self, x: Number | None, unit: str, *, places: int, currency: str | None = None, display: str | None = None
    ) -> str:
        """A value with its unit at a stated number of decimals."""
        if decimal_of(x) is None:
            return NO_VALUE
        if unit == "percent":
            return self.percent(x, places)
        if unit == "currency" and currency:
            return self.money(x, currency, places)
        text = self.number(x, places)
        if display == "multiplier":
            return f"{text}×"
        if display == "n:1":
            return f"{text}{NBSP}:{NBSP}1"
        return self.say("unit-seconds", text=text, n=shown(x, places)) if unit == "seconds" else text

    def places(self, x: Number | None, unit: str, display: str | None = None, *, currency: str | None = None) -> int:
        """How many decimals `value` shows."""
        value = decimal_of(x)
        if display and display.startswith("decimals:"):
            return stated_places(display)
        if display not in (None, "multiplier", "n:1", "mm:ss", "hh:mm", "hours", "days"):
            raise unknown_display(str(display))
        if value is None:
            return 0
        if unit == "percent":
            return percent_places(value * 100)
        if unit == "currency":
            return money_places(value, cents_of(currency) if currency else 2)
        if display == "multiplier":
            return 1 if ROUNDING.quantize(value, Decimal("0.01")) * 10 % 1 == 0 else 2
        return plain_places(value, unit)

    def change(
        self, change: ChangeValues | None, unit: str, *, value: Number | None = None, display: str | None = None
    ) -> str:
        """A change as text: '+18.5%', '−0.21 pts', '+3 pts', '−1.2 places', '0%', '–' where there is none.

        With the current `value`, points of a percentage have as many decimals as the value itself shows. From
        +100 % on whole percents are written: '+1,234%'.
        """
        if change is None:
            return NO_VALUE
        if unit == "percent":
            places = self.places(value, unit, display) if value is not None else point_places(change.points)
            return self.points(change.points, places)
        if unit in ("score", "index"):
            return self.score_points(change.points, score_change_places(change.points))
        if unit == "position":
            if change.points is None:
                return NO_VALUE
            places = score_change_places(change.points)
            text = self.signed(change.points, places)
            return self.say("unit-places", text=text, n=abs(shown(change.points, places)))
        return self.relative(change.pct)

    def relative(self, pct: Number | None, *, signed: bool = True) -> str:
        """A relative change: '+18.5%', '+134%' from a doubling on, '0%' when it rounds to nothing."""
        if pct is None:
            return NO_VALUE
        places = 0 if abs(pct) >= _WHOLE_PERCENT_FROM or abs(pct) < 0.0005 else 1
        return self.percent(pct if signed else abs(pct), places, signed=signed)

    # ------------------------------------------------------------ axes and heads

    def scale_for(self, largest: Number | None) -> int:
        """The power of ten that a head should name for values up to `largest`: 0, 3, 6 or 9."""
        size = abs(largest or 0)
        return next((power for power in (9, 6, 3) if size >= 10 ** (power + 1)), 0)

    def scaled(self, x: Number | None, unit: str, scale: int, places: int = 0, *, signed: bool = False) -> str:
        """A bare number whose unit and power of ten the head names: 209,113 at scale 3 is '209'."""
        value = hundredfold(x) if unit == "percent" else decimal_of(x)
        if value is None:
            return NO_VALUE
        return self._signed(value.scaleb(-scale, ROUNDING), places, "both" if signed else "minus")

    def scale_word(self, scale: int) -> str:
        """'thousand', 'million', 'billion'; nothing for 0."""
        return self.say(f"scale-{scale}") if scale else ""

    def unit_head(self, unit: str, *, currency: str | None = None, scale: int = 0) -> str:
        """What a figure's head says about its unit: '€ thousand', '%', 'seconds'; nothing for plain counts."""
        symbol = self.currency_symbol(currency) if unit == "currency" and currency else ""
        word = "%" if unit == "percent" else self.say("unit-head-seconds") if unit == "seconds" else symbol
        scaled = self.scale_word(scale)
        return self.say("unit-head-scaled", unit=word, scale=scaled) if word and scaled else word or scaled

    def short(self, x: Number | None, unit: str, currency: str | None = None) -> str:
        """For axis ticks: '€200k', '1.2M', '15%', '350'."""
        value = decimal_of(x)
        if value is None:
            return NO_VALUE
        if unit == "percent":
            return self.percent(x, fewest_places(value * 100))
        scale = next((power for power in (9, 6, 3) if abs(value) >= 10**power), 0)
        reduced = value.scaleb(-scale, ROUNDING)
        text = self._magnitude(reduced, fewest_places(reduced))
        sign = sign_of(reduced, text, "minus")
        text = self.say(f"scale-short-{scale}", text=text) if scale else text
        return sign + (self._with_currency(text, currency) if unit == "currency" and currency else text)

    # ------------------------------------------------------------ the parts of a number

    @property
    def _babel(self) -> Locale:
        return babel_locale(self.locale)

    def _signed(self, x: Number | Decimal | None, places: int, sign: Sign) -> str:
        value = decimal_of(x)
        if value is None:
            return NO_VALUE
        text = self._magnitude(value, places)
        return sign_of(value, text, sign) + text

    def _magnitude(self, value: Decimal, places: int) -> str:
        rounded = ROUNDING.quantize(abs(value), Decimal(1).scaleb(-places))
        marks = marks_of(self.locale)
        return f"{rounded:,f}".translate(marks) if marks else self._odd_groups(rounded, places)

    def _odd_groups(self, rounded: Decimal, places: int) -> str:
        """Digits of a locale that does not group by three, as Indian ones do."""
        from babel.numbers import format_decimal

        decimals = "." + "0" * places if places else ""
        pattern = self._babel.decimal_formats[None].pattern.partition(".")[0]
        with localcontext(ROUNDING):
            return str(format_decimal(rounded, pattern + decimals, locale=self._babel))

    def _with_currency(self, text: str, currency: str) -> str:
        pattern = self._babel.currency_formats["standard"]
        symbol = self.currency_symbol(currency)
        prefix, suffix = str(pattern.prefix[0]), str(pattern.suffix[0])
        gap = NBSP if prefix == "¤" and symbol[-1:].isalpha() else ""
        return prefix.replace("¤", symbol) + gap + text + suffix.replace("¤", symbol)


def _duration_display(seconds: Decimal) -> str:
    if seconds < 60:
        return "seconds"
    if seconds < 3600:
        return "minutes"
    return "hours" if seconds < 2 * 86400 else "days"
