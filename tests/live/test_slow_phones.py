"""What goes to a phone that reads slowly arrives whole, and nothing in the middle of it."""

import gevent
import gevent.socket

from beraad.live.engine import Whole

MESSAGE = b"parts" * 400_000
"""More than a network takes at once."""


def test_a_message_that_the_network_takes_in_pieces_arrives_whole() -> None:
    ours, theirs = gevent.socket.socketpair()
    whole = Whole(ours)
    sending = gevent.spawn(whole.send, MESSAGE)
    came = theirs.recv(1000)
    assert not sending.dead, "the network took it all at once: send more"
    whole.send(b"pong")
    while len(came) < len(MESSAGE):
        came += theirs.recv(65_536)
    assert came == MESSAGE
    assert sending.get(timeout=5) == len(MESSAGE)
    whole.send(b"next")
    assert theirs.recv(1000) == b"next"
    ours.close()
    theirs.close()
