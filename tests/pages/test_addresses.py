"""Addresses are pure functions of names."""

import pytest

from beraad.pages.addresses import address, in_language, static, static_hash


def test_an_address_has_its_values_quoted_in_the_path_and_the_rest_in_the_query() -> None:
    assert address("invitation", token="a/b?") == "/invitation/a%2Fb%3F"
    assert address("sign_in", next="/people?x=1") == "/sign-in?next=%2Fpeople%3Fx%3D1"


def test_a_name_or_value_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        address("nowhere")
    with pytest.raises(KeyError):
        address("invitation")


def test_a_static_file_stands_under_the_hash_of_the_whole_tree() -> None:
    assert static("css/base.css") == f"/static/{static_hash()}/css/base.css"
    with pytest.raises(FileNotFoundError):
        static("css/nothing.css")


def test_the_language_is_set_once_and_the_rest_of_the_query_stays() -> None:
    assert in_language("/cases?q=rust&lang=nl", "en") == "/cases?q=rust&lang=en"
    assert in_language("/", "en") == "/?lang=en"
