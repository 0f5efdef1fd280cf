"""What a place in a message names."""

from typing import NamedTuple

from nlp.names import Name


class Mention(NamedTuple):
    """A place in the text that names something. `names` are the known records it can mean.

    how: `exact` by its written form, `heard` by sound, `title` as 李总, `nick` as 小李, `new` unknown.
    """

    start: int
    end: int
    kind: str  # customer, person, product, tag
    names: tuple[Name, ...]
    how: str
    surname: str = ""
    title: str = ""
    also: tuple[Name, ...] = ()  # of that family name, but their title fits less well

    def of(self, *kinds: str) -> tuple[Name, ...]:
        """The records of these kinds."""
        for name in self.names:
            if name.kind not in kinds:
                return tuple([name for name in self.names if name.kind in kinds])
        return self.names


def unique(names: list[Name]) -> tuple[Name, ...]:
    """Each record once, by whichever key it was found."""
    if len(names) == 1:
        return (names[0],)
    return tuple({(n.kind, n.id, n.name, n.customer): n for n in names}.values())


def mentions(start: int, end: int, names: list[Name], how: str) -> list[Mention]:
    """One for each kind of record that a place can mean."""
    groups: dict[str, list[Name]] = {}
    for name in names:
        kind: str = "person" if name.kind in _PEOPLE else name.kind
        if kind in groups:
            groups[kind].append(name)
        else:
            groups[kind] = [name]
    found: list[Mention] = []
    for kind, alike in groups.items():
        found.append(Mention(start, end, kind, unique(alike), how))
    return found


_PEOPLE = frozenset({"contact", "user"})
