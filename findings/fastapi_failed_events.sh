#!/usr/bin/env bash
#
# Finding: a generator of server-sent events in FastAPI that fails ends its stream as if all events had come: the last chunk is sent, and a
# client cannot know that anything is missing. One that fails right behind an event breaks the connection, but that event, which it
# gave before, is not sent. The same generator as JSON Lines sends all that it gave, and breaks the connection in both cases.
#
# Guess: events go through a task and two queues, so that comments can be sent meanwhile. A generator that fails closes the first
# queue, which the task behind it takes for the end; where the failure is quicker, what is in the queues is dropped.
#
# Seen with FastAPI 0.165.0 and uvicorn 0.54.0. What was expected: the events that were given, and then a connection that breaks.
#
# Why it matters: a client that reconnects after a break, with Last-Event-ID, as browsers do, takes a failure for the end, or goes on
# behind an event of which the server believes that it was sent.
#
# Needs python3 (3.11) with venv, curl, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: fastapi==0.165.0 uvicorn==0.54.0
cat >server.py <<'PYTHON'
import asyncio
import socket
from collections.abc import AsyncIterable

import uvicorn
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse

app = FastAPI()


async def numbers(pause: float):
    yield 1
    await asyncio.sleep(0.1)
    yield 2
    if pause:
        await asyncio.sleep(pause)
    raise RuntimeError("broken")


@app.get("/events", response_class=EventSourceResponse)
async def events(pause: float) -> AsyncIterable[int]:
    async for number in numbers(pause):
        yield number


@app.get("/lines")
async def lines(pause: float) -> AsyncIterable[int]:
    async for number in numbers(pause):
        yield number


with socket.create_server(("127.0.0.1", 0)) as listener:
    with open("port", "w") as file:
        file.write(f"{listener.getsockname()[1]}\n")
    uvicorn.Server(uvicorn.Config(app, log_level="critical")).run([listener])
PYTHON
venv/bin/python server.py >/dev/null 2>&1 &
server=$!
until [ -s port ]; do kill -0 "$server" && sleep 0.1; done
for path in 'lines?pause=0' 'lines?pause=0.1' 'events?pause=0' 'events?pause=0.1'; do
    ended=whole
    body=$(curl --silent --noproxy '*' --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$(cat port)/$path") || ended=broken
    echo "$path: $(printf '%s' "$body" | grep -o '[12]' | paste -sd ' '), $ended"
done | tee seen.txt
diff seen.txt - <<'TEXT'
lines?pause=0: 1 2, broken
lines?pause=0.1: 1 2, broken
events?pause=0: 1, broken
events?pause=0.1: 1 2, whole
TEXT
