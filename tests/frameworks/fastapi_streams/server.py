"""A weather station in FastAPI, all of whose responses are streams."""

import asyncio
import os
from collections.abc import AsyncIterable, Iterable
from typing import Annotated, Literal

import uvicorn
from fastapi import FastAPI, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

app = FastAPI(title="Station", version="1.0.0")


class Reading(BaseModel):
    number: int
    celsius: float = 0


class Alarm(BaseModel):
    level: Literal["high", "low"]


class Search(BaseModel):
    above: float


@app.get("/slow-events", response_class=EventSourceResponse)
async def slow_events() -> AsyncIterable[Reading]:
    for number in range(4):
        await asyncio.sleep(0.2)
        yield Reading(number=number)


@app.get("/slow-lines")
async def slow_lines() -> AsyncIterable[Reading]:
    for number in range(4):
        await asyncio.sleep(0.2)
        yield Reading(number=number)


@app.get("/many-events", response_class=EventSourceResponse)
async def many_events(count: int) -> AsyncIterable[Reading]:
    for number in range(count):
        yield Reading(number=number)


@app.get("/many-lines")
def many_lines(count: int) -> Iterable[Reading]:
    for number in range(count):
        yield Reading(number=number)


@app.get("/mixed-lines")
async def mixed_lines() -> AsyncIterable[Reading | Alarm]:
    yield Reading(number=1)
    yield Alarm(level="high")


@app.get("/mixed-events", response_class=EventSourceResponse)
async def mixed_events() -> AsyncIterable[Reading | Alarm]:
    yield Reading(number=1)
    yield Alarm(level="high")


@app.get("/words", response_class=EventSourceResponse)
async def words() -> AsyncIterable[str]:
    yield "one"
    yield "two\nlines"


@app.get("/whole-events", response_class=EventSourceResponse)
async def whole_events() -> AsyncIterable[ServerSentEvent]:
    yield ServerSentEvent(comment="a comment")
    yield ServerSentEvent(data={"number": 1}, event="reading", id="7", retry=250)
    yield ServerSentEvent(data="quoted")
    yield ServerSentEvent(raw_data="plain\nlines", event="words")


@app.get("/unlike-events", response_class=EventSourceResponse)
async def unlike_events() -> AsyncIterable[Reading]:
    yield Reading(number=1)
    yield ServerSentEvent(data={"number": "two"})
    yield Reading(number=3)


@app.get("/unlike-lines")
async def unlike_lines() -> AsyncIterable[Reading]:
    yield Reading(number=1)
    yield Reading.model_construct(number="two")
    yield Reading(number=3)


@app.get("/broken-events", response_class=EventSourceResponse)
async def broken_events() -> AsyncIterable[Reading]:
    yield Reading(number=1)
    raise RuntimeError("broken")


@app.get("/failing-events", response_class=EventSourceResponse)
async def failing_events() -> AsyncIterable[Reading]:
    yield Reading(number=1)
    await asyncio.sleep(0.05)
    raise RuntimeError("broken")


@app.get("/broken-lines")
async def broken_lines() -> AsyncIterable[Reading]:
    yield Reading(number=1)
    raise RuntimeError("broken")


@app.get("/log", response_class=EventSourceResponse)
async def log(last_event_id: Annotated[int, Header()] = 0) -> AsyncIterable[ServerSentEvent]:
    for number in range(last_event_id + 1, 6):
        yield ServerSentEvent(data={"number": number}, id=str(number), retry=10)
        if number > last_event_id + 1:
            raise RuntimeError("broken")  # The event is lost with it.
        await asyncio.sleep(0.05)


@app.api_route("/search", methods=["QUERY"])
async def search(search: Search) -> AsyncIterable[Reading]:
    for number in range(3):
        if number > search.above:
            yield Reading(number=number, celsius=number)


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="critical")
