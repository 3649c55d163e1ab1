"""One file per kind of fact; see `lykta.extract.contract`."""
