"""Why the rules of a deliberation say no."""

from beraad.refusal import Refusal


class NotFacilitator(Refusal):
    """Only the one who leads may ask this."""

    code, status = "not-facilitator", 403


class NotYourTask(Refusal):
    """This belongs to another seat: the typist, the presenter, the writer of the text."""

    code, status = "not-your-task", 403


class FacilitatorHasNoVote(Refusal):
    """The one who leads guards the process and does not judge."""

    code, status = "facilitator-has-no-vote", 403


class SeatGone(Refusal):
    """The seat was removed from the table."""

    code, status = "seat-gone", 403


class KeyRests(Refusal):
    """This device is the screen now; it leads again when that is asked for."""

    code, status = "key-rests", 409


class NoSuchSession(Refusal):
    """No session under that name, or none for you."""

    code, status = "no-such-session", 404


class NoSuchCode(Refusal):
    """No open door with that code."""

    code, status = "no-such-code", 404


class NoSuchSeat(Refusal):
    code, status = "no-such-seat", 404


class NoSuchStep(Refusal):
    code, status = "no-such-step", 404


class NoSuchItem(Refusal):
    code, status = "no-such-item", 404


class NoSuchGroup(Refusal):
    """The heading was taken away; what stood under it stands by itself."""

    code, status = "no-such-group", 404


class NoSuchCommand(Refusal):
    code, status = "no-such-command", 404


class DoorClosed(Refusal):
    """Nobody can come in now; the facilitator can open the door."""

    code, status = "door-closed", 409


class NotNow(Refusal):
    """The session is not in a stage in which this can be done."""

    code, status = "not-now", 409


class PreparedForGood(Refusal):
    """The door was opened, so what was prepared stands; in the room it can still be worded otherwise."""

    code, status = "prepared-for-good", 409


class PreparedElsewhere(Refusal):
    """What was prepared was changed since this form was opened."""

    code, status = "prepared-elsewhere", 409


class AcuteDanger(Refusal):
    """Somebody is in danger now: no beraad but the crisis route."""

    code, status = "acute-danger", 422


class EndsTooSoon(Refusal):
    """A beraad ends after it begins."""

    code, status = "ends-too-soon", 422


class DayNotNear(Refusal):
    """The day has been, or is more than a year away."""

    code, status = "day-not-near", 422


class NoDayYet(Refusal):
    """No day and time is agreed, so there is nothing for a calendar."""

    code, status = "no-day-yet", 409


class SessionEnded(Refusal):
    code, status = "session-ended", 409


class StepClosed(Refusal):
    """The group has moved on, and this step takes nothing in any more."""

    code, status = "step-closed", 409


class AlreadyRevealed(Refusal):
    """What is revealed is not changed."""

    code, status = "already-revealed", 409


class NotRevealedYet(Refusal):
    code, status = "not-revealed-yet", 409


class NothingToReveal(Refusal):
    """Nobody wrote anything, or the step has nothing hidden, or the reveal was stopped."""

    code, status = "nothing-to-reveal", 409


class RevealRunning(Refusal):
    """The reveal counts down already."""

    code, status = "reveal-running", 409


class OnlyPractice(Refusal):
    """A practice has nobody who brings the case in, and nothing of it goes to the bank."""

    code, status = "only-practice", 409


class SomeoneElseWasFirst(Refusal):
    """Another screen of the facilitator steered in the meantime."""

    code, status = "someone-else-was-first", 409


class OwnWordsStand(Refusal):
    """This person wrote here by themselves, or all have seen it: nobody types over that."""

    code, status = "own-words-stand", 409


class NotForAnother(Refusal):
    """Only somebody themselves can do this."""

    code, status = "not-for-another", 409


class SlipsStayOut(Refusal):
    """Where names are left out nobody types for another: who types has read it."""

    code, status = "slips-stay-out", 409


