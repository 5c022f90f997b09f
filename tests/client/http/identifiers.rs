//! Identifiers are checked when they are made, so that a bad one never comes near a request.

use cloudflare_queues::Error;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::QueueId;

use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

const TOO_LONG: &str = "023e105f4ecef8ad9ca31a8372d0c3534";

/// A text that is no identifier, and what an error says about it.
const BAD: [(&str, &str); 18] = [
    ("", r#""" has 0 characters, and at least 1 are needed"#),
    (" ", r#"" " contains ' ', which is not allowed"#),
    (".", r#""." cannot be a segment of a path"#),
    ("..", r#"".." cannot be a segment of a path"#),
    ("%2e%2e", r#""%2e%2e" contains '%', which is not allowed"#),
    (
        "%252e%252e",
        r#""%252e%252e" contains '%', which is not allowed"#,
    ),
    ("../..", r#""../.." contains '.', which is not allowed"#),
    ("a/b", r#""a/b" contains '/', which is not allowed"#),
    (r"a\b", r#""a\b" contains '\\', which is not allowed"#),
    ("a?x", r#""a?x" contains '?', which is not allowed"#),
    ("a#f", r#""a#f" contains '#', which is not allowed"#),
    ("a:b", r#""a:b" contains ':', which is not allowed"#),
    ("a\r\nb", r#""a\r\nb" contains '\r', which is not allowed"#),
    ("a\n", r#""a\n" contains '\n', which is not allowed"#),
    ("a\0", r#""a\u{0}" contains '\0', which is not allowed"#),
    ("ö", r#""ö" contains 'ö', which is not allowed"#),
    (
        "\u{ff41}",
        "\"\u{ff41}\" contains '\u{ff41}', which is not allowed",
    ),
    (
        TOO_LONG,
        r#""023e105f4ecef8ad9ca31a8372d0c3534" has 33 characters, and at most 32 are allowed"#,
    ),
];

const GOOD: [&str; 4] = [
    "a",
    "-_09AZaz",
    "Bearer",
    "023e105f4ecef8ad9ca31a8372d0c353",
];

#[test]
fn a_bad_identifier_is_rejected_with_the_reason() {
    for (text, reason) in BAD {
        for (outcome, name) in [
            (AccountId::new(text).map(drop), "AccountId"),
            (text.parse::<AccountId>().map(drop), "AccountId"),
            (QueueId::new(text).map(drop), "QueueId"),
            (text.parse::<QueueId>().map(drop), "QueueId"),
        ] {
            let error = outcome.unwrap_err();
            assert!(matches!(error, Error::InvalidArgument(_)), "{error}");
            assert_eq!(error.parameter(), Some(name));
            assert_eq!(
                error.to_string(),
                format!("invalid argument `{name}`: {reason}")
            );
        }
    }
}

#[test]
fn a_good_identifier_is_kept_as_it_is() {
    for text in GOOD {
        let account = AccountId::new(text).unwrap();
        assert_eq!(
            (account.as_str(), account.to_string().as_str()),
            (text, text)
        );
        assert_eq!(text.parse::<AccountId>().unwrap(), account);
        let queue = QueueId::new(text).unwrap();
        assert_eq!((queue.as_str(), queue.to_string().as_str()), (text, text));
        assert_eq!(text.parse::<QueueId>().unwrap(), queue);
    }
}

#[tokio::test]
async fn a_good_identifier_is_a_segment_of_the_path_as_it_is() {
    for text in GOOD {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let (client, queue) = (client(&server), QueueId::new(text).unwrap());
        let account = AccountId::new(text).unwrap();
        let pull = client.queues().messages().pull(&queue);
        pull.account_id(&account).await.unwrap();
        assert_eq!(
            server.only_request().path,
            format!(
                "/client/v4/accounts/{text}/queues/{text}{}",
                Operation::Pull.path()
            )
        );
    }
}
