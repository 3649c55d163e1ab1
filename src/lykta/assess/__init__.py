"""One RuleCard file per indicator, and the order of review. Offence elements are `law`'s."""
