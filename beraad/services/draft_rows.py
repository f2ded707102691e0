"""What is kept of a draft and of what was said of sharing it, and who may see which."""

from datetime import datetime
from typing import Protocol

import msgspec

from beraad.accounts.account import Account
from beraad.casebank.case import Case
from beraad.casebank.review import SecondReader, Standing, other_team
from beraad.deliberation.ids import SessionId
from beraad.deliberation.stages import Stage
from beraad.services import draft as rules
from beraad.services.casebank import CaseTable
from beraad.services.draft import Draft, ShareCircle
from beraad.services.draft_refusals import CaseStays, DraftPublished, NoSuchDraft, ReaderIsAuthor, ReaderOfSameTeam
from beraad.services.ports import BankUnit
from beraad.services.reports import ReportTable
from beraad.services.session_rows import RoomUnit, SessionRow
from beraad.services.tokens import derived, hash_of

CLOSED = (Stage.CLOSED, Stage.FOLDED)


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What the one who brought a case in said of sharing it, tied to no seat.

    token: the hash of that person's link. yes None: nothing yet. right: the fingerprint of the text that ‘klopt zo’
    was said to. withdrawal: the hash of the token given then, with which the case is taken out of the bank again.
    published: approved; right and withdrawal are empty then, and region says whether it went to the region.
    """

    session: SessionId
    token: str
    yes: bool | None = None
    region: bool = False
    right: str = ""
    withdrawal: str = ""
    published: bool = False


class Publication(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A case on its way to the bank; what it was made of is gone. Everything is drawn, so that it can be repeated."""

    case: Case
    circle: ShareCircle
    organisation: str
    region: str
    visible_from: datetime | None
    withdrawal: str


class StoredDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as the room holds it. case_id: of the case it will be. version: moves with every change."""

    case_id: str
    session: SessionId
    body: Draft | Publication
    version: int


class DraftTable(Protocol):
    """Drafts within a unit of work; storage/room/drafts.py says what each does."""

    def find(self, session: SessionId) -> StoredDraft | None: ...
    def put(self, stored: StoredDraft, at: datetime) -> None: ...
    def remove(self, session: SessionId) -> None: ...
    def of_organisation(self, organisation: str) -> tuple[tuple[SessionRow, StoredDraft], ...]: ...
    def publishing(self) -> tuple[SessionId, ...]: ...
    def case_ids(self) -> dict[SessionId, str]: ...
    def hold(self, session: SessionId) -> SessionRow | None: ...
    def find_share(self, session: SessionId) -> Share | None: ...
    def find_share_behind(self, token: str) -> Share | None: ...
    def put_share(self, share: Share) -> None: ...
    def closed_without_share(self) -> tuple[SessionId, ...]: ...


class DraftUnit(RoomUnit, Protocol):
    @property
    def drafts(self) -> DraftTable: ...

    @property
    def reports(self) -> ReportTable: ...


class BankWithCases(BankUnit, Protocol):
    @property
    def cases(self) -> CaseTable: ...


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A closed session of mine, or a draft for me to read. stage: none, writing, offered, stays or published."""

    session: SessionId
    title: str
    closed: datetime | None
    stage: str
    circle: str = ""
    remark: bool = False


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as somebody may see it. right: ‘klopt zo’ holds for this text. region_asked: the presenter ticked it."""

    session: SessionId
    draft: Draft
    version: int
    right: bool
    region_asked: bool


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the one who brought the case in sees. case None: there is no text to agree with yet."""

    share: Share
    title: str
    case: Case | None
    fingerprint: str
    circle: str


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What a second reader declares; answers: per question of casebank/review.py, whether it is yes."""

    not_at_table: bool
    answers: dict[str, bool] = {}
    agreed: str = ""


def own(unit: DraftUnit, by: Account, session: SessionId) -> tuple[SessionRow, StoredDraft, Share]:
    row = unit.sessions.find_row(session)
    if row is None or row.account != by.id:
        raise NoSuchDraft
    stored, share = unit.drafts.find(session), unit.drafts.find_share(session)
    if (share and share.published) or (stored and isinstance(stored.body, Publication)):
        raise DraftPublished
    if stored is None:
        raise NoSuchDraft
    if share is None or not share.yes:
        raise CaseStays
    return row, stored, share


def to_read(unit: DraftUnit, by: Account, session: SessionId) -> tuple[SessionRow, StoredDraft, Share]:
    row, stored = unit.sessions.find_row(session), unit.drafts.find(session)
    share = unit.drafts.find_share(session)
    if row is None or row.organisation != by.organisation or stored is None or share is None or not share.yes:
        raise NoSuchDraft
    if not isinstance(stored.body, Draft):
        raise DraftPublished
    if row.account == by.id:
        raise ReaderIsAuthor
    if not stored.body.offered:
        raise NoSuchDraft
    if not reads(row, stored.body, by):
        raise ReaderOfSameTeam
    return row, stored, share


def reads(row: SessionRow, draft: Draft, by: Account) -> bool:
    reader = SecondReader(account=by.id, organisation=by.organisation, team=by.team, reviews=True)
    return draft.circle != "region" or other_team(bare(row), reader)


def share_of(unit: DraftUnit, session: SessionId, secret: bytes) -> Share:
    """Return what was said of sharing a closed session; kept from the log the first time. Raises CaseStays."""
    row = unit.drafts.hold(session)  # of two workers that come by, the second finds what the first kept
    if found := unit.drafts.find_share(session):
        return found
    share = said_in_log(unit, row, secret) if row else None
    if share is None:  # what was said went with the log, so nothing was
        raise CaseStays
    unit.drafts.put_share(share)
    return share


def said_in_log(unit: DraftUnit, row: SessionRow, secret: bytes) -> Share | None:
    """Return what the presenter said while the session ran, or None when its log has gone."""
    if row.stage is not Stage.CLOSED:
        return None
    state = unit.sessions.load(row.id)
    said = state.case_shared if state.presenter else None
    return Share(
        session=row.id,
        token=hash_of(presenter_token(row.id, secret)),
        yes=said.yes if said else None,
        region=bool(said and said.yes and said.region),
    )


def presenter_token(session: SessionId, secret: bytes) -> str:
    """The token of the presenter's link: the own seat's page finds it again, nobody else without the key."""
    return derived(secret, "presenter", session)


def bare(row: SessionRow) -> Standing:
    return Standing(
        author=row.account or "",
        organisation=row.organisation or "",
        team=row.team,
        undecided=0,
        whole=True,
        offered=True,
        agreed=False,
        agreed_region=False,
        right=False,
    )


def standing(row: SessionRow, draft: Draft, share: Share) -> Standing:
    return msgspec.structs.replace(
        bare(row),
        undecided=rules.undecided(draft),
        whole=not rules.open_fields(draft),
        offered=draft.offered,
        agreed=bool(share.yes),
        agreed_region=share.region,
        right=bool(share.withdrawal) and share.right == rules.fingerprint(draft),
    )


def opened(row: SessionRow, stored: StoredDraft, share: Share) -> Opened:
    assert isinstance(stored.body, Draft)
    right = bool(share.right) and stored.body.offered and share.right == rules.fingerprint(stored.body)
    return Opened(session=row.id, draft=stored.body, version=stored.version, right=right, region_asked=share.region)


def stage_of(stored: StoredDraft | None, share: Share | None) -> str:
    if (share and share.published) or (stored and isinstance(stored.body, Publication)):
        return "published"
    if share is None or not share.yes:
        return "stays"
    if stored is None:
        return "none"
    return "offered" if isinstance(stored.body, Draft) and stored.body.offered else "writing"
