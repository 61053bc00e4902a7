"""What a plugin's error says of its settings holds no secret."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, SecretBytes, SecretStr

from kpireport.errors import PluginError
from kpireport.spec.masking import masking, secret_values


class Login(BaseModel):
    user: str
    password: SecretStr


class Settings(BaseModel):
    login: Login
    keys: dict[str, SecretStr]
    spare: list[SecretBytes] = []
    empty: SecretStr = SecretStr("")


SETTINGS = Settings(
    login=Login(user="anna", password=SecretStr("pa55")),
    keys={"eu": SecretStr("pa55-longer")},
    spare=[SecretBytes(b"k3y")],
)


def test_secrets_are_found_however_deep() -> None:
    assert set(secret_values(SETTINGS)) == {"pa55", "pa55-longer", "k3y", ""}


def test_secrets_are_masked_in_message_and_hint() -> None:
    with pytest.raises(PluginError) as caught, masking(SETTINGS):
        raise PluginError("anna:pa55 or pa55-longer refused", plugin="crm", hint="try k3y")
    assert str(caught.value) == "plugin 'crm': anna:*** or *** refused (try ***)"


def test_without_secrets_nothing_changes() -> None:
    with pytest.raises(PluginError, match=r"plugin 'crm': anna refused$"), masking({"user": "anna"}):
        raise PluginError("anna refused", plugin="crm")
