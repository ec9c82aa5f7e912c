"""Calls every operation that the local target claims, once, and checks what comes back.

Usage: every_operation.py boto3|cli ENDPOINT FUNCTION. The calls go through boto3, or through the aws command line, in this
process so that each of them does not start its own. The function answers with its event when that has do=echo.
"""

import base64
import contextlib
import datetime
import io
import json
import os
import re
import sys
import tempfile
import time
import uuid

import boto3
from botocore.config import Config

mode, endpoint, function = sys.argv[1:4]
config = Config(retries={"total_max_attempts": 1}, region_name="us-east-1")
session = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any", region_name="us-east-1")
calls = set()


class Refused(Exception):
    """An operation was answered with an error."""

    def __init__(self, code, text):
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


def by_boto3(service):
    client = session.client(service, endpoint_url=endpoint, config=config)

    def call(name, arguments):
        try:
            return getattr(client, name)(**arguments)
        except client.exceptions.ClientError as error:
            raise Refused(error.response["Error"]["Code"], error.response["Error"]["Message"]) from error

    return call


def plain(value):
    """What JSON has no form for."""
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.decode() if isinstance(value, bytes) else value


def by_command_line(service):
    def call(name, arguments):
        command = [service, name.replace("_", "-"), "--endpoint-url", endpoint, "--output", "json", "--no-paginate"]
        if service == "lambda" and name == "invoke":
            return invoke(command, arguments)
        return run(command + ["--cli-input-json", json.dumps(arguments, default=plain)])

    return call


def invoke(command, arguments):
    """The one command here with a file for the answer; it takes options only."""
    for name, value in arguments.items():
        command += ["--" + re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower(), plain(value)]
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, "answer")
        answer = run(command + [file])
        with open(file, "rb") as content:
            answer["Payload"] = io.BytesIO(content.read())
        return answer


def run(command):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = driver.main(command)
    if status:
        found = re.search(r"An error occurred \((\S+)\) when calling the \w+ operation[^:]*: (.*)", err.getvalue(), re.S)
        if not found:
            raise AssertionError(" ".join(command) + "\n" + err.getvalue())
        raise Refused(found.group(1), found.group(2))
    return json.loads(out.getvalue() or "{}")


if mode == "cli":
    from awscli.clidriver import create_clidriver

    os.environ.update(
        AWS_ACCESS_KEY_ID="any", AWS_SECRET_ACCESS_KEY="any", AWS_DEFAULT_REGION="us-east-1", AWS_MAX_ATTEMPTS="1")
    driver = create_clidriver()


class Client:
    """A client that remembers which operations it was asked for."""

    def __init__(self, service):
        self.service = service
        self.call = by_command_line(service) if mode == "cli" else by_boto3(service)

    def __getattr__(self, name):
        def call(**arguments):
            calls.add(self.service + "." + name)
            return self.call(name, arguments)

        return call

    def refuses(self, code, name, **arguments):
        try:
            self.call(name, arguments)
        except Refused as error:
            assert error.code == code, (name, str(error))
            return error.text
        raise AssertionError(name + " was not refused")


def until(condition, what):
    deadline = time.time() + 20
    while time.time() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("not in time: " + what)


def sts():
    assert Client("sts").get_caller_identity()["Account"] == "000000000000"


def lambda_():
    client = Client("lambda")
    answer = client.invoke(FunctionName=function, Payload=b'{"do":"echo","n":1}', LogType="Tail")
    assert json.loads(answer["Payload"].read()) == {"do": "echo", "n": 1}
    assert answer["ExecutedVersion"] == "$LATEST"
    assert client.get_function(FunctionName=function)["Configuration"]["FunctionName"] == function
    assert client.get_function_configuration(FunctionName=function)["MemorySize"] > 0
    client.get_function_concurrency(FunctionName=function)
    assert client.list_functions()["Functions"][0]["FunctionName"] == function
    assert client.get_account_settings()["AccountLimit"]["ConcurrentExecutions"] > 0
    message = client.refuses("ResourceNotFoundException", "get_function", FunctionName="nobody")
    assert "nobody" in message, message


