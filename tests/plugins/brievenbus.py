"""A real SMTP server on this machine, that keeps what it is handed, and a worker that runs at once."""

import email
import email.policy
import socket

import pytest


class Brievenbus:
    """Keeps mail as the SMTP server saw it: (envelope, message) pairs in `brieven`.

    `antwoorden` holds what the server says to an address instead of yes, such as "451 Later".
    """

    def __init__(self):
        self.brieven = []
        self.antwoorden: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.antwoorden:
            return self.antwoorden[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.brieven.append((envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 Ontvangen"

    @property
    def aan(self) -> list[str]:
        """Who got something, in order."""
        return [adres for envelop, _ in self.brieven for adres in envelop.rcpt_tos]


def vrije_poort() -> int:
    with socket.create_server(("127.0.0.1", 0)) as proef:
        return proef.getsockname()[1]


@pytest.fixture
def brievenbus(settings):
    from aiosmtpd.controller import Controller

    from sterkvoornoord.celery import app as celery

    celery.conf.update(task_always_eager=True, task_eager_propagates=True)
    bus = Brievenbus()
    server = Controller(bus, hostname="127.0.0.1", port=vrije_poort())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.DEFAULT_FROM_EMAIL = "Sterk voor Noord <noord@sterkvoornoord.example>"
    yield bus
    server.stop()
    celery.conf.update(task_always_eager=False, task_eager_propagates=False)
