"""The kinds of identifiers, one file each. A new kind is a file and a line in this table."""

from beraad.anonymise.findings import Identifier
from beraad.anonymise.identifiers import addresses, ages, bsn, dates, file_numbers, mail, names, phones, web

IDENTIFIERS: tuple[tuple[str, Identifier], ...] = (
    ("names", names.find),
    ("mail", mail.find),
    ("web", web.find),
    ("bsn", bsn.find),
    ("file-numbers", file_numbers.find),
    ("phones", phones.find),
    ("addresses", addresses.find),
    ("dates", dates.find),
    ("ages", ages.find),
)
