"""A long text is read in a moment, and quickness changes nothing of what is found."""

from hypothesis import given, settings
from hypothesis import strategies as st

from beraad.anonymise.findings import roster_of
from beraad.anonymise.identifiers import addresses, ages, bsn, dates, file_numbers, mail, names, phones, web
from beraad.anonymise.identifiers.rules import hits

RULES = tuple(rule for kind in (addresses, ages, bsn, dates, file_numbers, mail, phones, web) for rule in kind.RULES)
SCRAPS = (
    "06-50129044", "+31 6 50129044", "999963314", "bsn", "(8)", ", 14,", "4 mei", "3-4-2011", "maart 2019",
    "'25", "14/9",
    "1234 AB", "Dorpsstraat 3", "Aan de Lange", "aan de kade 3", "a@b.nl", "(at)", "www.x.nl", "_", "@zo",
    "https://x.nl/a",
    "C/13/123456", "nr AB123", "zaak", "insta: lot.1", "is 16", "zijn 3 en 4", "jaar oud", "twaalfjarige", "zoon van",
    "een", "weken oud", "5e verjaardag", "12e", "is", "de", "van", "op", ".", "’", "é", "ı", "ſ", "٣", "１２", "0",
    "en de moeder zegt dat het kind thuis niet kan slapen",
)  # fmt: skip
LONG = st.tuples(
    st.sampled_from((" ", "", "\n")), st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=3)), max_size=120)
).map(lambda drawn: drawn[0].join(drawn[1]))
CASE = roster_of("Daan Jansen = jeugdige\nŞahin\nNoortje\nde Wielewaal\nvan der Wíelen")


@settings(max_examples=300)
@given(LONG)
def test_looking_near_a_sign_finds_what_going_through_the_whole_text_finds(text: str) -> None:
    for rule in RULES:
        whole = [hit.span(rule.group) for hit in rule.pattern.finditer(text)]
        assert [hit.span(rule.group) for _, hit in hits(text, (rule,))] == whole, rule.name


@given(st.text("aden jansewilonr", min_size=1, max_size=9), st.sampled_from(("jansen", "sahin", "noortje", "wielen")))
def test_words_that_may_be_a_name_by_their_ends_are_all_that_are_one_slip_away(word: str, name: str) -> None:
    slipped = names.one_slip(name, word)
    assert not slipped or word in names._alike(name, {word}, names._by_ends((word,)))


@given(st.integers(0, 6), st.sampled_from("abcxyz"), st.sampled_from(("more", "less", "other", "swapped")))
def test_every_slip_in_a_name_is_found(at: int, letter: str, kind: str) -> None:
    name = "noortje"
    slip = {
        "more": name[:at] + letter + name[at:],
        "less": name[:at] + name[at + 1 :],
        "other": name[:at] + letter + name[at + 1 :],
        "swapped": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }[kind]
    assert any(one.text == slip for one in names.find(f"Hij heet {slip} hier.", CASE))
