"""The one place that speaks to the outside, through QGIS: its proxy, certificates, log-ins and time-out.

Loaded by Download registers when it runs, and by nothing else; a test holds that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ..safeguards.messages import CancelledError
from .asking import Answer, Line, Patience

if TYPE_CHECKING:
    from qgis.core import QgsFeedback

_STEP = 0.1  # seconds between looks at cancel
_A_SECOND = 5.0  # questions
_MILLI = 1000
_FINE = 200
_ATTRIBUTES = (
    # Nothing of ours goes where the user did not send it, and what is kept is kept by the download itself.
    (QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy),
    (QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork),
    (QNetworkRequest.Attribute.CacheSaveControlAttribute, False),
)


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
        QCoreApplication.processEvents()


def _get(url: str, feedback: QgsFeedback, timeout: float) -> Answer:
    """Ask once.

    QGIS's own QgsBlockingNetworkRequest would follow a redirect to any host, and fill its cache with pages.
    """
    request = QNetworkRequest(QUrl.fromEncoded(url.encode()))
    patience = int(timeout * _MILLI) or QgsNetworkAccessManager.timeout()
    request.setTransferTimeout(patience)
    for attribute, value in _ATTRIBUTES:
        request.setAttribute(attribute, value)
    reply = QgsNetworkAccessManager.instance().get(request)
    try:
        _listen(reply, feedback)
        return _answer(reply, patience / _MILLI)
    finally:
        reply.deleteLater()


def _listen(reply: QNetworkReply, feedback: QgsFeedback) -> None:
    """Wait for the end of a reply, in the thread it was asked in.

    Raises:
        CancelledError: The user cancelled.

    """
    loop, look = QEventLoop(), QTimer()
    reply.finished.connect(loop.quit)
    look.timeout.connect(lambda: reply.abort() if feedback.isCanceled() else None)
    look.start(int(_STEP * _MILLI))
    if not reply.isFinished():
        loop.exec()
    look.stop()
    if feedback.isCanceled():
        raise CancelledError


def _answer(reply: QNetworkReply, patience: float) -> Answer:
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    error = reply.error()
    if error == QNetworkReply.NetworkError.NoError or (status is not None and int(status) != _FINE):
        # An error page is an answer too.
        return Answer(int(status or _FINE), _headers(reply), bytes(reply.readAll()))
    if error == QNetworkReply.NetworkError.OperationCanceledError:
        return Answer(0, trouble=f"> {patience:g} s")
    return Answer(0, trouble=reply.errorString())


def _headers(reply: QNetworkReply) -> dict[str, str]:
    return {
        bytes(name).decode("latin-1").lower(): bytes(reply.rawHeader(name)).decode("latin-1")
        for name in reply.rawHeaderList()
    }
