"""What a user holds in the hand: frozen pydantic models, and nothing else."""

from newsie.schema.article import SCHEMA_VERSION, Article
from newsie.schema.dates import DateExpression
from newsie.schema.entities import Entity, Mention, Organization, Person, Place, Role
from newsie.schema.spans import Record, Sentence, Span, Token
from newsie.schema.statements import Cue, Speaker, Statement

__all__ = [
    "SCHEMA_VERSION", "Article", "Cue", "DateExpression", "Entity", "Mention", "Organization", "Person", "Place", "Record", "Role",
    "Sentence", "Span", "Speaker", "Statement", "Token",
]  # fmt: skip
