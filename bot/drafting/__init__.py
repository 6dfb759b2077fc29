"""From a statement to a draft brief: layout, sentences, extraction."""
