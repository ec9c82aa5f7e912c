"""A queue behind a queue URL, a topic and a bus of moto; prints where they are, and on a line of input what has come."""

import json
import sys

import boto3
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://127.0.0.1:{port}"
session = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any", region_name="us-east-1")
sqs = session.client("sqs", endpoint_url=endpoint)
sns = session.client("sns", endpoint_url=endpoint)
events = session.client("events", endpoint_url=endpoint)


def queue(name, **attributes):
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return url, arn


direct, _ = queue("direct")
fifo, _ = queue("direct.fifo", FifoQueue="true")
of_topic, of_topic_arn = queue("of-topic")
of_bus, of_bus_arn = queue("of-bus")
topic = sns.create_topic(Name="orders")["TopicArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=of_topic_arn)
events.put_rule(Name="all", EventPattern=json.dumps({"source": ["com.example"]}), State="ENABLED")
events.put_targets(Rule="all", Targets=[{"Id": "1", "Arn": of_bus_arn}])
print(json.dumps({"endpoint": endpoint, "queue": direct, "fifo": fifo, "topic": topic}), flush=True)
sys.stdin.readline()


def received(url):
    messages = []
    while True:
        batch = sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], AttributeNames=["All"]
        ).get("Messages", [])
        if not batch:
            return messages
        for message in batch:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            messages.append({
                "body": message["Body"],
                "attributes": {k: v["StringValue"] for k, v in message.get("MessageAttributes", {}).items()},
                "group": message["Attributes"].get("MessageGroupId"),
            })


print(json.dumps({
    "direct": received(direct), "fifo": received(fifo), "topic": received(of_topic), "bus": received(of_bus),
}), flush=True)
server.stop()
