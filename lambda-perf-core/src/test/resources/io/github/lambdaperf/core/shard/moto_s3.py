"""A bucket of moto; prints its endpoint, and ends with the input."""

import sys

import boto3
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://127.0.0.1:{port}"
session = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any", region_name="us-east-1")
session.client("s3", endpoint_url=endpoint).create_bucket(Bucket="perf.records")
print(endpoint, flush=True)
sys.stdin.read()
server.stop()
