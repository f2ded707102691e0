"""What whoever brings a case in told the facilitator beforehand. Only the facilitator sees it.

It is of the case, so it goes when the log goes, and can be taken away before. What outlives the log for some days is
whether the family knows: that belongs in the note for the file.
"""

from typing import Literal

import msgspec

from beraad.deliberation.words import Line, Words

Answer = Literal["", "yes", "no"]
"""Empty: not asked yet."""


class Intake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """own: the case is real, and of who brings it in. still_open: something can still be chosen. danger: somebody is in
    acute danger now. quarrel: it is a quarrel in the team. superior: somebody's superior will be there.

    chafes: what chafes, in their words; between what it chafes is the dilemma itself. family: whether the family knows
    that this is spoken of; family_says: what they think of it, or why they do not know.
    """

    own: Answer = ""
    still_open: Answer = ""
    danger: Answer = ""
    quarrel: Answer = ""
    superior: Answer = ""
    chafes: Words = ""
    family: Answer = ""
    family_says: Line = ""


NOTHING = Intake()
