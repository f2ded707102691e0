"""The table of the demo: its played seats are nobody else's to take."""

from beraad.accounts.roles import Role
from beraad.app import App
from beraad.cli.demo_table import lay_table
from beraad.deliberation.seats import Face
from tests.web.conftest import People


def test_who_knows_the_address_of_the_demo_takes_none_of_its_seats(app: App, people: People) -> None:
    email = people.by_role[Role.FACILITATOR]
    table = lay_table(app, email)
    sessions = app.use_cases.sessions
    before = sessions.state(sessions.behind(table.code).id)
    for op in (f"demo-{table.session}-0", f"{table.session}-0"):
        id, secret = sessions.join(table.code, "Iemand", "", op)
        seat = sessions.seat_behind(id, Face.IN, secret)[1]
        assert seat.id not in before.seats
    assert lay_table(app, email).op == table.op, "after a restart the guests take the same seats"