def versions():
    client = Client("lambda")
    ready = lambda: client.get_function_configuration(FunctionName=function)["LastUpdateStatus"] == "Successful"
    until(ready, "the function")
    client.update_function_configuration(
        FunctionName=function, Description="boto", TracingConfig={"Mode": "Active"}, MemorySize=256)
    until(ready, "the update")
    first = client.publish_version(FunctionName=function, Description="one")["Version"]
    assert client.publish_version(FunctionName=function)["Version"] == first, "nothing has changed"
    listed = client.list_versions_by_function(FunctionName=function)["Versions"]
    assert [v["Version"] for v in listed] == ["$LATEST", first], listed
    alias = client.create_alias(FunctionName=function, Name="boto", FunctionVersion=first)
    assert client.get_alias(FunctionName=function, Name="boto")["AliasArn"] == alias["AliasArn"]
    client.update_alias(FunctionName=function, Name="boto", Description="an alias")
    assert [a["Name"] for a in client.list_aliases(FunctionName=function)["Aliases"]] == ["boto"]
    answer = client.invoke(FunctionName=function, Qualifier="boto", Payload=b'{"do":"echo"}', LogType="Tail")
    assert answer["ExecutedVersion"] == first
    client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=2)
    assert client.get_function_concurrency(FunctionName=function)["ReservedConcurrentExecutions"] == 2
    client.put_provisioned_concurrency_config(
        FunctionName=function, Qualifier="boto", ProvisionedConcurrentExecutions=1)
    status = lambda: client.get_provisioned_concurrency_config(FunctionName=function, Qualifier="boto")["Status"]
    until(lambda: status() == "READY", "provisioned concurrency")
    assert client.list_provisioned_concurrency_configs(FunctionName=function)["ProvisionedConcurrencyConfigs"]
    client.delete_provisioned_concurrency_config(FunctionName=function, Qualifier="boto")
    client.delete_function_concurrency(FunctionName=function)
    arn = client.get_function_configuration(FunctionName=function)["FunctionArn"]
    client.tag_resource(Resource=arn, Tags={"team": "boto"})
    assert client.list_tags(Resource=arn)["Tags"] == {"team": "boto"}
    client.untag_resource(Resource=arn, TagKeys=["team"])
    client.delete_alias(FunctionName=function, Name="boto")
    client.delete_function(FunctionName=function, Qualifier=first)


def traces():
    answer = Client("lambda").invoke(FunctionName=function, Payload=b'{"do":"echo"}', LogType="Tail")
    tail = base64.b64decode(answer["LogResult"]).decode()
    trace = re.search(r"XRAY TraceId: (\S+)", tail).group(1)
    found = Client("xray").batch_get_traces(TraceIds=[trace, "1-00000000-000000000000000000000000"])
    assert found["UnprocessedTraceIds"] == ["1-00000000-000000000000000000000000"], found
    documents = [json.loads(s["Document"]) for s in found["Traces"][0]["Segments"]]
    assert {d["origin"] for d in documents} == {"AWS::Lambda", "AWS::Lambda::Function"}, documents
    names = [p["name"] for d in documents for p in d.get("subsegments", [])]
    assert "Invocation" in names, names


def unknown_operations():
    """What the target does not have is refused by its name, in the form that clients understand."""
    message = Client("logs").refuses("UnknownOperationException", "list_anomalies")
    assert "ListAnomalies" in message, message
    message = Client("sqs").refuses("InvalidAction", "list_message_move_tasks", SourceArn="arn:x")
    assert "ListMessageMoveTasks" in message, message
    message = Client("cloudwatch").refuses("InvalidAction", "list_dashboards")
    assert "ListDashboards" in message, message
    Client("lambda").refuses("UnknownOperationException", "list_layers")


def logs():
    client = Client("logs")
    group = "/boto/" + uuid.uuid4().hex
    client.create_log_group(logGroupName=group)
    client.create_log_stream(logGroupName=group, logStreamName="one")
    now = int(time.time() * 1000)
    events = [{"timestamp": now + i, "message": f'{{"level":"ERROR","n":{i}}}'} for i in range(3)]
    client.put_log_events(logGroupName=group, logStreamName="one", logEvents=events)
    assert [g["logGroupName"] for g in client.describe_log_groups(logGroupNamePrefix=group)["logGroups"]] == [group]
    assert len(client.describe_log_streams(logGroupName=group)["logStreams"]) == 1
    assert len(client.filter_log_events(logGroupName=group, filterPattern="ERROR")["events"]) == 3
    assert len(client.get_log_events(logGroupName=group, logStreamName="one")["events"]) == 3
    query = client.start_query(
        logGroupName=group,
        startTime=now // 1000 - 60,
        endTime=now // 1000 + 60,
        queryString="stats count(*) as n, max(n) as m by level",
    )["queryId"]
    result = until(
        lambda: (lambda r: r if r["status"] == "Complete" else None)(client.get_query_results(queryId=query)), "query"
    )
    assert {f["field"]: f["value"] for f in result["results"][0]}["level"] == "ERROR", result
    assert client.describe_queries(logGroupName=group)["queries"]
    client.refuses("InvalidParameterException", "stop_query", queryId=query)
    calls.add("logs.stop_query")
    client.refuses(
        "MalformedQueryException",
        "start_query",
        logGroupName=group,
        startTime=0,
        endTime=1,
        queryString="stats count( by x",
    )
    client.delete_log_group(logGroupName=group)


