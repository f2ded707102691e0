"""What the page shows on which a draft is read over."""

from beraad.deliberation.ids import SessionId
from beraad.pages.drafts import draft_view
from beraad.services.draft import Draft, ReasonPart, VoicePart
from beraad.services.draft_rows import Opened


def test_what_is_of_value_stands_right_beneath_whose_it_is() -> None:
    """Two voices from one chair, and a chair from which only a reason was given."""

    def part(chair: str) -> VoicePart:
        return VoicePart(chair=chair, supports="a", source="said", value="")

    texts = {"0-chair": "het kind", "0-voice-words": "rust", "0-voice-norm": "slaap", "1-chair": "de ouder"}
    texts |= {"1-voice-words": "tijd", "1-voice-norm": "", "2-voice-words": "stilte", "2-voice-norm": ""}
    texts |= {"2-chair": "de school", "0-reason": "zo kan de school verder"}
    texts |= dict.fromkeys(("title", "summary", "setting", "question", "a", "b", "harm_a", "harm_b"), "")
    texts |= dict.fromkeys(("tension_a", "tension_b", "conclusion"), "")
    parts = (part("0-chair"), part("1-chair"), part("0-chair"))
    draft = Draft(texts=texts, voices=parts, reasons=(ReasonPart(side="a", chair="2-chair"),))
    opened = Opened(session=SessionId("s"), version=1, draft=draft, right=False, region_asked=False)
    names = [text.name for text in draft_view(opened, "kijkt", None, "nl").texts]
    assert names == [
        "0-chair", "0-voice-words", "0-voice-norm", "2-voice-words", "2-voice-norm",
        "1-chair", "1-voice-words", "1-voice-norm", "2-chair",
    ]  # fmt: skip
