"""The hint on a question that is not open: what it catches, and above all what it leaves alone."""

import pytest

from beraad.deliberation.open_question import slant

OPEN = """
Wat zag je?
Wat zag je toen je binnenkwam?
Hoe oud is ze nu?
Wie was erbij?
Waarom koos moeder daarvoor?
Waarom kwam vader niet?
Waarom ging ze toch terug naar huis?
Waarom mocht je hem niet spreken?
Waarom was er niemand thuis?
Waarom werd de zaak overgedragen?
Wat maakte dat je toen belde?
Wat maakt dat je toch twijfelt?
Wat is er al geprobeerd?
Wat heb je al geprobeerd?
Wat vond je daarvan, en wat vond je collega?
Hoe ging het daarna met jou?
Hoe kon je zien dat ze bang was?
Hoe komt het dat de school niets wist?
Was vader erbij?
Heeft moeder gezag?
Is er al hulp in het gezin?
Is het gelukt om oma te bereiken?
Is dat niet gelukt, of wilde ze het niet?
Had ze toen nog geen eigen kamer?
Had je nog niet met de huisarts gesproken?
Wist je toen nog niet dat hij dronk?
Heb je contact met de vader?
Kan het kind zelf zeggen dat het weg wil?
Kan hij niet praten?
Moet vader dat weten?
Denkt ze dat het haar schuld is?
Heeft moeder schulden?
Ik zou graag weten hoe de woning eruitziet.
Ik zou je willen vragen wie er nog meer in huis wonen.
Wat zei ze toen hij riep: “Hé, waarom heb je niet gebeld?”
En hoe oud was ze toen?
Wat zou je het liefst willen?
Wat zei het meisje zelf?
leeftijd van de kinderen
What did you see?
How old is she now?
Why did mother choose that?
Why wasn’t father there?
Why was nobody at home?
Why did she go back home after all?
Why weren't you allowed to speak to him?
What made you call then?
What makes you doubt?
What has been tried so far?
What have you tried?
How did you feel about that, and how did your colleague?
How could you tell that she was afraid?
How is it that the school knew nothing?
Was father there?
Does mother have custody?
Couldn't you reach grandmother?
Can the child say so herself?
Can't he speak?
Could he not speak?
Does he have to know that?
Does she think it is her fault?
Did you know then that he drank?
I would like to know what the house looks like.
I'd like to ask who else lives there.
What did she say when he shouted: “Why didn't you call?”
And how old was she then?
What would you like most?
Who should know about this?
Which school is it, and is it near?
ages of the children
""".strip().splitlines()

NOT_OPEN = {
    "judges": """
Waarom heb je niet gebeld?
Waarom belde je niet?
waarom heb je dat nou gedaan
Waarom is er niet eerder ingegrepen?
Waarom greep niemand in?
Waarom zou je haar daar weghalen?
Waarom is moeder eigenlijk nooit gehoord?
En waarom hebben jullie zo lang gewacht?
Wie was erbij en waarom heb je die niet gevraagd?
Had je niet eerder moeten melden?
Had dat niet anders gekund?
Vind je niet dat je te laat was?
Vind je dat normaal?
Vinden jullie dat wel veilig?
Is het niet gevaarlijk om hem alleen te laten?
Was je niet te streng?
Hoe kon je dat laten gebeuren?
Hoe kan het dat niemand iets zag?
Weet je wel wat je haar aandoet?
Ik vind dat moeder haar kans heeft gehad.
Wiens schuld is dat?
Why didn’t you call?
Why did you not call?
Why did you wait so long?
And why have you never asked her?
Why did nobody step in?
Why was nothing done sooner?
Why would you take her away?
Why on earth did she go back?
Who was there, and why didn't you ask them?
Shouldn't you have reported it?
Could you not have seen that?
Couldn't that have been done differently?
Do you think that's normal?
Isn't it dangerous to leave him alone?
Weren't you too strict?
How could you let that happen?
How is it possible that nobody saw it?
Do you realise what you are doing to her?
I think mother has had her chance.
Whose fault is that?
""",
    "advises": """
Heb je al geprobeerd om met oma te praten?
Hebben jullie er al aan gedacht om te wachten?
Waarom doe je niet gewoon een melding?
Waarom niet naar een netwerkgezin?
Kun je niet gewoon langsgaan?
Kan oma haar niet gewoon opvangen?
Zou je niet beter eerst bellen?
Moet je niet eerst met de ouders praten?
Is het niet beter om te wachten?
Misschien moet je de wijkagent vragen.
Misschien moeten jullie een tweede gesprek plannen?
Je moet haar gewoon laten praten.
Wat als je de school erbij haalt?
Ik zou haar weghalen.
Have you tried talking to grandmother?
Have you ever thought about waiting?
Why don't you report it?
Why not a foster family?
Can't you just go there?
Couldn't grandmother simply take him in?
Shouldn't you talk to the parents first?
Wouldn't it be better to wait?
Maybe you should ask the police.
Perhaps they could plan a second talk?
You should let her talk.
What if you brought in the school?
How about a network family?
I would take her away.
""",
    "leads": """
Is het niet zo dat vader altijd al dronk?
Dat is toch zo?
Ze is toch veilig bij oma?
Moeder weet het, toch?
Hij was bang, hè?
Denk je niet dat ze liegt?
Zou het kunnen zijn dat moeder ziek is?
Komt dat niet door de scheiding?
Ik vraag me af of dat niet te zwaar voor haar is.
Isn't it true that father always drank?
She is safe with grandmother, isn't she?
Mother knows, right?
Don't you think she is lying?
Could it be that mother is ill?
Doesn't that come from the divorce?
I wonder whether that isn't too much for her.
""",
}


@pytest.mark.parametrize("question", OPEN)
def test_a_question_that_asks_for_a_fact_is_left_alone(question: str) -> None:
    assert slant(question) is None


@pytest.mark.parametrize(("kind", "question"), [(k, q) for k, all in NOT_OPEN.items() for q in all.split("\n") if q])
def test_a_question_that_holds_an_answer_is_heard(kind: str, question: str) -> None:
    assert slant(question) == kind


@pytest.mark.parametrize(
    "question",
    ["", " ", "?!", ",", "a" * 200, "waarom " * 28, "kan je niet " * 16, "waarom je " * 20, "why don't you " * 14],
)
def test_any_text_gets_an_answer(question: str) -> None:
    assert slant(question) in (None, "judges", "advises", "leads")
