"""What an account may be; one may be several."""

from enum import StrEnum


class Role(StrEnum):
    """Facilitators lead, reviewers judge what leaves the room, readers read, administrators invite."""

    FACILITATOR = "facilitator"
    REVIEWER = "reviewer"
    READER = "reader"
    ADMINISTRATOR = "administrator"
