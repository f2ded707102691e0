"""A template and a view become a page."""

from typing import Any

import msgspec

from beraad.pages.text import environment


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, as far as the header needs it. roles: facilitator, reviewer, reader, administrator."""

    id: str
    name: str
    email: str
    organisation: str
    team: str = ""
    roles: tuple[str, ...] = ()

    @property
    def initials(self) -> str:
        """Return one or two letters for the button at the right of the header."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        chosen = [words[0], words[-1]] if len(words) > 1 else words
        return "".join(word[0] for word in chosen).upper() or "?"


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around every page.

    language: nl or en. path: own path with query, for the language link. section: the current item of
    the header (today, sessions, bank, people or none). notice: a confirmation shown once, already
    translated. trial: whether the banner says that this server has no encryption.
    """

    language: str
    path: str
    section: str = ""
    account: AccountView | None = None
    notice: str | None = None
    trial: bool = False


def page(template: str, language: str, *, frame: Frame, **view: Any) -> str:
    """Return a whole page as HTML. A name the template uses and the view lacks is an error."""
    return environment(language).get_template(template).render(frame=frame, **view)


def part(template: str, language: str, **view: Any) -> str:
    """Return one part of a page as HTML, without a frame around it."""
    return environment(language).get_template(template).render(**view)