def sqs():
    client = Client("sqs")
    dead = client.create_queue(QueueName="boto-dead")["QueueUrl"]
    dead_arn = client.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 1})
    url = client.create_queue(QueueName="boto", Attributes={"VisibilityTimeout": "1"})["QueueUrl"]
    client.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": policy})
    assert client.get_queue_url(QueueName="boto")["QueueUrl"] == url
    assert url in client.list_queues(QueueNamePrefix="boto")["QueueUrls"]
    assert client.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    client.tag_queue(QueueUrl=url, Tags={"a": "b"})
    client.list_queue_tags(QueueUrl=url)
    client.untag_queue(QueueUrl=url, TagKeys=["a"])
    attribute = {"run": {"DataType": "String", "StringValue": "r1"}}
    client.send_message(QueueUrl=url, MessageBody="one", MessageAttributes=attribute)
    sent = client.send_message_batch(
        QueueUrl=url, Entries=[{"Id": str(i), "MessageBody": "more"} for i in range(3)]
    )
    assert len(sent["Successful"]) == 3
    got = []
    while len(got) < 4:
        got += client.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2, MessageAttributeNames=["All"]
        )["Messages"]
    assert sorted(m["Body"] for m in got) == ["more", "more", "more", "one"]
    client.change_message_visibility(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"], VisibilityTimeout=30)
    client.change_message_visibility_batch(
        QueueUrl=url, Entries=[{"Id": "x", "ReceiptHandle": got[1]["ReceiptHandle"], "VisibilityTimeout": 30}]
    )
    client.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])
    client.delete_message_batch(
        QueueUrl=url, Entries=[{"Id": "x", "ReceiptHandle": got[1]["ReceiptHandle"]}]
    )
    client.purge_queue(QueueUrl=dead)
    client.refuses("AWS.SimpleQueueService.NonExistentQueue", "get_queue_url", QueueName="nobody")
    client.delete_queue(QueueUrl=url)
    client.delete_queue(QueueUrl=dead)


def sns_and_events():
    sns, events, sqs_, lambdas = Client("sns"), Client("events"), Client("sqs"), Client("lambda")
    url = sqs_.create_queue(QueueName="boto-sink")["QueueUrl"]
    arn = sqs_.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    def receive():
        messages = sqs_.receive_message(QueueUrl=url, WaitTimeSeconds=5).get("Messages", [])
        for message in messages:
            sqs_.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return messages

    topic = sns.create_topic(Name="boto")["TopicArn"]
    assert topic in [t["TopicArn"] for t in sns.list_topics()["Topics"]]
    sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="Boto")
    assert sns.get_topic_attributes(TopicArn=topic)["Attributes"]["TopicArn"] == topic
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    sns.set_subscription_attributes(
        SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="true"
    )
    assert sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]["RawMessageDelivery"] == "true"
    assert sns.list_subscriptions()["Subscriptions"]
    assert len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]) == 1
    sns.list_tags_for_resource(ResourceArn=topic)
    sns.publish(TopicArn=topic, Message="hello")
    assert receive()[0]["Body"] == "hello"
    sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{"Id": "1", "Message": "again"}])
    assert receive()[0]["Body"] == "again"
    sns.unsubscribe(SubscriptionArn=subscription)
    sns.delete_topic(TopicArn=topic)

    events.create_event_bus(Name="boto")
    assert events.describe_event_bus(Name="boto")["Name"] == "boto"
    assert "boto" in [b["Name"] for b in events.list_event_buses()["EventBuses"]]
    events.put_rule(Name="orders", EventBusName="boto", EventPattern='{"source":["shop"]}')
    assert events.describe_rule(Name="orders", EventBusName="boto")["State"] == "ENABLED"
    assert len(events.list_rules(EventBusName="boto")["Rules"]) == 1
    events.put_targets(Rule="orders", EventBusName="boto", Targets=[{"Id": "q", "Arn": arn}])
    assert len(events.list_targets_by_rule(Rule="orders", EventBusName="boto")["Targets"]) == 1
    entry = {"Source": "shop", "DetailType": "order", "Detail": '{"n":1}', "EventBusName": "boto"}
    assert events.put_events(Entries=[entry])["FailedEntryCount"] == 0
    assert json.loads(receive()[0]["Body"])["detail"] == {"n": 1}
    events.disable_rule(Name="orders", EventBusName="boto")
    events.enable_rule(Name="orders", EventBusName="boto")
    events.remove_targets(Rule="orders", EventBusName="boto", Ids=["q"])
    events.delete_rule(Name="orders", EventBusName="boto")
    events.delete_event_bus(Name="boto")

    mapping = lambdas.create_event_source_mapping(FunctionName=function, EventSourceArn=arn, Enabled=False)["UUID"]
    assert lambdas.get_event_source_mapping(UUID=mapping)["EventSourceArn"] == arn
    assert lambdas.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    assert lambdas.update_event_source_mapping(UUID=mapping, BatchSize=5)["BatchSize"] == 5
    lambdas.delete_event_source_mapping(UUID=mapping)
    lambdas.put_function_event_invoke_config(FunctionName=function, MaximumRetryAttempts=1)
    assert lambdas.get_function_event_invoke_config(FunctionName=function)["MaximumRetryAttempts"] == 1
    lambdas.update_function_event_invoke_config(FunctionName=function, MaximumEventAgeInSeconds=60)
    assert lambdas.list_function_event_invoke_configs(FunctionName=function)["FunctionEventInvokeConfigs"]
    lambdas.delete_function_event_invoke_config(FunctionName=function)
    sqs_.delete_queue(QueueUrl=url)


