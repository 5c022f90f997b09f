"""Makes a table of calls with the official SDK, and prints what it gives for each as a line of JSON.

The names, the order and the meaning of the calls are those of `sdk_calls.rs`. It is told where the service is by the variables
that the SDK reads itself, and the rest by its arguments: `sdk.py ACCOUNT QUEUE PAUSED WITHOUT_CONSUMER FAULTY`, all ids.
"""

import json
import sys

import cloudflare
import pydantic

account, queue, paused, without_consumer, faulty = sys.argv[1:]
# Each call is made once: how often a call is repeated, and when, is not compared.
client = cloudflare.Cloudflare(max_retries=0)
messages = client.queues.messages

# The leases of all messages pulled so far.
leases = []


def push(queue=queue, **arguments):
    return messages.push(queue, account_id=account, **arguments)


def bulk_push(queue=queue, **arguments):
    return messages.bulk_push(queue, account_id=account, **arguments)


def pull(queue=queue, **arguments):
    result = messages.pull(queue, account_id=account, **arguments)
    leases.extend(message.lease_id for message in (result and result.messages) or [])
    return result


def ack(queue=queue, **arguments):
    return messages.ack(queue, account_id=account, **arguments)


calls = {
    "a text": lambda: push(body="hello world", content_type="text"),
    "a text for later": lambda: push(body="hello later", content_type="text", delay_seconds=60),
    "a text at once": lambda: push(body="hello now", content_type="text", delay_seconds=0),
    "an empty text": lambda: push(body="", content_type="text"),
    "a text of odd characters": lambda: push(
        body='"quoted" \\ / \0 \x1f \x7f \b\f\r\n\t <&> ünïcödé \u2028 \N{CRAB}', content_type="text"
    ),
    "a JSON object": lambda: push(body={"order": 4711, "paid": True}, content_type="json", delay_seconds=1),
    "a JSON object in an order of its own": lambda: push(
        body={"paid": True, "order": {"b": 1, "a": 2}}, content_type="json", delay_seconds=86400
    ),
    "a JSON array": lambda: push(body=[1, "two", [3.5], {"four": None}], content_type="json"),
    "a JSON string, which is rejected": lambda: push(body="ünïcödé \N{CRAB}", content_type="json"),
    "a JSON integer": lambda: push(body=18446744073709551615, content_type="json"),
    "a JSON fraction": lambda: push(body=-1.5, content_type="json"),
    "a large JSON number": lambda: push(body=1e300, content_type="json"),
    "a JSON boolean": lambda: push(body=False, content_type="json"),
    "a JSON null": lambda: push(body=None, content_type="json"),
    "a batch of one": lambda: bulk_push(messages=[{"body": "alone", "content_type": "text"}]),
    "a batch of both kinds": lambda: bulk_push(
        messages=[
            {"body": "hello world", "content_type": "text"},
            {"body": {"order": 4711, "paid": True}, "content_type": "json"},
        ],
        delay_seconds=0,
    ),
    "a batch with delays of its own": lambda: bulk_push(
        messages=[
            {"body": "at once", "content_type": "text", "delay_seconds": 0},
            {"body": [], "content_type": "json", "delay_seconds": 86400},
        ],
        delay_seconds=30,
    ),
    "a pull": lambda: pull(),
    "a pull of two": lambda: pull(batch_size=2),
    "a pull with a lease": lambda: pull(visibility_timeout_ms=43200000),
    "a pull of the rest": lambda: pull(batch_size=100, visibility_timeout_ms=30000),
    "a pull of nothing": lambda: pull(batch_size=1),
    "an acknowledgement": lambda: ack(acks=[{"lease_id": leases[0]}]),
    "a retry": lambda: ack(retries=[{"lease_id": leases[1]}]),
    "a retry later": lambda: ack(retries=[{"lease_id": leases[2], "delay_seconds": 10}]),
    "a retry at once": lambda: ack(retries=[{"lease_id": leases[3], "delay_seconds": 0}]),
    "acknowledgements and retries": lambda: ack(
        acks=[{"lease_id": leases[4]}, {"lease_id": leases[5]}],
        retries=[{"lease_id": leases[6]}, {"lease_id": leases[7], "delay_seconds": 86400}],
    ),
    "a lease that nobody has": lambda: ack(acks=[{"lease_id": "nobody's"}]),
    "nothing to settle": lambda: ack(),
    "empty lists to settle": lambda: ack(acks=[], retries=[]),
    "a pull of what is retried": lambda: pull(batch_size=10),
    "a batch of nothing": lambda: bulk_push(messages=[]),
    "a delay that is too long": lambda: push(body="", content_type="text", delay_seconds=86401),
    "a pull of none": lambda: pull(batch_size=0),
    "a queue that is unknown": lambda: pull("ffffffffffffffffffffffffffffffff"),
    "a queue that is paused": lambda: pull(paused),
    "a queue without a consumer": lambda: pull(without_consumer),
    "a success that is none": lambda: push(faulty, body="hello world", content_type="text"),
}


def plain(value):
    """Models as objects with the properties that the SDK declares, by their names in the API."""
    if isinstance(value, pydantic.BaseModel):
        fields = type(value).model_fields.items()
        return {field.alias or name: plain(getattr(value, name)) for name, field in fields}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def outcome(call):
    try:
        return {"result": plain(call())}
    except cloudflare.APIStatusError as error:
        return {"status": error.status_code, "codes": [info.code for info in error.errors]}


for name, call in calls.items():
    print(json.dumps({"call": name, **outcome(call)}), flush=True)
