"""Settings refuse nonsense by name, and never show a secret."""

import pytest

from genjin.settings import BadSettings, load, made


def test_made_settings_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379")
    assert made(wecom_corp_id="ww1").redis_url == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WECOM_AES_KEY", "short"),
        ("WECOM_AGENT_ID", "many"),
        ("WECOM_API_BASE", "qyapi.weixin.qq.com"),
        ("PUBLIC_URL", "ftp://crm.example.com"),
        ("TIMEZONE", "Asia/Atlantis"),
        ("DATABASE_URL", "mysql://somewhere/db"),
        ("REDIS_URL", "localhost:6379"),
        ("LOG_LEVEL", "LOUD"),
        ("WEB_THREADS", "0"),
    ],
)
def test_nonsense_is_refused_by_name_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        load()
    assert name in str(refused.value)


def test_a_wrong_key_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WECOM_AES_KEY", "my-secret-but-wrong")
    with pytest.raises(BadSettings) as refused:
        load()
    assert "my-secret" not in str(refused.value)


def test_admins_are_a_comma_list_without_case(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(wecom_admins="ChenYu, wangfang,").wecom_admins == {"chenyu", "wangfang"}


def test_what_is_missing_for_the_real_wecom_is_named() -> None:
    assert "WECOM_SECRET" in made(wecom_corp_id="ww1").missing_for_wecom()
