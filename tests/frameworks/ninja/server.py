"""A harbour in Django Ninja: what each operation was given stands in what it responds with."""

import os
import sys
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, Optional
from uuid import UUID

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"], DEBUG=False, ROOT_URLCONF=__name__, SECRET_KEY="harbour", USE_TZ=True, INSTALLED_APPS=["ninja"]
)
django.setup()

from ninja import File, Form, Header, NinjaAPI, Query, Schema, UploadedFile  # noqa: E402
from ninja.errors import HttpError  # noqa: E402
from ninja.security import APIKeyHeader  # noqa: E402
from pydantic import Field  # noqa: E402

api = NinjaAPI(title="Harbour", version="1.0.0", docs_url=None)


class Kind(str, Enum):
    sail = "sail"
    motor = "motor"


class Boat(Schema):
    id: UUID
    name: str
    kind: Kind = Kind.sail
    price: Decimal
    built: Optional[datetime] = None
    crew: list[str] = []


class BoatChange(Schema):
    name: Optional[str] = None
    crew: Optional[list[str]] = None


class Problem(Schema):
    message: str


class Rowing(Schema):
    drive: Literal["oars"] = "oars"
    oars: int = 2


class Sailing(Schema):
    drive: Literal["sails"] = "sails"
    sails: int = 1


class Filter(Schema):
    kind: list[Kind] = []
    limit: int = 10


@api.post("/boats", response={201: Boat}, tags=["boats"])
def add_boat(request, boat: Boat):
    return 201, boat


@api.get("/boats", response=dict, tags=["boats"])
def list_boats(request, filter: Query[Filter], x_trace: Annotated[Optional[str], Header()] = None):
    return {"kind": [one.value for one in filter.kind], "limit": filter.limit, "trace": x_trace}


@api.get("/boats/{boat_id}", response={200: Boat, 404: Problem}, tags=["boats"])
def read_boat(request, boat_id: UUID):
    if boat_id.int == 0:
        return 404, {"message": "no such boat"}
    return 200, Boat(id=boat_id, name="Ada", price=Decimal("12.50"))


@api.patch("/boats/{boat_id}", response=dict, tags=["boats"])
def change_boat(request, boat_id: UUID, change: BoatChange):
    return {"given": change.dict(exclude_unset=True)}


@api.delete("/boats/{boat_id}", response={204: None}, tags=["boats"])
def remove_boat(request, boat_id: UUID):
    return 204, None


@api.put("/drive", response=Rowing | Sailing, tags=["drives"])
def put_drive(request, drive: Annotated[Rowing | Sailing, Field(discriminator="drive")]):
    return drive


@api.post("/papers", response=dict, tags=["papers"])
def add_paper(request, paper: File[Optional[UploadedFile]] = None, note: Form[str] = ""):
    return {"paper": paper and [paper.name, paper.read().hex()], "note": note}


class Key(APIKeyHeader):
    param_name = "X-Key"

    def authenticate(self, request, key):
        return key


@api.get("/secret", response=dict, auth=Key(), tags=["secrets"])
def secret(request):
    return {"key": request.auth}


urlpatterns = [path("", api.urls)]
execute_from_command_line([sys.argv[0], "runserver", "--noreload", "--nothreading", f"127.0.0.1:{os.environ['PORT']}"])
