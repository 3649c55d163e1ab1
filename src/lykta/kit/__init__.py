"""Tools that know no domain, such as hashing and plugins. No noun of the market lives here."""
