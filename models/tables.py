"""Every table in one import, for migrations, dump and tests that walk the schema."""

from models.base import Base
from models.customers import Contact, Customer, CustomerTag, NameKey
from models.imports import Export, Import
from models.ownership import CustomerAlias, OwnerChange
from models.people import Department, Membership, User
from models.platform import Change, Conversation, Inbox, JobRun, Outbox
from models.work import Interaction, Task

__all__ = [
    "Base",
    "Change",
    "Contact",
    "Conversation",
    "Customer",
    "CustomerAlias",
    "CustomerTag",
    "Department",
    "Export",
    "Import",
    "Inbox",
    "Interaction",
    "JobRun",
    "Membership",
    "NameKey",
    "Outbox",
    "OwnerChange",
    "Task",
    "User",
]
