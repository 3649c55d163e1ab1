"""Which visits and hours are worth most. The looking itself is `capture`'s."""
