"""A garden in Litestar: what each operation was given stands in what it responds with."""

import os
from datetime import date
from enum import Enum
from typing import Annotated, Literal
from uuid import UUID

import msgspec
import uvicorn
from litestar import Litestar, Response, delete, get, patch, post, put
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import Body, Parameter


class Colour(Enum):
    red = "red"
    white = "white"


class Tree(msgspec.Struct, tag="tree"):
    height: float


class Flower(msgspec.Struct, tag="flower"):
    colours: list[Colour]


class Plant(msgspec.Struct):
    id: UUID
    name: str
    sown: date | None = None
    colours: list[Colour] = []
    sizes: dict[str, int] = {}
    spot: tuple[int, int] | None = None


class PlantChange(msgspec.Struct):
    name: str | msgspec.UnsetType = msgspec.UNSET
    sown: date | None | msgspec.UnsetType = msgspec.UNSET


class Files(msgspec.Struct):
    note: str
    photo: UploadFile
    others: list[UploadFile] | None = None


@post("/plants", tags=["plants"])
async def add_plant(data: Plant) -> Plant:
    return data


@get("/plants", tags=["plants"])
async def list_plants(
    colours: list[Colour] | None = None,
    limit: int = 10,
    trace: Annotated[str | None, Parameter(header="X-Trace")] = None,
) -> dict[str, str | int | list[str] | None]:
    return {"colours": colours and [one.value for one in colours], "limit": limit, "trace": trace}


@get("/plants/{plant_id:uuid}", tags=["plants"])
async def read_plant(plant_id: UUID) -> Plant:
    if plant_id.int == 0:
        raise NotFoundException("no such plant")
    return Plant(id=plant_id, name="Ivy", spot=(1, 2))


@patch("/plants/{plant_id:uuid}", tags=["plants"])
async def change_plant(plant_id: UUID, data: PlantChange) -> dict[str, list[str]]:
    given = [name for name in ("name", "sown") if getattr(data, name) is not msgspec.UNSET]
    return {"given": given}


@delete("/plants/{plant_id:uuid}", tags=["plants"])
async def remove_plant(plant_id: UUID) -> None:
    return None


@put("/growing", tags=["growing"])
async def put_growing(data: Tree | Flower) -> Tree | Flower:
    return data


@post("/photos", tags=["photos"])
async def add_photo(
    data: Annotated[Files, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> dict[str, str | list[str] | None]:
    others = data.others and [one.filename for one in data.others]
    return {"note": data.note, "photo": (await data.photo.read()).hex(), "others": others}


@get("/motto", tags=["texts"], media_type="text/plain")
async def motto() -> str:
    return "slow and steady"


@get("/season/{season:str}", tags=["texts"])
async def season(season: Literal["spring", "autumn"]) -> Response[dict[str, str]]:
    return Response({"season": season}, headers={"x-left": "3"})


app = Litestar(
    [
        add_plant,
        list_plants,
        read_plant,
        change_plant,
        remove_plant,
        put_growing,
        add_photo,
        motto,
        season,
    ],
    openapi_config=OpenAPIConfig("Garden", "1.0.0", path="/", render_plugins=[JsonRenderPlugin()]),
)
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
