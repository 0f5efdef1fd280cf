"""Forms are found where `re` finds them, though a search of ours knows with which characters they can begin."""

import json
import re
import sys
from itertools import product
from pathlib import Path

import pytest

import nlp.parser
from nlp import forms

LOOK = Path(__file__).parents[1] / "corpus" / "look"
TEXTS = ["".join(chars) for size in range(5) for chars in product("abcx", repeat=size)]


@pytest.mark.parametrize(
    "form",
    [
        "[ab]c|c[ab]",
        "(?:a?b|[bc])x",
        "(?:a|b*)c",
        "(?:a|)x|c",
        "a?b?",
        "(?<!a)[bc]|x(?=a)",
        "^a|(?:b|c)$",
        "[^a]b|c",
        "[^ax]b|c",
        "(?P<w>[ab])(?P=w)|x",
        "(?P<w>a)?(?P=w)|xb",
        "(?>[ab]+|c)x",
        "(?:[ab]++|c){2}",
        ".b|c",
        r"\w\b|c",
        "(?i:a)|[bc]",
        "(?=[ab])(?:a|bc)|x",
        "(?!a)(?:[ab]|c)x",
    ],
)
def test_a_form_is_found_where_re_finds_it(form: str) -> None:
    ours, theirs = forms.compile(form), re.compile(form)
    for text in (*TEXTS, "A", "éb"):
        assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)], text


def test_groups_have_their_names() -> None:
    found = forms.search("(?:(?P<a>x)|[bc](d))(?P<e>e)", "abde")
    assert found is not None
    assert (found.groupdict(), found.groups(), found.re.groupindex) == (
        {"a": None, "e": "e"},
        (None, "d", "e"),
        {"a": 1, "e": 3},
    )


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(re.error):
        forms.compile("(?:a")


def test_the_forms_of_the_parser_are_found_where_re_finds_them() -> None:
    lines = (LOOK / "ua.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].lower() for line in lines[::3]]
    modules = [module for name, module in sys.modules.items() if name.startswith("nlp.")]
    ours = {thing for module in modules for thing in vars(module).values() if isinstance(thing, re.Pattern)}
    assert nlp.parser._PUTS_TAG in ours
    for form in ours:
        theirs = re.compile(form.pattern)
        for text in texts:
            found, right = form.search(text), theirs.search(text)
            assert (found and found.span()) == (right and right.span()), (form.pattern, text)
