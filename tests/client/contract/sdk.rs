//! The official SDK for Python: the same calls make the same requests, and come to the same results.
//!
//! What is compared of a request are its method, its path and the bytes of its body; of a result all properties that the SDK
//! declares, numbers as numbers since it has only floats; of an error its status and codes. Each side has a fake of its own, and
//! equal calls get equal ids, leases and times from equal fakes.

use std::process::Command;
use std::process::Stdio;

use cloudflare_queues::CallOptions;
use cloudflare_queues::Error;
use cloudflare_queues::types::LeaseId;
use queues_fake::Fault;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use queues_fake::ResponseStyle;
use queues_fake::Rule;
use serde_json::Value;
use serde_json::json;

use crate::differences::REQUESTS;
use crate::differences::RESULTS;
use crate::differences::compare;
use crate::fixtures::ACCOUNT;
use crate::fixtures::TOKEN;
use crate::fixtures::client;
use crate::fixtures::fake;
use crate::fixtures::queue_id;
use crate::fixtures::with_token;
use crate::sdk_calls::STEPS;
use crate::sdk_calls::Target;
use crate::spelling::tidy;
use crate::styles;
use crate::tool::tool;

/// A fake with a queue for each target.
struct Service {
    fake: QueuesFake,
}

impl Service {
    async fn start(style: ResponseStyle) -> Self {
        let fake = fake().start().await.unwrap();
        fake.set_response_style(style);
        let paused = QueueOptions {
            paused: true,
            ..QueueOptions::default()
        };
        let without_consumer = QueueOptions {
            http_pull: false,
            ..QueueOptions::default()
        };
        fake.create_queue("queue");
        fake.create_queue_with("paused", paused);
        fake.create_queue_with("without-consumer", without_consumer);
        let faulty = fake.create_queue("faulty");
        let fault = Fault::SuccessFalse { code: 15000 };
        fake.inject(Rule::new(fault).on_queue(&faulty));
        Self { fake }
    }

    fn id(&self, target: Target) -> String {
        let name = match target {
            Target::Queue => "queue",
            Target::Paused => "paused",
            Target::WithoutConsumer => "without-consumer",
            Target::Faulty => "faulty",
            Target::Unknown => return "f".repeat(32),
        };
        self.fake.create_queue(name).id().to_owned()
    }

    /// What the client gives for each call.
    async fn called_by_client(&self) -> Vec<Value> {
        let client = client(self.fake.base_url(), with_token);
        let mut leases: Vec<LeaseId> = Vec::new();
        let mut outcomes = Vec::new();
        for step in &STEPS {
            let call = (step.call)(&leases);
            let is_push = call.operation_id().ends_with("push");
            let id = queue_id(&self.id(step.target));
            let outcome = call.send(&client, &id, CallOptions::new()).await;
            let messages = outcome.iter().filter_map(|it| it["messages"].as_array());
            let pulled = messages.flatten().filter_map(|it| it["lease_id"].as_str());
            leases.extend(pulled.map(LeaseId::from));
            outcomes.push(match outcome {
                // The SDK gives the result of a push alone, the client all of the response.
                Ok(value) if is_push => json!({ "result": value["result"] }),
                Ok(value) => json!({ "result": value }),
                Err(error) => failure(&error),
            });
        }
        outcomes
    }

    /// What the SDK gives for each call.
    async fn called_by_sdk(&self, python: &str) -> Vec<Value> {
        let mut command = Command::new(python);
        // Nothing of the environment, so that no other credentials and no proxy find their way in.
        command.env_clear();
        command.arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/client/contract/sdk.py"
        ));
        command.arg(ACCOUNT);
        for target in [
            Target::Queue,
            Target::Paused,
            Target::WithoutConsumer,
            Target::Faulty,
        ] {
            command.arg(self.id(target));
        }
        command.env("CLOUDFLARE_BASE_URL", self.fake.base_url());
        command.env("CLOUDFLARE_API_TOKEN", TOKEN);
        command.stderr(Stdio::inherit());
        let output = tokio::task::spawn_blocking(move || command.output());
        let output = output.await.unwrap().unwrap();
        assert!(output.status.success(), "{}", output.status);
        let lines = String::from_utf8(output.stdout).unwrap();
        let outcomes = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        outcomes.collect()
    }
}

fn failure(error: &Error) -> Value {
    assert!(matches!(error, Error::Api(_)), "{error}");
    let status = error.status().map(|status| status.as_u16());
    json!({ "status": status, "codes": error.codes().collect::<Vec<_>>() })
}

#[tokio::test]
async fn the_sdk_and_the_client_send_the_same_and_give_the_same() {
    let Some(python) = tool("CONTRACT_PYTHON") else {
        return;
    };
    let mut problems = Vec::new();
    let mut needed = Vec::new();
    for style in styles::all() {
        let ours = Service::start(style.clone()).await;
        let theirs = Service::start(style).await;
        let mut results = theirs.called_by_sdk(&python).await;
        let names: Vec<_> = results.iter_mut().map(|it| it["call"].take()).collect();
        assert_eq!(names, STEPS.each_ref().map(|step| json!(step.name)));
        let own_results = ours.called_by_client().await;
        let (requests, own_requests) = (theirs.fake.calls(), ours.fake.calls());
        assert_eq!(
            (requests.len(), own_requests.len()),
            (STEPS.len(), STEPS.len())
        );
        for (index, step) in STEPS.iter().enumerate() {
            let name = step.name;
            let (request, own) = (&requests[index], &own_requests[index]);
            assert_eq!(
                (&request.method, &request.path),
                (&own.method, &own.path),
                "{name}"
            );
            let bodies = [request, own].map(|it| std::str::from_utf8(&it.body).unwrap());
            match compare(name, bodies[0], bodies[1], REQUESTS) {
                Ok(difference) => needed.extend(difference.map(|it| (REQUESTS[it].reason, name))),
                Err(()) => problems.push(format!(
                    "{name} sends {}\nand the client {}",
                    bodies[0], bodies[1]
                )),
            }
            let outcomes = [tidy(&results[index]), tidy(&own_results[index])];
            match compare(name, &outcomes[0], &outcomes[1], RESULTS) {
                Ok(difference) => needed.extend(difference.map(|it| (RESULTS[it].reason, name))),
                Err(()) => problems.push(format!(
                    "{name} gives {}\nand the client {}",
                    outcomes[0], outcomes[1]
                )),
            }
        }
    }
    assert!(
        problems.is_empty(),
        "where the SDK, for\n{}",
        problems.join("\n")
    );
    let listed = REQUESTS.iter().map(|it| (it.reason, it.calls));
    let listed = listed.chain(RESULTS.iter().map(|it| (it.reason, it.calls)));
    for (reason, calls) in listed {
        for call in calls {
            assert!(
                needed.contains(&(reason, call)),
                "{call} does not differ any more: {reason}"
            );
        }
    }
}
