//! A bakery in axum with utoipa, described in OpenAPI 3.2: what each operation was given stands in what it responds with.

mod streams;

use std::collections::BTreeMap;
use std::env;

use axum::Json;
use axum::extract::Path;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;
use serde_json::json;
use utoipa::IntoParams;
use utoipa::ToSchema;
use utoipa::openapi::OpenApiVersion;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Flour {
    Rye,
    Wheat,
}

/// Told apart by `shape`.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(tag = "shape", rename_all = "lowercase")]
enum Loaf {
    Round { diameter: f64 },
    Long { length: u32 },
}

/// Told apart by the name of the only property.
#[derive(Deserialize, Serialize, ToSchema)]
enum Topping {
    Seeds(u8),
    Glaze { sweet: bool },
    Plain,
}

#[derive(Deserialize, Serialize, ToSchema)]
struct Bread {
    id: Uuid,
    name: String,
    flour: Flour,
    price: Option<f64>,
    weights: BTreeMap<String, i64>,
    loaf: Loaf,
    toppings: Vec<Topping>,
}

#[derive(Deserialize, Serialize, ToSchema)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Given {
    given: Value,
}

#[derive(Serialize, ToSchema)]
struct Problem {
    message: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    flour: Option<Flour>,
    limit: Option<u32>,
}

/// Bakes.
#[utoipa::path(post, path = "/breads", tag = "breads", responses((status = 201, body = Bread)))]
async fn bake(Json(bread): Json<Bread>) -> (StatusCode, Json<Bread>) {
    (StatusCode::CREATED, Json(bread))
}

#[utoipa::path(get, path = "/breads", tag = "breads", params(Filter, ("x-trace" = Option<String>, Header)), responses((status = 200, body = Given)))]
async fn search(Query(filter): Query<Filter>, headers: HeaderMap) -> Json<Given> {
    let trace = headers.get("x-trace").and_then(|trace| trace.to_str().ok());
    let given = json!({"flour": filter.flour, "limit": filter.limit, "trace": trace});
    Json(Given { given })
}

#[utoipa::path(get, path = "/breads/{id}", tag = "breads", params(("id" = Uuid, Path)), responses((status = 200, body = Page<Loaf>), (status = 404, body = Problem)))]
async fn loaves(Path(id): Path<Uuid>) -> axum::response::Response {
    if id.is_nil() {
        let message = "no such bread".to_owned();
        return (StatusCode::NOT_FOUND, Json(Problem { message })).into_response();
    }
    let items = vec![Loaf::Round { diameter: 20.0 }, Loaf::Long { length: 40 }];
    Json(Page { items, next: None }).into_response()
}

#[utoipa::path(delete, path = "/breads/{id}", tag = "breads", params(("id" = Uuid, Path)), responses((status = 204)))]
async fn eat(Path(_id): Path<Uuid>) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[utoipa::path(put, path = "/topping", tag = "toppings", request_body = Topping, responses((status = 200, body = Topping)))]
async fn top(Json(topping): Json<Topping>) -> Json<Topping> {
    Json(topping)
}

#[utoipa::path(get, path = "/motto", tag = "texts", responses((status = 200, body = String)))]
async fn motto() -> &'static str {
    "rise early"
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (router, mut document) = OpenApiRouter::new()
        .routes(routes!(bake, search))
        .routes(routes!(loaves, eat))
        .routes(routes!(top))
        .routes(routes!(motto))
        .split_for_parts();
    document.info.title = "Bakery".to_owned();
    document.openapi = OpenApiVersion::Version32;
    streams::describe(&mut document);
    let router = streams::serve(router).route("/openapi.json", get(async || Json(document)));
    let port = env::var("PORT").expect("PORT is set");
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await;
    axum::serve(listener.expect("the port is free"), router)
        .await
        .expect("it serves");
}
