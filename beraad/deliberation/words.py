"""How long what people type may be. The forms state these limits, and the rules keep them."""

from typing import Annotated

from msgspec import Meta

NAME, LINE, TEXT = 60, 200, 1000
"""In characters (code points)."""

Name = Annotated[str, Meta(max_length=NAME)]
Line = Annotated[str, Meta(max_length=LINE)]
Words = Annotated[str, Meta(max_length=TEXT)]
