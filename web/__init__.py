"""Pages opened from cards inside WeCom. Phone first, read only, no scripts."""

from web.desk import create_desk
from web.pages import create_pages

__all__ = ["create_desk", "create_pages"]
