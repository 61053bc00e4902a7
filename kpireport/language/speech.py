"""The base of a language: its locale and its sentence catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpireport.language.messages import Catalogue


@dataclass(frozen=True, slots=True)
class Speech:
    """Says messages of a catalogue in a locale."""

    locale: str
    catalogues: tuple[str, ...] = ()
    _catalogue: Catalogue = field(repr=False, compare=False, kw_only=True)

    def say(self, message_id: str, /, **arguments: object) -> str:
        """One message in the report's language; arguments are strings and numbers.

        Numbers select plurals, so pass the number that is displayed; pass a year as a string, or its digits are grouped.
        Raises UnknownNameError for a message that no catalogue has, TemplateError for a missing or unfit argument.
        """
        return self._catalogue.say(message_id, arguments)

    def has(self, message_id: str) -> bool:
        """Whether some catalogue has a message."""
        return self._catalogue.has(message_id)

    def forms_of(self, message_id: str) -> tuple[str, ...]:
        """Which other forms of a name the catalogue has that says its message: 'gen' where there is `<message>-gen`."""
        return self._catalogue.forms(message_id)

    def words(self, prefix: str) -> dict[str, str]:
        """The fixed words of a group for templates: `words("ui-")` gives {'contents': 'Contents', ...}."""
        return self._catalogue.fixed(prefix)

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the messages that this locale lacks and says in English."""
        return self._catalogue.untranslated

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Ids of the messages that no native editor has read yet."""
        return self._catalogue.unreviewed

    def list(self, items: Sequence[str]) -> str:
        """'a, b and c'."""
        if len(items) < 2:
            return "".join(items)
        return self.say("list-and", head=", ".join(items[:-1]), last=items[-1])
