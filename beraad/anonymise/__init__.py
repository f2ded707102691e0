"""Rules of redaction: what in a text may tell who it is about, and what stands there instead."""
