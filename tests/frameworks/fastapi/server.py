"""A library in FastAPI: what each operation was given stands in what it responds with."""

import os
from collections.abc import AsyncIterable
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal
from uuid import UUID

import uvicorn
from fastapi import Body, Cookie, FastAPI, File, Form, Header, HTTPException, Query, Response, Security, UploadFile
from fastapi.responses import PlainTextResponse
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.sse import EventSourceResponse
from pydantic import BaseModel, Field

app = FastAPI(title="Library", version="1.0.0")


class Genre(str, Enum):
    novel = "novel"
    essay = "essay"


class Author(BaseModel):
    name: str
    born: int | None = None


class Book(BaseModel):
    id: UUID
    title: str
    genre: Genre = Genre.novel
    price: Decimal | None = None
    added: datetime
    loan: timedelta = timedelta(days=14)
    authors: list[Author] = []
    names: dict[str, str] = {}
    at: tuple[int, str] = (1, "A")


class BookChange(BaseModel):
    title: str | None = None
    genre: Genre | None = None


class Paper(BaseModel):
    kind: Literal["paper"] = "paper"
    pages: int = 0


class Audio(BaseModel):
    kind: Literal["audio", "cassette"] = "audio"
    minutes: int = 0


class First(BaseModel):
    version: Literal[1]
    old: str


class Second(BaseModel):
    version: Literal[2]
    new: str


class User(BaseModel):
    id: int
    name: str


class Librarian(User):
    rights: list[str] = []


class Event(BaseModel):
    number: int


Medium = Annotated[Paper | Audio, Field(discriminator="kind")]
BOOK = Book(id=UUID(int=7), title="Ada", price=Decimal("12.50"), added=datetime(2026, 1, 2, 3, 4, 5))


@app.post("/books", status_code=201, tags=["books"])
def add_book(book: Book) -> Book:
    return book


@app.get("/books", tags=["books"])
def list_books(
    genre: Annotated[list[Genre], Query()] = [],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    cheap: bool | None = None,
    x_trace: Annotated[str | None, Header()] = None,
    session: Annotated[str | None, Cookie()] = None,
) -> dict[str, str | int | bool | list[str] | None]:
    return {"genre": [one.value for one in genre], "limit": limit, "cheap": cheap, "trace": x_trace, "session": session}


@app.get("/books/{book_id}", tags=["books"])
def read_book(book_id: UUID) -> Book:
    if book_id.int == 0:
        raise HTTPException(404, "no such book")
    return BOOK


@app.patch("/books/{book_id}", tags=["books"])
def change_book(book_id: UUID, change: BookChange) -> dict[str, list[str]]:
    return {"set": sorted(change.model_fields_set)}


@app.delete("/books/{book_id}", status_code=204, tags=["books"])
def remove_book(book_id: UUID) -> None:
    return None


@app.post("/covers", tags=["covers"])
def add_cover(cover: UploadFile | None = None, pages: list[UploadFile] = [], note: Annotated[str, Form()] = "") -> dict:
    file = cover and [cover.filename, cover.content_type, cover.file.read().hex()]
    return {"cover": file, "pages": [page.filename for page in pages], "note": note}


@app.put("/medium", tags=["unions"])
def put_medium(medium: Medium) -> Paper | Audio:
    return medium


@app.put("/version", tags=["unions"])
def put_version(version: Annotated[First | Second, Body(discriminator="version")]) -> First | Second:
    return version


@app.get("/users", tags=["unions"])
def users() -> list[User | Librarian]:
    return [User(id=1, name="Bo"), Librarian(id=2, name="Cy", rights=["lend"])]


@app.get("/ticks", response_class=EventSourceResponse, tags=["streams"])
async def ticks() -> AsyncIterable[Event]:
    for number in range(3):
        yield Event(number=number)


@app.get("/lines", tags=["streams"])
async def lines() -> AsyncIterable[Event]:
    for number in range(3):
        yield Event(number=number)


@app.get("/motto", response_class=PlainTextResponse, tags=["texts"])
def motto() -> str:
    return "quiet, please"


@app.api_route("/echo", methods=["GET", "POST"], tags=["texts"])
def echo() -> dict[str, str]:
    return {"echo": "yes"}


@app.get("/key", tags=["secrets"])
def key(given: Annotated[str, Security(APIKeyHeader(name="X-Key"))]) -> dict[str, str]:
    return {"key": given}


@app.get("/token", tags=["secrets"])
def token(given: Annotated[object, Security(HTTPBearer())]) -> dict[str, str]:
    return {"token": given.credentials}


@app.get("/nothing", tags=["texts"])
def nothing(response: Response):
    response.headers["X-Left"] = "3"
    return {"anything": [1, None]}


uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
