//! The docs of a consumer: what it calls, and an example that compiles.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Block;
use syn::Expr;
use syn::parse_quote;

use super::FEATURE;
use super::Queue;
use crate::markdown::code;
use crate::render::docs;
use crate::render::docs::example::doctest;
use crate::render::docs::sample::Values;
use crate::render::file::RustFile;
use crate::render::syntax::ident;

/// The docs of the method that begins a consumer.
pub(super) fn entrance(queue: &Queue<'_>) -> String {
    let pull = queue.pull.method.plain();
    let parameters = queue.pull.parameters.iter().filter(|one| one.is_argument());
    let parameters = parameters.filter(|one| !queue.file.is_said_by_type(&one.docs, &one.ty));
    let parameters = parameters.filter(|one| queue.held.iter().any(|held| *held.name == one.name));
    let lines: Vec<String> = parameters
        .filter_map(|one| docs::argument(&one.name, &one.docs))
        .collect();
    let timeout = match queue.lease.visibility_timeout {
        Some(_) => "",
        None => {
            "How long the leases are, the queue says: `visibility_timeout` tells the consumer, and not the queue."
        }
    };
    let queue_ty = queue.lease.queue.plain();
    let settings = format!(
        "What its calls are given besides is set with [`map_queue`](lease::Consumer::map_queue), by the setters of [`{queue_ty}`]."
    );
    let settings = if queue.settings.is_empty() {
        ""
    } else {
        &settings
    };
    let example = example(queue).map(|example| format!("# Examples\n\n{example}"));
    docs::paragraphs([
        &format!("Creates a consumer of the messages that [`{pull}`](Self::{pull}) pulls."),
        &format!(
            "It pulls as many messages as can be handled, hands each to a function, and settles it by {}. Nothing is pulled \
            before it is run. What holds of consumers, and how they are configured, is in [`lease`].",
            settling(queue)
        ),
        timeout,
        settings,
        &format!("Requires the feature {}.", code(FEATURE)),
        &lines.join("\n"),
        example.as_deref().unwrap_or_default(),
    ])
}

/// The operations that settle messages.
fn settling(queue: &Queue<'_>) -> String {
    let links: Vec<String> = queue
        .settling
        .iter()
        .map(|called| {
            let (method, owner) = (called.operation.method.plain(), called.owner.ty_path());
            if owner == queue.owner.ty_path() {
                format!("[`{method}`](Self::{method})")
            } else {
                format!("[`{method}`]({owner}::{method})")
            }
        })
        .collect();
    links.join(" or ")
}

/// The docs of the queue.
pub(super) fn queue(queue: &Queue<'_>) -> String {
    let (owner, method) = (queue.owner.ty(), queue.lease.method.plain());
    format!("The queue of a consumer that [`{method}`]({owner}::{method}) creates.")
}

/// A consumer that prints messages until it is stopped.
fn example(queue: &Queue<'_>) -> Option<String> {
    let example = queue.pull.example.as_ref()?;
    let file = queue.file.krate.example(queue.pull, queue.owner);
    let library = &queue.file.api().package.library();
    let mut values = Values::new(&file);
    let given = example.arguments.iter();
    let given = given.filter(|(name, _)| queue.held.iter().any(|held| held.name == name));
    let arguments: Vec<Expr> = given
        .map(|(name, sample)| values.given(name, sample))
        .collect();
    let resources = queue.owner.methods().map(ident);
    let (method, handling) = (ident(queue.lease.method.rust()), handling(queue, &file));
    let mut statements = std::mem::take(&mut values.statements);
    let run: Block = parse_quote!({
        let report = client #(.#resources())* .#method(#(#arguments),*)
            .concurrency(64)
            #handling
            .run_until(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
            .await?;
        println!("{} messages are done", report.acknowledged);
    });
    statements.extend(run.stmts);
    let function = format!(
        "async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
    );
    Some(doctest(statements, &file, &function))
}

/// What handles the messages.
fn handling(queue: &Queue<'_>, file: &RustFile<'_>) -> TokenStream {
    if queue.lease.content.is_none() {
        return quote! {
            .messages(|message| async move {
                println!("{message:?}");
            })
        };
    }
    let value = file.json_value();
    quote! {
        .json(|content: #value, message| async move {
            println!("{content}, delivery {:?}", message.attempts());
        })
    }
}