def cloudwatch():
    client = Client("cloudwatch")
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    dimensions = [{"Name": "Service", "Value": "orders"}]
    client.put_metric_data(
        Namespace="Boto",
        MetricData=[{
            "MetricName": "Latency", "Dimensions": dimensions, "Timestamp": now, "Unit": "Milliseconds",
            "Values": [10.0, 20.0], "Counts": [3.0, 1.0],
        }],
    )
    assert client.list_metrics(Namespace="Boto")["Metrics"][0]["MetricName"] == "Latency"
    window = {"StartTime": now - datetime.timedelta(minutes=5), "EndTime": now + datetime.timedelta(minutes=5)}
    points = client.get_metric_statistics(
        Namespace="Boto", MetricName="Latency", Dimensions=dimensions, Period=60,
        Statistics=["SampleCount", "Average", "Maximum"], **window,
    )["Datapoints"]
    assert (points[0]["SampleCount"], points[0]["Average"], points[0]["Maximum"]) == (4.0, 12.5, 20.0), points
    stat = {"Metric": {"Namespace": "Boto", "MetricName": "Latency", "Dimensions": dimensions},
            "Period": 60, "Stat": "Sum"}
    data = client.get_metric_data(
        MetricDataQueries=[
            {"Id": "m1", "MetricStat": stat, "ReturnData": False},
            {"Id": "e1", "Expression": "m1 / 10"},
        ],
        **window,
    )["MetricDataResults"]
    assert [r["Values"] for r in data] == [[5.0]], data
    alarm = {
        "AlarmName": "boto", "Namespace": "Boto", "MetricName": "Latency", "Dimensions": dimensions,
        "Period": 60, "EvaluationPeriods": 1, "Statistic": "Average", "Threshold": 5.0,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    client.put_metric_alarm(**alarm)
    described = client.describe_alarms(AlarmNames=["boto"])["MetricAlarms"][0]
    client.tag_resource(ResourceARN=described["AlarmArn"], Tags=[{"Key": "owner", "Value": "boto"}])
    assert client.list_tags_for_resource(ResourceARN=described["AlarmArn"])["Tags"][0]["Value"] == "boto"
    client.untag_resource(ResourceARN=described["AlarmArn"], TagKeys=["owner"])
    client.set_alarm_state(AlarmName="boto", StateValue="ALARM", StateReason="a drill")
    assert client.describe_alarms(AlarmNames=["boto"])["MetricAlarms"][0]["StateValue"] == "ALARM"
    assert client.describe_alarm_history(AlarmName="boto")["AlarmHistoryItems"]
    client.put_composite_alarm(AlarmName="boto-any", AlarmRule='ALARM("boto")')
    described = client.describe_alarms(AlarmNames=["boto-any"], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]
    assert described["StateValue"] == "ALARM", described
    client.delete_alarms(AlarmNames=["boto-any"])
    client.delete_alarms(AlarmNames=["boto"])


for part in (sts, lambda_, logs, sqs, sns_and_events, cloudwatch, versions, traces, unknown_operations):
    part()
print("every operation answered: " + str(len(calls)))
