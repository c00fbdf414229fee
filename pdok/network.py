"""The one place that speaks to the outside, through QGIS: its proxy, certificates, log-ins and time-out.

Loaded by Download registers when it runs, and by nothing else; a test holds that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.core import QgsBlockingNetworkRequest, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..safeguards.messages import CancelledError
from .asking import Answer, Line, Patience

if TYPE_CHECKING:
    from qgis.core import QgsFeedback

_STEP = 0.1  # seconds between looks at cancel
_A_SECOND = 5.0  # questions
_MILLI = 1000


@dataclass(frozen=True)
class Manners:
    """How a public service is treated.

    Attributes:
        patience: How often and how long is waited.
        a_second: Questions a second at most.
        timeout: Seconds without an answer after which it counts as none; 0 takes what QGIS is set to.

    """

    patience: Patience = field(default_factory=Patience)
    a_second: float = _A_SECOND
    timeout: float = 0.0


def line(feedback: QgsFeedback, manners: Manners | None = None) -> Line:
    """Give a line to the services, for the thread it is made in.

    Args:
        feedback: Asked for cancel, while waiting and while listening.
        manners: How the services are treated.

    """
    treat = manners or Manners()
    last = [float("-inf")]

    def wait(seconds: float) -> None:
        _wait(seconds, feedback)

    def get(url: str) -> Answer:
        _wait(last[0] + 1 / treat.a_second - time.monotonic(), feedback)
        last[0] = time.monotonic()
        return _get(url, feedback, treat.timeout)

    return Line(get, wait, treat.patience)


def _wait(seconds: float, feedback: QgsFeedback) -> None:
    until = time.monotonic() + seconds
    while True:
        if feedback.isCanceled():
            raise CancelledError
        left = until - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(_STEP, left))


def _get(url: str, feedback: QgsFeedback, timeout: float) -> Answer:
    request = QNetworkRequest(QUrl.fromEncoded(url.encode()))
    request.setTransferTimeout(int(timeout * _MILLI) or QgsNetworkAccessManager.timeout())
    # A page that sends on to another address is an error: nothing of ours goes where the user did not send it.
    request.setAttribute(
        QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy
    )
    asked = QgsBlockingNetworkRequest()
    outcome = asked.get(request, True, feedback)
    if feedback.isCanceled():
        raise CancelledError
    reply = asked.reply()
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    headers = _headers(reply)
    body = bytes(reply.content())
    fine = outcome == QgsBlockingNetworkRequest.ErrorCode.NoError
    if fine or (status is not None and int(status) != 200):  # noqa: PLR2004  an error page is an answer too
        return Answer(int(status or 200), headers, body)
    return Answer(0, headers, b"", asked.errorMessage() or reply.errorString())


def _headers(reply: Any) -> dict[str, str]:
    return {
        bytes(name).decode("latin-1").lower(): bytes(reply.rawHeader(name)).decode("latin-1")
        for name in reply.rawHeaderList()
    }
