//! Numbers are written in one way wherever they are sent, and read in every way in which servers send them.

use numbers::Client;
use numbers::Error;
use numbers::Settings;
use numbers::client_runtime::Part;
use numbers::types::Area;
use numbers::types::Between;
use numbers::types::Exact;
use numbers::types::Reading;
use numbers::types::Station;
use serde_json::json;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

#[tokio::test]
async fn a_whole_number_has_no_fraction_wherever_it_is_sent() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    let exact = Reading::from(Exact::new(80.0));
    let between = Reading::from(Between::new([Some(-2.0), None, Some(0.5)]));
    let station = Station::new(7, 80.0).visits(9_007_199_254_740_993).readings([exact, between]).price(1e21);
    client.stations().change(5, station).await.unwrap();
    let request = server.request();
    assert_eq!(request.target, "/stations/5");
    assert_eq!(
        request.text(),
        concat!(
            r#"{"id":7,"height":80,"visits":9007199254740993,"price":1e+21,"#,
            r#""readings":[{"kind":"exact","value":80},{"kind":"between","bounds":[-2,null,0.5]}]}"#
        )
    );
    let area = Area::new().radius(80.0).corners([1.0, 0.25]);
    client.areas().create(area.clone()).await.unwrap();
    assert_eq!(server.request().text(), "corners=1&corners=0.25&radius=80");
    client.maps().create(Part::new("x"), 80.0).area(area).await.unwrap();
    let request = server.request();
    assert!(request.text().contains("\r\n\r\n80\r\n"), "{}", request.text());
    assert!(request.text().contains(r#"{"corners":[1,0.25],"radius":80}"#), "{}", request.text());
}

#[tokio::test]
async fn parameters_are_written_like_bodies() {
    let server = Server::json(r#"{"id":7,"height":80}"#);
    let stations = client(&server);
    let call = stations.stations().get(7).near(80.0).radii([1.0, 0.5]).heights([2.0, 1e21]).page(2).limit(10);
    call.area(Area::new().radius(3.0)).x_accuracy(4.0).await.unwrap();
    let request = server.request();
    assert_eq!(
        request.target,
        "/stations/7?near=80&radii=1&radii=0.5&heights=2,1e%2B21&page=2&limit=10&area[radius]=3"
    );
    assert_eq!(request.header("x-accuracy"), Some("4"));
}

#[tokio::test]
async fn what_is_no_number_is_refused_before_anything_is_sent() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    let between = Between::new([Some(1.0), Some(f64::NAN)]);
    let nested = Station::new(7, 1.0).readings([Reading::from(Exact::new(1.0)), Reading::from(between)]);
    let error = client.stations().change(5, nested).await.unwrap_err().to_string();
    assert!(error.contains("at `readings`: a number has to be finite"), "{error}");
    let infinite = Area::new().radius(f64::INFINITY);
    for error in [
        client.stations().change(5, Station::new(7, f64::NEG_INFINITY)).await.unwrap_err(),
        client.areas().create(infinite.clone()).await.unwrap_err(),
        client.maps().create(Part::new("x"), f64::NAN).await.unwrap_err(),
        client.maps().create(Part::new("x"), 1.0).area(infinite.clone()).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Serialization(_)), "{error}");
        assert!(error.to_string().contains("a number has to be finite"), "{error}");
    }
    let stations = client.stations();
    for error in [
        stations.get(7).near(f64::NAN).await.unwrap_err(),
        stations.get(7).radii([1.0, f64::NAN]).await.unwrap_err(),
        stations.get(7).heights([f64::NAN]).await.unwrap_err(),
        stations.get(7).area(infinite).await.unwrap_err(),
        stations.get(7).x_accuracy(f64::INFINITY).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::InvalidArgument(_)), "{error}");
        assert!(error.to_string().contains("a number has to be finite"), "{error}");
    }
    assert!(!server.was_called());
}

#[tokio::test]
async fn a_number_may_come_as_text_where_the_description_says_so() {
    let server = Server::json(
        r#"{"id":"7","height":80,"visits":5.0,"flags":255,"level":2,"ratio":0.5,"count":"9007199254740993",
            "price":"1.5","ids":["1",2],"rates":{"a":"0.5"},"readings":[{"kind":"exact","value":1}]}"#,
    );
    let station = client(&server).stations().get(7).await.unwrap();
    assert_eq!((station.id, station.flags, station.visits), (7_i32, Some(255_u8), Some(5_i64)));
    assert_eq!((station.ratio, station.price), (Some(0.5), Some(1.5)));
    assert_eq!(station.count.value(), Some(&9_007_199_254_740_993));
    assert_eq!(station.ids.unwrap(), [1, 2]);
    assert_eq!(station.rates.unwrap()["a"], 0.5);
    let written = json!({"level": station.level.unwrap()});
    assert_eq!(written, json!({"level": 2}));
}
