"""WeCom's server API as this application uses it: typed calls, one token, errors by remedy."""

import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

from bot.errors import TOKEN_CODES, GiveUp, TokenRefused
from bot.tokens import TokenSource, TokenStore
from bot.transport import API_BASE, Download, Transport

DUPLICATE_CHECK_S = 14_400  # the longest WeCom remembers a content it has delivered
MEDIA_MAX_BYTES = 20 * 1024 * 1024

Json = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sent:
    """What message/send answered. `invalid`: userids (lower case) not reached although errcode was 0."""

    msgid: str
    response_code: str
    invalid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Media:
    data: bytes
    content_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`departments` and `leads` run parallel. `status`: 1 active, 2 disabled, 4 not activated, 5 left."""

    userid: str
    name: str
    position: str
    departments: tuple[int, ...]
    leads: tuple[bool, ...]
    main_department: int | None
    status: int


@dataclass(frozen=True, slots=True)
class DepartmentInfo:
    id: int
    name: str
    parent_id: int
    order: int


class WeComClient:
    """One application's view of WeCom. Safe to share between threads; one a process is enough.

    Every call raises WeComError (see bot.errors) and nothing else. `clock` returns Unix seconds.
    """

    def __init__(
        self,
        corp_id: str,
        agent_id: int,
        secret: str,
        tokens: TokenStore,
        clock: Callable[[], float],
        base: str = API_BASE,
    ) -> None:
        self.corp_id = corp_id
        self.agent_id = agent_id
        self._transport = Transport(corp_id, secret, base)
        self._tokens = TokenSource(self._transport.fetch_token, tokens, clock)

    def ready(self) -> None:
        """Makes sure that there is a token. Raises WeComError when there is not."""
        self._tokens.current()

    def close(self) -> None:
        """Give back the connections."""
        self._transport.close()

    def send(
        self, to: Sequence[str], message: Mapping[str, Any], *, duplicate_check_s: int = DUPLICATE_CHECK_S
    ) -> Sent:
        """Send `message`, {"msgtype": …, "<msgtype>": …}, to userids.

        An identical content within `duplicate_check_s` is accepted and not delivered again, so that repeating
        after a time-out is safe; 0 switches that off. Nobody valid at all raises GiveUp(81013).
        """
        body: Json = {"touser": "|".join(to), "agentid": self.agent_id, **message}
        if duplicate_check_s:
            body |= {"enable_duplicate_check": 1, "duplicate_check_interval": duplicate_check_s}
        answer = self.post("message/send", body)
        return Sent(
            msgid=str(answer.get("msgid") or ""),
            response_code=str(answer.get("response_code") or ""),
            invalid=_userids(answer.get("invaliduser")) + _userids(answer.get("unlicenseduser")),
        )

    def update_template_card(
        self, response_code: str, change: Mapping[str, Any], to: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Change a card that was sent; the code pays for one call. Returns the userids it did not reach.

        `change` is {"button": {"replace_name": …}} or {"template_card": …}; `to` empty means all receivers.
        """
        whom: Json = {"userids": list(to)} if to else {"atall": 1}
        body = {**whom, "agentid": self.agent_id, "response_code": response_code, **change}
        return _userids(self.post("message/update_template_card", body).get("invaliduser"))

    def recall(self, msgid: str) -> None:
        """Take a message back, within 24 hours."""
        self.post("message/recall", {"msgid": msgid})

    def upload_media(self, kind: str, file_name: str, data: bytes) -> str:
        """The media_id, good for 3 days, of an image, voice, video or file."""
        content_type = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        # Bytes, never a file object: a second try would send it empty.
        files = {"media": (file_name, data, content_type)}
        answer = self._with_token(
            lambda token: self._transport.call(
                "POST", "media/upload", token, params={"type": kind}, files=files
            )
        )
        media_id = answer.get("media_id")
        if not isinstance(media_id, str) or not media_id:
            raise GiveUp("media/upload answered without a media_id")
        return media_id

    def download_media(self, media_id: str, most: int = MEDIA_MAX_BYTES) -> Media:
        """What a person sent, at most `most` bytes (GiveUp 45001 beyond)."""
        got = self._with_token(
            lambda token: self._transport.download("media/get", token, {"media_id": media_id}, most)
        )
        return Media(got.data, got.content_type, _file_name(got))

    def get_user(self, userid: str) -> Member:
        """One member. Raises GiveUp when unknown or outside the visible range."""
        return _member(self.get("user/get", {"userid": userid}))

    def departments(self) -> list[DepartmentInfo]:
        """All departments that the application may see."""
        listed = self.get("department/list").get("department") or []
        return [
            DepartmentInfo(
                _int(one.get("id")),
                str(one.get("name") or ""),
                _int(one.get("parentid")),
                _int(one.get("order")),
            )
            for one in listed
        ]

    def department_members(self, department_id: int) -> list[Member]:
        """The direct members of one department."""
        listed = self.get("user/list", {"department_id": department_id}).get("userlist") or []
        return [_member(one) for one in listed]

    def members(self, departments: Iterable[DepartmentInfo]) -> Iterator[Member]:
        """The members of these departments, each once however many of them they are in."""
        seen: set[str] = set()
        for department in departments:
            for member in self.department_members(department.id):
                if member.userid not in seen:
                    seen.add(member.userid)
                    yield member

    def create_menu(self, buttons: list[Json]) -> None:
        """Replace the menu of the application; see bot.menu."""
        self.post("menu/create", {"button": buttons}, {"agentid": self.agent_id})

    def oauth_user(self, code: str) -> str:
        """The userid (lower case) behind an OAuth code. GiveUp when used, too old, or not one of ours."""
        userid = self.get("auth/getuserinfo", {"code": code}).get("userid")
        if not isinstance(userid, str) or not userid:
            raise GiveUp("not a member of this company")
        return userid.lower()

    def callback_ips(self) -> list[str]:
        """Where callbacks may come from; changes, so look daily."""
        return [str(ip) for ip in self.get("getcallbackip").get("ip_list") or []]

    def get(self, endpoint: str, params: Mapping[str, Any] | None = None) -> Json:
        """Any other GET call, e.g. get("agent/get", {"agentid": 1000002})."""
        return self._with_token(lambda token: self._transport.call("GET", endpoint, token, params=params))

    def post(self, endpoint: str, data: Json, params: Mapping[str, Any] | None = None) -> Json:
        """Any other POST call."""
        return self._with_token(
            lambda token: self._transport.call("POST", endpoint, token, params=params, data=data)
        )

    def _with_token(self, call: Callable[[str], Result]) -> Result:
        """The call with the shared token; when the token is refused, once more with a new one."""
        token = self._tokens.current()
        try:
            return call(token)
        except TokenRefused as refused:
            if refused.code not in TOKEN_CODES:
                raise
        return call(self._tokens.renew(token))


