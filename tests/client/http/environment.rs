//! A client from the environment, in a process that has one of its own.

use std::env;
use std::process::Command;

use cloudflare_queues::Client;

use crate::fixtures::SUCCESS;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

/// Set in a child process, and nowhere else.
const CHILD: &str = "CLOUDFLARE_QUEUES_TEST_CHILD";

const VARIABLES: [&str; 5] = [
    "CLOUDFLARE_ACCOUNT_ID",
    "CLOUDFLARE_API_KEY",
    "CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_BASE_URL",
    "CLOUDFLARE_EMAIL",
];

/// Runs the test `name` in a process in which just `variables` are set, and gives what it writes to its error output.
async fn in_child(name: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, "1");
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    String::from_utf8(output.unwrap().unwrap().stderr).unwrap()
}

/// What the child process does: a pull, of which it writes what came of it.
async fn pull() {
    let outcome = match Client::from_env() {
        Ok(client) => Operation::Pull.send(&client, &queue()).await.map(drop),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => eprint!("pulled"),
        Err(error) => eprint!("{error}"),
    }
}

#[tokio::test]
async fn credentials_account_and_base_url_are_taken_from_the_environment() {
    if env::var_os(CHILD).is_some() {
        return pull().await;
    }
    for (credentials, headers) in [
        (
            &[("CLOUDFLARE_API_TOKEN", "fake-token")][..],
            [Some("Bearer fake-token"), None, None],
        ),
        (
            &[
                ("CLOUDFLARE_EMAIL", "user@example.com"),
                ("CLOUDFLARE_API_KEY", "fake-key"),
            ],
            [None, Some("user@example.com"), Some("fake-key")],
        ),
        (
            &[
                ("CLOUDFLARE_API_TOKEN", "fake-token"),
                ("CLOUDFLARE_EMAIL", "user@example.com"),
            ],
            [Some("Bearer fake-token"), None, None],
        ),
    ] {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let base_url = format!("http://{}/prefix", server.address());
        let variables = [
            credentials,
            &[
                ("CLOUDFLARE_ACCOUNT_ID", "of-the-environment"),
                ("CLOUDFLARE_BASE_URL", &base_url),
            ],
        ]
        .concat();
        let name = "environment::credentials_account_and_base_url_are_taken_from_the_environment";
        assert_eq!(in_child(name, &variables).await, "pulled");
        let request = server.only_request();
        assert!(
            request
                .path
                .starts_with("/prefix/accounts/of-the-environment/queues/"),
            "{request:?}"
        );
        let sent = ["authorization", "x-auth-email", "x-auth-key"];
        assert_eq!(sent.map(|name| request.header(name)), headers);
    }
}

#[tokio::test]
async fn variables_that_cannot_be_used_are_named_without_their_values() {
    if env::var_os(CHILD).is_some() {
        return pull().await;
    }
    for (variables, message) in [
        (
            &[("CLOUDFLARE_API_TOKEN", "")][..],
            "the environment variable `CLOUDFLARE_API_TOKEN` is set and empty: give it a value, or unset it",
        ),
        (
            &[("CLOUDFLARE_EMAIL", "canary@example.com")],
            "the credentials in the environment are incomplete: `CLOUDFLARE_EMAIL` is set, `CLOUDFLARE_API_TOKEN` and `CLOUDFLARE_API_KEY` not",
        ),
        (
            &[
                ("CLOUDFLARE_API_TOKEN", "canary"),
                ("CLOUDFLARE_EMAIL", "canary@example.com"),
                ("CLOUDFLARE_API_KEY", "canary"),
            ],
            "the environment holds several credentials, and one is needed: unset `CLOUDFLARE_API_TOKEN`, or `CLOUDFLARE_EMAIL` and `CLOUDFLARE_API_KEY`",
        ),
        (
            &[("CLOUDFLARE_API_TOKEN", "canary\n")],
            "the secret `api_token` ends with a newline",
        ),
        (
            &[("CLOUDFLARE_ACCOUNT_ID", "a/b")],
            "the environment variable `CLOUDFLARE_ACCOUNT_ID`: invalid argument `AccountId`: \"a/b\" contains '/', which is not allowed",
        ),
        (
            &[("CLOUDFLARE_API_TOKEN", "canary")],
            "invalid argument `account_id`: it is set neither on the client nor on this call",
        ),
    ] {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let base_url = format!("http://{}", server.address());
        let variables = [variables, &[("CLOUDFLARE_BASE_URL", &base_url)]].concat();
        let name = "environment::variables_that_cannot_be_used_are_named_without_their_values";
        assert_eq!(in_child(name, &variables).await, message);
        assert_eq!(server.requests().len(), 0);
    }
}
