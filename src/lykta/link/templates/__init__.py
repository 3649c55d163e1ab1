"""Near-duplicate texts by alignment: groups, and each group's template with its slots. Knows no language."""
