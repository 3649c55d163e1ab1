"""The nouns of the glossary, frozen. Nothing here computes, reads or writes."""
