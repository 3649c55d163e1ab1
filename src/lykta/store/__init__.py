"""Tables, migrations, queries, the embedded server. No rules; raw bytes are `archive`'s."""
