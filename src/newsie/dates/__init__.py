"""Expressions of time in every Arabic tradition, with values."""

from newsie.dates.find import find_dates, find_dates_on

__all__ = ["find_dates", "find_dates_on"]
