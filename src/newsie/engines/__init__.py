"""Stanza and CAMeL Tools inside newsie: where their models lie, how they are loaded, and what they say of a page.

Nothing here is imported before an engine is asked for. Loading one changes no global state of the process: no log level, no warning
filter, no environment variable, no number of threads, no random state; and nothing is fetched from the network unless
`newsie models download` is run.
"""
