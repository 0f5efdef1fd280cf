"""What the first messages would have to wait for, done at start-up."""

import sys
from datetime import datetime
from types import FunctionType

from nlp import forms, lexicon, tokens
from nlp.parser import parse
from nlp.rules import RULES


def ready(now: datetime) -> None:
    """Load the dictionary and the lexicon, compile the forms of all rules, reckon the feasts of the years
    around `now` (local time). Takes a good second."""
    tokens.tokenizer()
    lexicon.default()
    modules = [module for name, module in sys.modules.items() if name.startswith("nlp.")]
    functions = [thing for module in modules for thing in vars(module).values()]
    for function in (*functions, *(rule.when for rule in RULES)):
        if isinstance(function, FunctionType) and function.__module__.startswith("nlp."):
            forms.learn(function.__code__)
    parse("国庆节后拜访", now)
