"""Scored runs against treebanks and peers; each module is a command."""
