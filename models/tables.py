"""Every table in one import, for migrations, dump and tests that walk the schema."""

from models.base import Base
from models.campaigns import Campaign, CampaignTarget, Holding, Material
from models.customers import Contact, Customer, CustomerTag, NameKey
from models.deals import DealStage, DealStep, Opportunity, StageChange
from models.dictionary import CustomField, CustomValue, DictionaryItem, Vocabulary
from models.figures import DailyFigure, FigureDay
from models.files import Attachment, AttachmentShare, StoredFile
from models.imports import Export, Import
from models.judgement import ChurnAlarm, ChurnAssessment
from models.manners import Absence, Preference
from models.ownership import CustomerAlias, OwnerChange
from models.people import Department, Membership, User
from models.platform import Change, Conversation, Inbox, JobRun, Outbox
from models.selling import Counter, Order, OrderLine, Payment, Product, Quote, QuoteLine, StockMove
from models.service import Ticket, TicketEvent
from models.trust import Collaborator, CompanySetting, Errand, LeadRule, PoolRule, SecurityEvent
from models.work import DayReport, Interaction, Task
from models.working import Approval, ApprovalAsk, Goal

__all__ = [
    "Absence",
    "Approval",
    "ApprovalAsk",
    "Attachment",
    "AttachmentShare",
    "Base",
    "Campaign",
    "CampaignTarget",
    "Change",
    "ChurnAlarm",
    "ChurnAssessment",
    "Collaborator",
    "CompanySetting",
    "Contact",
    "Conversation",
    "Counter",
    "CustomField",
    "CustomValue",
    "Customer",
    "CustomerAlias",
    "CustomerTag",
    "DailyFigure",
    "DayReport",
    "DealStage",
    "DealStep",
    "Department",
    "DictionaryItem",
    "Errand",
    "Export",
    "FigureDay",
    "Goal",
    "Holding",
    "Import",
    "Inbox",
    "Interaction",
    "JobRun",
    "LeadRule",
    "Material",
    "Membership",
    "NameKey",
    "Opportunity",
    "Order",
    "OrderLine",
    "Outbox",
    "OwnerChange",
    "Payment",
    "PoolRule",
    "Preference",
    "Product",
    "Quote",
    "QuoteLine",
    "SecurityEvent",
    "StageChange",
    "StockMove",
    "StoredFile",
    "Task",
    "Ticket",
    "TicketEvent",
    "User",
    "Vocabulary",
]
