"""Export formats, deconfliction, public releases. What a case holds is `cases`'."""
