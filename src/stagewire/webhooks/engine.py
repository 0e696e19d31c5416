"""How webhooks are joined to the outbox and the jobs; ``app.py`` and the worker call it."""

from __future__ import annotations

from stagewire.events.fanout import Fanout
from stagewire.events.interests import Interests
from stagewire.events.jobs import Jobs
from stagewire.platform import Platform
from stagewire.webhooks import releasing
from stagewire.webhooks.fanout import KIND, WebhookFanout
from stagewire.webhooks.releasing import Releasing
from stagewire.webhooks.sending import Sending
from stagewire.webhooks.subscriptions import Subscriptions

CONCURRENCY = 256
"""Deliveries that one process has under way."""
PER_ENDPOINT = 16
"""Deliveries that one endpoint gets at once, so a slow one never holds up the others."""


def attach(platform: Platform) -> None:
    """Before the outbox is told and jobs run."""
    platform.of(Interests).register(platform.of(Subscriptions))
    platform.of(Fanout).consumer("webhooks", platform.of(WebhookFanout).consume)
    jobs = platform.of(Jobs)
    jobs.register(
        KIND,
        platform.of(Sending).deliver,
        concurrency=CONCURRENCY,
        per_queue=PER_ENDPOINT,
        cancelled=platform.of(Sending).cancelled,
    )
    jobs.register(releasing.KIND, platform.of(Releasing).go_on, concurrency=4, per_queue=4)
