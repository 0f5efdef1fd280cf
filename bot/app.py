"""The Flask application: callback, health, metrics. The pages of web/ are added as blueprints."""

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import structlog
from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException

from bot.callback import MAX_BODY, Door, Result, receive, verify
from bot.metrics import Metrics

log = structlog.get_logger("app")

CALLBACK = "/wecom/callback"
STRICT = ("Strict-Transport-Security", "max-age=31536000")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
}


@dataclass(frozen=True, slots=True)
class Check:
    """Something /readyz looks at: `run` raises when it is not well.

    Without a required one the process cannot do its work; the others are reported and tolerated.
    """

    run: Callable[[], None]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Deps:
    """What the application is made of. `checks` by name: database, migrations, redis, token.

    `overdue`: how many messages are due and not sent. Asked here, for whoever sends has no page for figures.
    """

    door: Door
    checks: Mapping[str, Check] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)
    overdue: Callable[[], int] = lambda: 0
    blueprints: Iterable[Blueprint] = ()
    secret_key: str | None = None


def create_app(deps: Deps) -> Flask:
    """The web application.

    Bodies are limited to 64 KB; a page that takes files raises `request.max_content_length` for itself.
    """
    app = Flask("genjin", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.secret_key = deps.secret_key
    _add_callback(app, deps)
    _add_health(app, deps)
    for blueprint in deps.blueprints:
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _plain_error)
    app.after_request(_secure)
    return app


def answering(deps: Deps) -> Callable[[Mapping[str, str], bytes], Result]:
    """What answers the query and body of a callback, and counts it."""
    door, metrics = deps.door, deps.metrics

    def answer(query: Mapping[str, str], body: bytes) -> Result:
        began = time.perf_counter()
        result = receive(door, query, body)
        metrics.callback(result, time.perf_counter() - began)
        return result

    return answer


def _add_callback(app: Flask, deps: Deps) -> None:
    door, metrics, answer = deps.door, deps.metrics, answering(deps)

    @app.post(CALLBACK)
    def callback() -> Response:
        return _response(answer(request.args, request.get_data(cache=False)))

    @app.get(CALLBACK)
    def verification() -> Response:
        result = verify(door, request.args)
        metrics.callback(result, 0.0)
        return _response(result)


def _add_health(app: Flask, deps: Deps) -> None:
    @app.get("/healthz")
    def alive() -> Response:
        return Response("ok\n", content_type="text/plain")

    @app.get("/readyz")
    def ready() -> tuple[dict[str, str], int]:
        states = {name: _state(name, check) for name, check in deps.checks.items()}
        broken = any(states[name] != "ok" and check.required for name, check in deps.checks.items())
        return states, 503 if broken else 200

    @app.get("/metrics")
    def metrics() -> Response:
        deps.metrics.overdue(_overdue(deps))
        return Response(deps.metrics.text(), content_type=deps.metrics.CONTENT_TYPE)


def _state(name: str, check: Check) -> str:
    try:
        check.run()
    except Exception as error:  # whatever it is, it is the answer
        log.warning("not ready", check=name, error=type(error).__name__)
        return f"failed: {type(error).__name__}"
    return "ok"


def _overdue(deps: Deps) -> float:
    try:
        return deps.overdue()
    except Exception as error:  # without a database nobody knows; the other figures are told all the same
        log.warning("what is overdue is not known", error=type(error).__name__)
        return math.nan


def _response(result: Result) -> Response:
    return Response(result.body, result.status, content_type=result.content_type)


def _plain_error(error: HTTPException) -> Response:
    """The status and nothing else: no page that tells strangers what runs here."""
    response = error.get_response()
    plain = Response(status=response.status_code, content_type="text/plain; charset=utf-8")
    for name in ("Location", "Allow", "Retry-After"):
        if name in response.headers:
            plain.headers[name] = response.headers[name]
    return plain


def _secure(response: Response) -> Response:
    """What a page has not decided for itself."""
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if request.scheme == "https":
        response.headers.setdefault(*STRICT)
    return response
