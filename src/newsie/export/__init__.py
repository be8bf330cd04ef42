"""An article in other shapes: HTML, a table, streams."""
