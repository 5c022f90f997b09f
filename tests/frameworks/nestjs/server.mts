// A museum in NestJS: what each operation was given stands in what it responds with.

import "reflect-metadata";
import { Body, Controller, Delete, Get, Headers, HttpCode, Module, NotFoundException, Param, Patch, Post, Put, Query, UploadedFiles, UseInterceptors, ValidationPipe } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FileFieldsInterceptor } from "@nestjs/platform-express";
import { ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiQuery, ApiResponse, ApiSecurity, DocumentBuilder, PartialType, SwaggerModule, getSchemaPath } from "@nestjs/swagger";

declare const process: { env: Record<string, string | undefined> };

enum Epoch {
  Old = "old",
  New = "new",
}

class Maker {
  @ApiProperty() name: string;
  @ApiPropertyOptional({ type: Number, nullable: true }) born?: number | null;
}

class Piece {
  @ApiProperty({ format: "uuid" }) id: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: Epoch, enumName: "Epoch" }) epoch: Epoch;
  @ApiPropertyOptional({ type: [Maker] }) makers?: Maker[];
  @ApiPropertyOptional({ type: "integer", format: "int64" }) value?: number;
  @ApiPropertyOptional({ enum: ["oil", "ink"] }) medium?: string;
  @ApiPropertyOptional({ enum: ["wood", "iron"], isArray: true }) media?: string[];
  @ApiPropertyOptional({ type: String, format: "date-time", nullable: true }) seen?: string | null;
}

class PieceChange extends PartialType(Piece) {}

class Problem {
  @ApiProperty() statusCode: number;
  @ApiProperty() message: string;
}

class Painting {
  @ApiProperty({ enum: ["painting"] }) kind: "painting";
  @ApiProperty() frame: string;
}

class Statue {
  @ApiProperty({ enum: ["statue"] }) kind: "statue";
  @ApiProperty() weight: number;
}

class Upload {
  @ApiProperty() note: string;
  @ApiPropertyOptional({ type: "string", format: "binary" }) scan?: unknown;
  @ApiPropertyOptional({ type: "array", items: { type: "string", format: "binary" } }) views?: unknown[];
}

class Given {
  @ApiProperty({ type: "object", additionalProperties: true }) given: Record<string, unknown>;
}

type File = { originalname: string; buffer: { toString(encoding: string): string } };

@Controller("pieces")
class PiecesController {
  @Post()
  @ApiResponse({ status: 201, type: Piece })
  add(@Body() piece: Piece): Piece {
    return piece;
  }

  @Get()
  @ApiOkResponse({ type: Given })
  @ApiQuery({ name: "epoch", enum: Epoch, isArray: true, required: false })
  @ApiQuery({ name: "limit", type: "integer", required: false })
  @ApiHeader({ name: "X-Trace", required: false })
  list(@Query() query: Record<string, unknown>, @Headers("x-trace") trace: string): Given {
    return { given: { ...query, trace: trace ?? null } };
  }

  @Get(":id")
  @ApiOkResponse({ type: Piece })
  @ApiResponse({ status: 404, type: Problem })
  read(@Param("id") id: string): Piece {
    if (id === "none") throw new NotFoundException("no such piece");
    return { id, title: "Ada", epoch: Epoch.Old, seen: null };
  }

  @Patch(":id")
  @ApiOkResponse({ type: Given })
  change(@Param("id") _id: string, @Body() change: PieceChange): Given {
    return { given: { ...change } };
  }

  @Delete(":id")
  @HttpCode(204)
  @ApiResponse({ status: 204 })
  remove(@Param("id") _id: string): void {}
}

@Controller("rooms")
@ApiExtraModels(Painting, Statue)
class RoomsController {
  @Put("thing")
  @ApiBody({ schema: thing() })
  @ApiOkResponse({ schema: thing() })
  put(@Body() body: Painting | Statue): Painting | Statue {
    return body;
  }

  @Post("scan")
  @ApiConsumes("multipart/form-data")
  @UseInterceptors(FileFieldsInterceptor([{ name: "scan" }, { name: "views" }]))
  @ApiResponse({ status: 201, type: Given })
  scan(@Body() body: Upload, @UploadedFiles() files: { scan?: File[]; views?: File[] }): Given {
    const scan = files.scan?.map((file) => [file.originalname, file.buffer.toString("hex")]);
    return { given: { note: body.note, scan: scan?.[0] ?? null, views: files.views?.map((file) => file.originalname) ?? [] } };
  }

  @Get("motto")
  @ApiOkResponse({ type: String })
  motto(): string {
    return "do not touch";
  }

  @Get("secret")
  @ApiSecurity("key")
  @ApiOkResponse({ type: Given })
  secret(@Headers("x-key") key: string): Given {
    return { given: { key } };
  }

  @Get("bare")
  bare() {
    return { anything: [1, null] };
  }
}

function thing() {
  return {
    oneOf: [{ $ref: getSchemaPath(Painting) }, { $ref: getSchemaPath(Statue) }],
    discriminator: { propertyName: "kind", mapping: { painting: getSchemaPath(Painting), statue: getSchemaPath(Statue) } },
  };
}

@Module({ controllers: [PiecesController, RoomsController] })
class Museum {}

const app = await NestFactory.create(Museum, { logger: ["error"] });
app.useGlobalPipes(new ValidationPipe({ transform: true }));
const config = new DocumentBuilder().setTitle("Museum").setVersion("1.0.0").addApiKey({ type: "apiKey", in: "header", name: "x-key" }, "key").build();
SwaggerModule.setup("docs", app, () => SwaggerModule.createDocument(app, config), { jsonDocumentUrl: "openapi.json", ui: false });
await app.listen(Number(process.env["PORT"]), "127.0.0.1");
