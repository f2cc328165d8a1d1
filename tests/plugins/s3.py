"""A real S3 server on this machine, for tests of the storage: moto's, in a thread, started when first asked for."""

from urllib.parse import quote
from uuid import uuid4

import pytest

SLEUTEL, GEHEIM = "sleutel", "ge/heim+met tekens"


@pytest.fixture(scope="session")
def s3_server():
    """The address of the server."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def emmer(s3_server, settings):
    """The portal keeps its files in a bucket of its own, under noord/. The bucket, with `opslag_url` on it."""
    import boto3

    from sterkvoornoord.opslag import opslag_van

    naam = f"emmer-{uuid4().hex[:12]}"
    toegang = {"aws_access_key_id": SLEUTEL, "aws_secret_access_key": GEHEIM, "region_name": "eu-central-1"}
    s3 = boto3.resource("s3", endpoint_url=f"http://{s3_server}", **toegang)
    bak = s3.create_bucket(Bucket=naam, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    inlog = f"{quote(SLEUTEL, safe='')}:{quote(GEHEIM, safe='')}"
    bak.opslag_url = f"s3://{inlog}@{s3_server}/{naam}/noord?regio=eu-central-1&tls=nee"
    settings.STORAGES = {**settings.STORAGES, "default": opslag_van(bak.opslag_url)}
    return bak
