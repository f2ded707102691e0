"""Rules of cases: what a case is, how it is written to a file, and how it is found again."""
