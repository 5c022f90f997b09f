//! What OpenAPI 3.2 adds, and the macros of utoipa do not write: streams of items, and methods besides the usual.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::Method;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::response::Sse;
use axum::response::sse::Event;
use axum::routing::any;
use axum::routing::get;
use serde_json::Value;
use serde_json::json;
use tokio_stream::StreamExt as _;
use utoipa::openapi::ContentBuilder;
use utoipa::openapi::HttpMethod;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::OpenApi;
use utoipa::openapi::PathItem;
use utoipa::openapi::Ref;
use utoipa::openapi::RefOr;
use utoipa::openapi::Required;
use utoipa::openapi::ResponseBuilder;
use utoipa::openapi::Schema;
use utoipa::openapi::Type;
use utoipa::openapi::path::Operation;
use utoipa::openapi::path::OperationBuilder;
use utoipa::openapi::path::ParameterBuilder;
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::request_body::RequestBodyBuilder;

/// Adds the handlers.
pub(crate) fn serve(router: Router) -> Router {
    router
        .route("/oven", get(oven))
        .route("/crumbs/{form}", get(crumbs))
        .route("/search", any(search))
        .route("/shelf", any(shelf))
}

/// Adds their descriptions.
pub(crate) fn describe(document: &mut OpenApi) {
    let schemas = &mut document.components.get_or_insert_default().schemas;
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let number = || ObjectBuilder::new().schema_type(Type::Integer);
    let crumb = ObjectBuilder::new()
        .property("number", number())
        .required("number");
    schemas.insert("Crumb".to_owned(), Schema::from(crumb).into());
    let data = text()
        .content_media_type("application/json")
        .content_schema(Some(Ref::from_schema_name("Crumb")));
    let event = ObjectBuilder::new()
        .property("event", text())
        .property("data", data)
        .property("id", text())
        .property("retry", number());
    schemas.insert("CrumbEvent".to_owned(), Schema::from(event).into());
    let paths = &mut document.paths.paths;
    let mut add = |path: &str, item: PathItem| paths.insert(path.to_owned(), item);
    let get = |operation| PathItem::new(HttpMethod::Get, operation);
    add(
        "/oven",
        get(stream("oven", "text/event-stream", "CrumbEvent")),
    );
    add(
        "/crumbs/lines",
        get(stream("crumb_lines", "application/jsonl", "Crumb")),
    );
    add(
        "/crumbs/sequence",
        get(stream("crumb_sequence", "application/json-seq", "Crumb")),
    );
    add(
        "/crumbs/parts",
        get(stream("crumb_parts", "multipart/mixed", "Crumb")),
    );
    let body = RequestBodyBuilder::new()
        .content("application/json", content(Ref::from_schema_name("Crumb")))
        .required(Some(Required::True));
    let mut query = stream("sift", "application/jsonl", "Crumb");
    query.request_body = Some(body.build().into());
    let copy = OperationBuilder::new()
        .operation_id(Some("copy"))
        .tag("shelves")
        .parameter(
            ParameterBuilder::new()
                .name("to")
                .parameter_in(ParameterIn::Query)
                .schema(Some(text())),
        )
        .response(
            "200",
            ResponseBuilder::new()
                .content("application/json", content(Ref::from_schema_name("Given"))),
        );
    let mut item = PathItem::default();
    item.query = Some(query);
    add("/search", item);
    let mut item = PathItem::default();
    item.additional_operations
        .insert("COPY".to_owned(), copy.build());
    add("/shelf", item);
}

fn content(schema: impl Into<RefOr<Schema>>) -> utoipa::openapi::Content {
    ContentBuilder::new().schema(Some(schema.into())).build()
}

fn stream(id: &str, media_type: &str, item: &str) -> Operation {
    let content = ContentBuilder::new().item_schema(Some(Ref::from_schema_name(item)));
    let response = ResponseBuilder::new()
        .summary(Some("As they fall"))
        .content(media_type, content.build());
    let operation = OperationBuilder::new().operation_id(Some(id)).tag("crumbs");
    operation.response("200", response).build()
}

fn crumb(number: i32) -> Value {
    json!({"number": number})
}

async fn oven() -> impl IntoResponse {
    let numbers = tokio_stream::iter(0..4).throttle(Duration::from_millis(200));
    Sse::new(numbers.map(|number| {
        let event = Event::default().id(number.to_string()).event("crumb");
        event.json_data(crumb(number))
    }))
}

async fn crumbs(Path(form): Path<String>) -> Response {
    let (media_type, before, after) = match form.as_str() {
        "lines" => ("application/jsonl", "", "\n"),
        "sequence" => ("application/json-seq", "\u{1e}", "\n"),
        _ => (
            "multipart/mixed; boundary=cut",
            "--cut\r\nContent-Type: application/json\r\n\r\n",
            "\r\n",
        ),
    };
    let pieces = (0..3).map(move |number| [before, &crumb(number).to_string(), after].concat());
    let end = if form == "parts" { "--cut--\r\n" } else { "" };
    let pieces = pieces.chain([end.to_owned()]).map(Ok::<_, Infallible>);
    let body = Body::from_stream(tokio_stream::iter(pieces));
    ([("content-type", media_type)], body).into_response()
}

async fn search(method: Method, body: Json<Value>) -> Response {
    if method.as_str() != "QUERY" {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    (
        [("content-type", "application/jsonl")],
        format!("{}\n", *body),
    )
        .into_response()
}

async fn shelf(method: Method) -> Json<Value> {
    Json(json!({"given": {"method": method.as_str()}}))
}