class HiddenWordsWait(Refusal):
    """Somebody wrote in this step what was never revealed. What comes from paper must not show it."""

    code, status = "hidden-words-wait", 409


class NothingTyped(Refusal):
    """Nothing was typed for this person that only who typed it has seen."""

    code, status = "nothing-typed", 409


class WordingChanged(Refusal):
    """Somebody changed this text since it was read; both stay."""

    code, status = "wording-changed", 409


class OpUsedTwice(Refusal):
    """The same request came with another content."""

    code, status = "op-used-twice", 409


class TooMany(Refusal):
    """`most` of these is the limit."""

    code, status = "too-many", 422


class FieldMissing(Refusal):
    code, status = "field-missing", 422


class NothingAnswered(Refusal):
    """Not one of the questions was answered; each may be skipped."""

    code, status = "nothing-answered", 422


class TextTooLong(Refusal):
    """The text has more than `most` characters."""

    code, status = "text-too-long", 422


class TextHasControl(Refusal):
    """The text holds a character that nobody can see or type, such as NUL."""

    code, status = "text-has-control", 422


class NotAsked(Refusal):
    """This step does not ask for that."""

    code, status = "not-asked", 422


class AlreadyTogether(Refusal):
    """It was taken together with something else, and moves with that; it can be taken apart first."""

    code, status = "already-together", 409


class NotTogether(Refusal):
    """Two that cannot be one: voices of different chairs, or the same one twice."""

    code, status = "not-together", 422


class OptionsAlike(Refusal):
    """A and B say the same."""

    code, status = "options-alike", 422


class NoSuchChair(Refusal):
    code, status = "no-such-chair", 422


class NoSuchPreset(Refusal):
    code, status = "no-such-preset", 422


class NoSuchMethod(Refusal):
    code, status = "no-such-method", 422


class TextNotErasable(Refusal):
    """There is no such text to take away."""

    code, status = "text-not-erasable", 404


class TooFewForNoNames(Refusal):
    """Fewer than `least` people are at the table: it would be easy to guess who wrote what."""

    code, status = "too-few-for-no-names", 409


class TooFewToShow(Refusal):
    """Fewer different people wrote than can hide among each other. How many did is not told."""

    code, status = "too-few-to-show", 409


class NotAllAnswered(Refusal):
    """Totals of some would tell more of each than totals of all."""

    code, status = "not-all-answered", 409


class NamesSettled(Refusal):
    """Somebody wrote already: what was promised about names stands."""

    code, status = "names-settled", 409


class NamesNeeded(Refusal):
    """What is written in this step cannot come without names."""

    code, status = "names-needed", 409


class NamesChanged(Refusal):
    """It was written under another promise about names than stands now."""

    code, status = "names-changed", 409


class QuestionOpen(Refusal):
    """While ‘Kun je hiermee leven?’ is open no sentence of who differs comes or goes."""

    code, status = "question-open", 409


class AlreadyAnswered(Refusal):
    """A question is changed, dropped or parked while nothing was said to it."""

    code, status = "already-answered", 409


class SomethingStands(Refusal):
    """‘Geen’ of a list in which something stands."""

    code, status = "something-stands", 409


class AgreementsStand(Refusal):
    """‘Geen afspraak’ while there are agreements: they would go without a word."""

    code, status = "agreements-stand", 409


class NotUndoable(Refusal):
    """Something was done since, or it was no such thing."""

    code, status = "not-undoable", 409


class TooLateToUndo(Refusal):
    """The ten seconds are over."""

    code, status = "too-late-to-undo", 409


class StepOpen(Refusal):
    """The group is at this step."""

    code, status = "step-open", 409


class HiddenWordsStand(Refusal):
    """The seat wrote something that is not shown yet, and that would go with it."""

    code, status = "hidden-words-stand", 409


class SeatLeads(Refusal):
    """The seat leads now, from a page of its own."""

    code, status = "seat-leads", 403
