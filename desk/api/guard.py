"""At the door, before anything is read: the host, the page that calls, the token, the size and the rate."""

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.api.access import Access
from desk.api.errors import ApiError, response_to
from desk.api.limits import Allowance, Limits
from desk.api.metrics import Metrics

OPEN = ("/health",)  # to those who show no token
UPLOADS = "/v1/documents"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Guard:
    """Refuses what may not come in, counts what came, and cuts off what is too long."""

    def __init__(self, app: ASGIApp, access: Access, limits: Limits, metrics: Metrics) -> None:
        self._app, self._access, self._limits, self._metrics = app, access, limits, metrics
        self._allowance = Allowance(limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":  # the page asks for no web socket
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._count(scope, message["status"])
            await send(message)

        try:
            headers = Headers(scope=scope)
            self._check(scope, headers)
            limit = self._most_bytes(scope["path"])
            if limit is not None:
                receive = _limited(receive, headers, limit)
        except ApiError as error:
            await _refused(error)(scope, receive, counted)
        else:
            await self._app(scope, receive, counted)

    def _check(self, scope: Scope, headers: Headers) -> None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._access.knows_host(host):
            raise ApiError(403, "unknown_host", "Call this machine by its own name: http://127.0.0.1 or localhost.")
        if origin is not None and not self._access.allows_origin(origin, host):
            raise ApiError(403, "cross_origin", "Pages of other addresses may not call: ask from a program.")
        if _is_api(scope["path"]) and scope["path"] not in OPEN:
            self._check_rate(scope)
        if scope["path"] not in OPEN and not self._access.admits(headers.get("authorization", "")):
            challenge = "Bearer" if _is_api(scope["path"]) else 'Basic realm="Readout: the token is the password"'
            message = "Show the token: Authorization: Bearer TOKEN. Whoever runs Readout here has it."
            raise ApiError(401, "unauthorized", message, headers={"WWW-Authenticate": challenge})

    def _check_rate(self, scope: Scope) -> None:
        address = (scope.get("client") or ("",))[0]
        if seconds := self._allowance.wait(address):
            message = f"More than {self._limits.per_minute} requests a minute: wait {seconds:.1f} seconds."
            raise ApiError(429, "too_many_requests", message, headers={"Retry-After": str(int(seconds) + 1)})

    def _most_bytes(self, path: str) -> int | None:
        if not _is_api(path):
            return None  # the page has limits of its own
        return self._limits.upload_bytes if path == UPLOADS else self._limits.body_bytes

    def _count(self, scope: Scope, status: int) -> None:
        if _is_api(scope["path"]):
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._metrics.request(method, getattr(scope.get("route"), "path_format", "other"), status)


def _is_api(path: str) -> bool:
    return path.startswith("/v1/") or path in ("/health", "/metrics", "/openapi.json")


def _limited(receive: Receive, headers: Headers, limit: int) -> Receive:
    too_long = ApiError(413, "too_large", f"A request here has at most {limit:,} bytes: send less, or in parts.")
    stated = headers.get("content-length", "0")
    if not stated.isdecimal() or len(stated) > 18 or int(stated) > limit:
        raise too_long
    read = 0

    async def counting() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise too_long
        return message

    return counting


def _refused(error: ApiError) -> JSONResponse:
    response = response_to(error)
    response.headers["Connection"] = "close"  # its body is not read
    return response
