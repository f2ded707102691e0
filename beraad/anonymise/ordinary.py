"""Names that are ordinary Dutch words too, folded: without a capital inside a sentence they are mostly the word."""

_WORDS = (
    "april arend augustus bakker beer berg best bloem boer bos bot brand brink brouwer bruin dag dekker dijk"
    " does donker duif eer elke engel goed graaf groen groot haan haas hart heer heil helder herder herfst hoek"
    " hof hoop huis iris jager jet joker jong juli juni kamp kant kat keizer kers kind klein kleur knip kok"
    " koning koper kort kraan krans kuiper kunst kust laan land lang lat leeuw leeuwen lente licht lief liefde"
    " lijn lind linde lot maan maart maat man markt meer mees meester meeuw mei merel moed molen mulder mus"
    " nacht nieuw noord oost oud paal paard parel plein poort post prins raaf recht regen rein ridder rijk ring"
    " rood roos rozen rust schaap schat schip schipper school slager sluis smit sneeuw snel stad ster sterk"
    " stern stil stok storm stroom tak toren trouw tuin valk van vast veen veer veld vis visser vlam vlinder"
    " vogel vos vrede vriend vrij vroom vrouw wacht wal water weg wei weide wens west wever wijs wil wind"
    " winter wit wolf woud zand zee zeeman zegen zijn zoet zomer zon zorg zuid zwaan zwart"
)
ORDINARY = frozenset(_WORDS.split())
