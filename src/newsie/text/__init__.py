"""The text itself: characters, tokens and clitics, sentences, quotations, and the layout of an article."""
