"""Forms that are only looked for."""

import re
from itertools import product

import pytest

from nlp import forms

TEXTS = ["".join(chars) for size in range(5) for chars in product("ab1 ", repeat=size)]


@pytest.mark.parametrize(
    "form",
    [
        "ab|b1",
        "(?:a|b)?1",
        "(?:a|b)?",
        "^a|1$",
        "^ab?1",
        r"^\s*(?:a|b)+",
        "(?<=a)b|1(?! )",
        "(?<![ab])(?:1|(?:ab)?1)a",
        r"\d{2}|[b-d]a",
        r"[^a]b",
        r"(a|b)\1",
        ".b$",
    ],
)
def test_is_found_where_a_search_finds_it(form: str) -> None:
    finds = forms.finds(form)
    assert [text for text in TEXTS if finds(text)] == [text for text in TEXTS if re.search(form, text)]
