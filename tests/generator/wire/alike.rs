//! Schemas that say the same in other words are read and sent alike.

use alike::Client;
use alike::Settings;
use alike::plots::PutSortItem;
use alike::types::Labels;
use alike::types::Plot;
use alike::types::PlotUse;
use alike::types::Soil;
use serde_json::json;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

#[tokio::test]
async fn further_properties_are_kept_however_they_are_described() {
    let body = json!({
        "counted": {"name": "a", "left": 3},
        "referred": {"name": "b", "sold": true},
        "counts": {"x": 1},
        "open": {"size": 1, "more": [1]},
        "empty": {"size": 2, "more": null},
        "maybe": "text",
    });
    let server = Server::json(&body.to_string());
    let labels = client(&server).labels().put(Labels::new()).await.unwrap();
    let counted = labels.counted.as_ref().unwrap();
    assert_eq!(counted.additional_properties["left"], 3);
    assert!(labels.referred.as_ref().unwrap().additional_properties["sold"]);
    assert_eq!(labels.counts.as_ref().unwrap()["x"], 1);
    server.request();
    client(&server).labels().put(labels).await.unwrap();
    assert_eq!(server.request().json(), body);
}

#[tokio::test]
async fn items_by_their_place_are_read_as_an_older_draft_writes_them() {
    let body = json!({"corner": [1.5, "east"], "row": ["a", 1, 2], "closed": ["b", true]});
    let server = Server::json(&body.to_string());
    let plot = client(&server).plots().put(Plot::new()).await.unwrap();
    let corner = plot.corner.as_ref().unwrap();
    assert_eq!((corner.first, corner.second.as_str()), (1.5, "east"));
    assert_eq!(plot.row.as_ref().unwrap().others, Some(vec![1, 2]));
    server.request();
    client(&server).plots().put(plot).await.unwrap();
    assert_eq!(server.request().json(), body);
}

#[tokio::test]
async fn values_beside_items_are_those_of_the_items() {
    let body = json!({"soils": ["clay", "peat"], "uses": ["rye"]});
    let server = Server::json(&body.to_string());
    let call = client(&server);
    let plot = call.plots().put(Plot::new()).sort([PutSortItem::Area, PutSortItem::MinusArea]).await.unwrap();
    assert_eq!(plot.soils, Some(vec![Soil::Clay, Soil::Unknown("peat".to_owned())]));
    assert_eq!(plot.uses, Some(vec![PlotUse::Rye]));
    assert_eq!(server.request().target, "/plots?sort=area&sort=-area");
    call.plots().put(plot).await.unwrap();
    assert_eq!(server.request().json(), body);
}
