"""Tries are counted by all workers together while Redis answers, and by each alone while it does not."""

from secrets import token_hex

import pytest
from limits.storage import RedisStorage
from redis import Redis

from beraad.accounts.refusals import TooOften
from beraad.live.workers import pool
from beraad.web.throttle import SharedThrottle

EMAIL, ADDRESS = "leider@voorbeeld.example", "192.0.2.1"


class House:
    """Two workers with a Redis; `reached`: whether they think that it answers."""

    def __init__(self, url: str) -> None:
        self.reached = True
        self.prefix = f"beraad:test:{token_hex(8)}"
        storage = RedisStorage("redis://", connection_pool=pool(url), key_prefix=self.prefix, wrap_exceptions=True)
        self.one, self.other = (SharedThrottle(storage, b"secret", lambda: self.reached) for _ in range(2))

    def hits(self, throttle: SharedThrottle, times: int) -> None:
        for _ in range(times):
            throttle.hit("sign-in", EMAIL, ADDRESS)


def test_two_workers_count_together_what_redis_cannot_read(redis_url: str) -> None:
    house = House(redis_url)
    house.hits(house.one, 5)
    house.hits(house.other, 5)
    for throttle in (house.one, house.other):
        with pytest.raises(TooOften) as refused:
            house.hits(throttle, 1)
        assert refused.value.facts == {"minutes": 15}
    house.one.hit("sign-in", "iemand.anders@voorbeeld.example", ADDRESS)
    with Redis.from_url(redis_url) as redis:
        keys = [key.decode() for key in redis.keys(f"*{house.prefix}*")]
        assert len(keys) == 2
        assert not any(word in key for key in keys for word in ("voorbeeld", ADDRESS))
        house.other.clear("sign-in", EMAIL, ADDRESS)
        house.hits(house.one, 1)
        redis.delete(*keys)
    house.hits(house.one, 10)  # a Redis that forgot all of it


@pytest.mark.parametrize("known", [False, True], ids=["it just went", "it is known to be gone"])
def test_without_redis_each_worker_counts_alone(known: bool) -> None:
    house = House("redis://127.0.0.1:1")
    house.reached = not known
    for throttle in (house.one, house.other):
        house.hits(throttle, 10)
        with pytest.raises(TooOften):
            house.hits(throttle, 1)
        throttle.clear("sign-in", EMAIL, ADDRESS)
        house.hits(throttle, 1)
