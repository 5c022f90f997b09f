//! `x-lease`: queues whose messages are leased, checked against the operations that pull and settle them.
//!
//! It is given a meaning when all operations are made, since it names others.

mod outcome;
mod pull;
mod settle;

use std::collections::BTreeMap;

use crate::lower::operation::operations::Operations;
use crate::lower::operation::property_path::VisibleTypes;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::lower::schema::types::Types;
use crate::model::Envelope;
use crate::model::Input;
use crate::model::Lease;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::Type;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Text;

/// `x-lease` of an operation, before the operations that it names are known.
pub(super) struct DeclaredLease<'d> {
    written: &'d spec::Lease,
    /// The operation that it stands on.
    position: usize,
    /// The type of the queue.
    queue: Name,
}

/// What an `x-lease` is checked against, and where it is reported what is wrong with it.
struct Leased<'a> {
    written: &'a spec::Lease,
    pull: &'a Operation,
    /// The resource that has all.
    root: &'a Resource,
    /// The operations of the same resource.
    beside: &'a [Operation],
    types: &'a Types<'a>,
    envelope: Option<&'a Envelope>,
    /// Whether operations of the document were left out.
    is_part: bool,
    report: &'a mut Report,
}

impl<'d> Operations<'d> {
    /// Keeps the `x-lease` of an operation until all operations are known.
    pub(super) fn note_lease(
        &mut self,
        operation: &'d spec::Operation,
        site: Site<'_>,
        position: usize,
    ) {
        if let Some(written) = &operation.lease {
            let queue = self.own_type(operation, site, "Queue", "consumer");
            self.leases.push(DeclaredLease {
                written,
                position,
                queue,
            });
        }
    }

    /// Gives each `x-lease` its meaning.
    pub(crate) fn lower_leases(&mut self, root: &mut Resource) {
        let taken = self.schemas.taken.root.as_slice();
        let mut leases = self.leases_of(root, root, taken);
        for operation in root.all_operations_mut() {
            operation.lease = leases.remove(&operation.position);
        }
    }

    /// Those of a resource, whose methods cannot have the names in `taken`, and of all below it, by the positions of their operations.
    fn leases_of(
        &mut self,
        resource: &Resource,
        root: &Resource,
        taken: &[&'static str],
    ) -> BTreeMap<usize, Lease> {
        let mut leases = BTreeMap::new();
        for pull in &resource.operations {
            let methods: Vec<Name> = leases
                .values()
                .map(|lease: &Lease| lease.method.clone())
                .collect();
            let around = Around {
                resource,
                root,
                methods: &methods,
                taken,
            };
            let lease = self.lease(pull, &around);
            leases.extend(lease.map(|lease| (pull.position, lease)));
        }
        let below = self.schemas.taken.resource.as_slice();
        for child in &resource.resources {
            leases.extend(self.leases_of(child, root, below));
        }
        leases
    }

    fn lease(&mut self, pull: &Operation, around: &Around<'_>) -> Option<Lease> {
        let mut declared = self.leases.iter();
        let declared = declared.find(|one| one.position == pull.position)?;
        let Schemas {
            types,
            report,
            document,
            ..
        } = &mut self.schemas;
        let method = method(declared.written, pull, around, report)?;
        let leased = Leased {
            written: declared.written,
            pull,
            root: around.root,
            beside: &around.resource.operations,
            types,
            envelope: self.envelope.as_ref().map(|(envelope, _)| envelope),
            is_part: document.is_part,
            report,
        };
        leased.lease(method, declared.queue.clone())
    }
}

/// What is around an operation that pulls.
struct Around<'a> {
    resource: &'a Resource,
    root: &'a Resource,
    /// The methods of consumers that the resource has already.
    methods: &'a [Name],
    /// The names that methods of the resource cannot have.
    taken: &'a [&'static str],
}

/// The method that begins a consumer: `consume`, or with the name of the operation behind it where something else is called so.
fn method(
    written: &spec::Lease,
    pull: &Operation,
    around: &Around<'_>,
    report: &mut Report,
) -> Option<Name> {
    let resource = around.resource;
    let methods = resource.operations.iter().map(|one| &one.method);
    let children = resource
        .resources
        .iter()
        .filter_map(|one| one.name.as_ref());
    let beside: Vec<&Name> = methods
        .chain(around.methods)
        .chain(children)
        .chain(&resource.name)
        .collect();
    let is_free = |name: &Name| {
        let is_beside = beside.iter().any(|known| known.key() == name.key());
        !is_beside && !around.taken.contains(&name.plain())
    };
    let longer = format!("consume_{}", pull.method.plain());
    let (names, place): (Vec<Name>, Place) = match &written.rust_name {
        Some(chosen) => (
            Name::chosen_value("consume", &chosen.value)
                .into_iter()
                .collect(),
            chosen.at.value(),
        ),
        None => (
            ["consume", &longer]
                .iter()
                .filter_map(|name| Name::of_value(name))
                .collect(),
            written.at.key(),
        ),
    };
    let found = names.iter().find(|name| is_free(name)).cloned();
    if found.is_none() {
        let message = match names.first() {
            Some(name) => format!(
                "something else is called `{}` beside this consumer",
                name.plain()
            ),
            None => "`x-rust-name` of a consumer is a name in snake_case".to_owned(),
        };
        report
            .mistake(Rule::InvalidExtension, place, message)
            .help("choose another name for the method with `x-rust-name` in `x-lease`");
    }
    found
}

impl<'a> Leased<'a> {
    fn visible(&self, operation: &'a Operation) -> VisibleTypes<'a> {
        VisibleTypes::of(self.types, &operation.types)
    }

    fn inputs(&self, operation: &'a Operation) -> Vec<Input<'a>> {
        let visible = self.visible(operation);
        operation.inputs(|ty| visible.properties(ty))
    }

    /// The input of this name.
    fn input(&mut self, name: &Text, inputs: &[Input<'a>]) -> Option<Input<'a>> {
        let found = inputs.iter().find(|input| input.name.wire() == name.value);
        if let Some(input) = found.filter(|input| !input.is_deprecated) {
            return Some(*input);
        }
        let (message, help) = if found.is_some() {
            (
                format!("`{}` is deprecated", name.value),
                "name another one",
            )
        } else {
            let message = format!(
                "the operation has neither a parameter nor a property of its body called `{}`",
                name.value
            );
            (message, "name one of them")
        };
        let names = inputs.iter().map(|input| input.name.wire());
        self.report
            .mistake(Rule::InvalidExtension, name.at.value(), message)
            .help(help)
            .suggest(&name.value, names);
        None
    }

    /// Whether what an operation gives is a lease: text, of any kind that is read.
    fn is_text(visible: VisibleTypes<'_>, ty: &Type) -> bool {
        *ty == Type::String || matches!(visible.shape(ty), Some(Shape::Text(_)))
    }

    /// Whether a lease can be given for it: text that is taken as it is.
    fn takes_lease(visible: VisibleTypes<'_>, ty: &Type) -> bool {
        match (ty, visible.shape(ty)) {
            (Type::String, _) => true,
            (Type::Named(_), Some(Shape::Text(text))) => !text.is_checked(),
            _ => false,
        }
    }

    fn wrong(&mut self, at: Place, message: impl Into<String>, help: &str) {
        self.report
            .mistake(Rule::InvalidExtension, at, message)
            .help(help);
    }
}
