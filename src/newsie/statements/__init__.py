"""Who said what: cues, contents and sources, and the speaker of each statement."""

from newsie.statements.extract import StatementExtractor

__all__ = ["StatementExtractor"]
