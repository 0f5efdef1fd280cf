"""Importing this module fills the tables of `handlers.registry`."""

from handlers import (
    collaborators,
    contacts,
    corrections,
    customers,
    duplicates,
    fragments,
    general,
    interactions,
    keywords,
    merging,
    ownership,
    pool,
    smalltalk,
    tasks,
    undoing,
)

__all__ = [
    "collaborators",
    "contacts",
    "corrections",
    "customers",
    "duplicates",
    "fragments",
    "general",
    "interactions",
    "keywords",
    "merging",
    "ownership",
    "pool",
    "smalltalk",
    "tasks",
    "undoing",
]
