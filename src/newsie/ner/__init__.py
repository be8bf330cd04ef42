"""Names of people, organisations and places: the protocol of a recogniser and the engines that meet it."""

from newsie.ner.recognizer import Name, Recognizer

__all__ = ["Name", "Recognizer"]
