//! Paths of properties, such as `meta/next`, which extensions name, followed along the types that an operation sees.

use crate::lower::schema::types::Types;
use crate::model::Field;
use crate::model::Home;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Text;

/// The types that an operation sees: those that operations share, and its own.
#[derive(Clone, Copy)]
pub(crate) struct VisibleTypes<'a> {
    types: &'a Types<'a>,
    /// Its own, where it is made already; else they are those of the operation in hand.
    own: Option<&'a [TypeDefinition]>,
}

impl<'a> VisibleTypes<'a> {
    /// Those of the operation in hand.
    pub(crate) fn in_hand(types: &'a Types<'a>) -> Self {
        Self { types, own: None }
    }

    /// Those of an operation that is made already, with these types.
    pub(crate) fn of(types: &'a Types<'a>, own: &'a [TypeDefinition]) -> Self {
        let own = Some(own);
        Self { types, own }
    }

    /// What a type looks like, whether or not it may be `null`.
    pub(crate) fn shape(self, ty: &Type) -> Option<&'a Shape> {
        match (ty, self.own) {
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.shape(inner),
            (Type::Named(reference), Some(own)) if reference.home == Home::Operation => {
                let is_it = |one: &&TypeDefinition| one.name.rust() == reference.name;
                own.iter().find(is_it).map(|one| &one.shape)
            }
            (ty, _) => self.types.shape(ty),
        }
    }

    /// The properties of an object.
    pub(crate) fn properties(self, ty: &Type) -> &'a [Field] {
        match self.shape(ty) {
            Some(Shape::Structure(structure)) => &structure.fields,
            _ => &[],
        }
    }

    /// The properties that a path such as `meta/next` leads along, to a value of the right type, and that type.
    pub(crate) fn follow(
        self,
        path: &Text,
        from: &Type,
        (what, is_right): (&str, &dyn Fn(&Type) -> bool),
        report: &mut Report,
    ) -> Option<(Vec<Name>, Type)> {
        let mut here = from.clone();
        let mut names = Vec::new();
        for segment in path.value.split('/') {
            let mut properties = self.properties(&here).iter();
            let Some(field) = properties.find(|field| field.name.wire() == segment) else {
                self.no_property(path, segment, &here, report);
                return None;
            };
            names.push(field.name.clone());
            here = field.ty.clone();
        }
        if is_right(&here) {
            return Some((names, here));
        }
        let message = format!("the property `{}` is not {what}", path.value);
        report.mistake(Rule::InvalidExtension, path.at.value(), message);
        None
    }

    fn no_property(self, path: &Text, segment: &str, here: &Type, report: &mut Report) {
        let properties = self.properties(here).iter();
        let names: Vec<&str> = properties.map(|field| field.name.wire()).collect();
        let message = format!("no property is called `{segment}` there");
        let error = report.mistake(Rule::InvalidExtension, path.at.value(), message);
        if !names.is_empty() {
            error.help(format!("the properties are `{}`", names.join("`, `")));
        }
        error.suggest(segment, &names);
    }
}
