"""`genjin doctor`: what is wrong, in plain words, and where in WeCom's console it is mended."""

from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import WeComError
from genjin.parts import Parts
from models import migrate

WHERE = {
    "WECOM_CORP_ID": "管理后台 → 我的企业 → 企业信息 → 企业ID",
    "WECOM_AGENT_ID": "管理后台 → 应用管理 → 自建应用 → AgentId",
    "WECOM_SECRET": "管理后台 → 应用管理 → 自建应用 → Secret",
    "WECOM_TOKEN": "自建应用 → 接收消息 → 设置API接收 → Token",
    "WECOM_AES_KEY": "自建应用 → 接收消息 → 设置API接收 → EncodingAESKey",
    "SECRET_KEY": '自己生成：python -c "import secrets; print(secrets.token_urlsafe(32))"',
}
REMEDIES = {
    40001: "WECOM_SECRET 不对，或应用已停用：应用管理 → 自建应用 → Secret",
    40013: "WECOM_CORP_ID 不对：我的企业 → 企业信息 → 企业ID",
    40056: "WECOM_AGENT_ID 不对：应用管理 → 自建应用 → AgentId",
    60020: "这台服务器的出口IP不在企业可信IP里：自建应用 → 企业可信IP（填好约1分钟后生效）",
    48002: "应用没有这个接口的权限：检查应用的可见范围和权限",
}


@dataclass(frozen=True, slots=True)
class Finding:
    fine: bool
    text: str


def examine(parts: Parts) -> list[Finding]:
    """Look at everything, also after something was found wrong."""
    return [*_settings(parts), *_addresses(parts), *_database(parts), *_redis(parts), *_wecom(parts)]


def _settings(parts: Parts) -> list[Finding]:
    missing = parts.settings.missing_for_wecom()
    if not missing:
        return [Finding(True, "设置齐全")]
    return [Finding(False, f"缺少 {name}：{WHERE.get(name, '见 docs/deployment.md')}") for name in missing]


def _addresses(parts: Parts) -> list[Finding]:
    url = parts.settings.public_url
    findings = []
    if not url.startswith("https://"):
        findings.append(Finding(False, f"PUBLIC_URL 是 {url}：企业微信里打开的页面要用 https 的公网地址"))
    if not parts.settings.wecom_admins:
        findings.append(
            Finding(False, "WECOM_ADMINS 没有填：至少写一个管理员的 userid（通讯录 → 成员 → 账号）")
        )
    return findings or [Finding(True, f"对外地址 {url}，回调填 {url}/wecom/callback")]


def _database(parts: Parts) -> list[Finding]:
    try:
        now, needed = migrate.current(parts.database), migrate.newest()
    except SQLAlchemyError as error:
        return [
            Finding(False, f"数据库连不上（{type(error).__name__}）：检查 DATABASE_URL 和数据库是否在运行")
        ]
    if now != needed:
        return [Finding(False, f"数据库结构是 {now or '空的'}，需要 {needed}：运行 genjin migrate")]
    return [Finding(True, f"数据库可用，结构 {now}")]


def _redis(parts: Parts) -> list[Finding]:
    if parts.redis is None:
        return [Finding(True, "没有配置 Redis：单个进程可以，多进程部署请填 REDIS_URL")]
    try:
        parts.redis.ping()
    except Exception as error:
        return [Finding(False, f"Redis 连不上（{type(error).__name__}）：检查 REDIS_URL")]
    return [Finding(True, "Redis 可用")]


def _wecom(parts: Parts) -> list[Finding]:
    s = parts.settings
    if not (s.wecom_corp_id and s.wecom_secret.get_secret_value()):
        return [Finding(False, "没有企业微信的账号信息，接口没有检查")]
    try:
        departments = parts.client.departments()
    except WeComError as error:
        remedy = REMEDIES.get(error.code or 0, "看 docs/deployment.md 的错误码一节")
        return [Finding(False, f"企业微信接口不通（{error.code or '连接失败'}）：{remedy}")]
    return [Finding(True, f"企业微信接口可用，应用可见 {len(departments)} 个部门")]
