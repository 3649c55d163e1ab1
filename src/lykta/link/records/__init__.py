"""Joins the rows of any table whose columns someone has described. Ads have rules of their own, outside this folder."""

from lykta.link.records.linking import RecordLink, RecordLinking, link_records
from lykta.link.records.rules import ColumnRule, Compare, TableRules

__all__ = ["ColumnRule", "Compare", "RecordLink", "RecordLinking", "TableRules", "link_records"]