def _userids(value: object) -> tuple[str, ...]:
    """message/send joins them with |, update_template_card lists them."""
    listed = value.split("|") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(str(one).lower() for one in listed if one)


def _member(one: Json) -> Member:
    departments = tuple(_int(i) for i in one.get("department") or [])
    leads = tuple(bool(_int(i)) for i in one.get("is_leader_in_dept") or [])
    leads += (False,) * (len(departments) - len(leads))
    return Member(
        userid=str(one.get("userid") or "").lower(),
        name=str(one.get("name") or one.get("userid") or ""),
        position=str(one.get("position") or ""),
        departments=departments,
        leads=leads[: len(departments)],
        main_department=_int(one.get("main_department")) or (departments[0] if departments else None),
        status=_int(one.get("status")) or 1,
    )


def _int(value: object) -> int:
    return int(value) if isinstance(value, (int, str)) and str(value).lstrip("-").isdecimal() else 0


_NAME = re.compile(r"filename\*=(?:UTF-8|utf-8)''([^;]+)|filename=\"([^\"]*)\"|filename=([^;]+)")


def _file_name(got: Download) -> str:
    """The last part of the name WeCom gave, which it sends as raw UTF-8; never a path."""
    found = _NAME.search(got.disposition)
    if not found:
        return ""
    encoded, quoted, bare = found.groups()
    name = unquote(encoded) if encoded else (quoted or bare or "").strip()
    with suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")  # requests reads headers as Latin-1
    return re.split(r"[\\/]", name)[-1].replace("\x00", "")[:200]
