"""Words of a table as the company's dictionaries have them: their synonyms, its places, its own fields."""

from datetime import tzinfo
from typing import Any, Final

from crm.company import custom_fields, dictionaries
from crm.company.custom_fields import Value
from crm.company.vocabulary import Field, Words
from crm.errors import Refused
from crm.importing import clean, dates
from crm.importing.clean import Bad
from zh import regions

STRICT: Final = ("level", "kind", "nature", "credit", "satisfaction")
"""Short lists: a word that none of them has is a mistake. Of the others it stays as it was written."""
LONGEST: Final = 64
OWN: Final = "own:"


def own_columns(words: Words) -> dict[str, str]:
    """What headings mean that are called like a field of the company's own."""
    return {field.name: f"{OWN}{field.id}" for field in words.fields}


class Cleaner:
    """Looks each word up once, however often it stands in the table."""

    def __init__(self, words: Words, tz: tzinfo) -> None:
        self._words, self._tz = words, tz
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self.own = {f"{OWN}{field.id}": field for field in words.fields}

    def item(self, kind: str, cell: Any) -> tuple[str, str] | None:
        """The dictionary's word for it, and what is odd about that. Raises Bad where there has to be one."""
        said = clean.text(cell, LONGEST)
        if said is None:
            return None
        if (kind, said) not in self._known:
            self._known[kind, said] = self._look_up(kind, said)
        return self._known[kind, said]

    def _look_up(self, kind: str, said: str) -> tuple[str, str]:
        if found := self._words.clean(kind, said):
            return found, ""
        if kind == "region" and (place := regions.in_address(said)):
            return place.short, ""
        near = self._words.near(kind, said)
        like = f"，相近的：{'、'.join(near)}" if near else ""
        title = dictionaries.title(kind)
        if kind in STRICT:
            usual = [item.name for item in self._words.dictionaries[kind] if item.active]
            raise Bad(f"「{said}」不在{title}字典里，可写 {' '.join(usual)}")
        if kind == "region" and len(near) > 1:
            return said, f"{title}「{said}」有好几处（{'、'.join(near)}），按原样写入"
        return said, f"{title}「{said}」不在字典里{like}，按原样写入"

    def value(self, field: Field, cell: Any) -> Value | None:
        """What a field of the company's own holds. Raises Bad with what is wrong."""
        said = clean.text(cell, custom_fields.LONGEST, lines=field.kind == "text")
        if said is None:
            return None
        if field.kind == "date":
            found = dates.moment(cell, self._tz)
            return found[0].astimezone(self._tz).date() if found else None
        try:
            return custom_fields.read(field, said)
        except Refused as error:
            raise Bad(str(error).split("。")[0]) from error
