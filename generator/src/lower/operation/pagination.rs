//! `x-pagination`: lists that come in pages, checked against parameters and answers.

use crate::lower::operation::asked::Value;
use crate::lower::operation::operations::Operations;
use crate::model::Answer;
use crate::model::Body;
use crate::model::Field;
use crate::model::Home;
use crate::model::Name;
use crate::model::Pagination;
use crate::model::Parameter;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Way;
use crate::spec;
use crate::spec::PaginationObject;
use crate::spec::Text;

/// What a call whose answer is a page has besides its setters.
const TAKEN_IN_PAGES: [&str; 2] = ["items", "pages"];

/// What an operation with pages is made of, as far as it is known.
pub(crate) struct Paged<'a> {
    pub(crate) operation: &'a spec::Operation,
    pub(crate) parameters: &'a [Parameter],
    pub(crate) body: &'a Body,
    pub(crate) answer: &'a Answer,
    pub(crate) local: &'a [TypeDefinition],
}

impl<'a> Paged<'a> {
    /// The members of the body that are arguments and setters.
    pub(crate) fn fields(&self) -> &'a [Field] {
        match self.body {
            Body::Members { fields, .. } => fields,
            Body::None | Body::Value { .. } => &[],
        }
    }
}

impl Operations<'_> {
    /// How the pages of an operation follow each other, if it says so.
    pub(crate) fn pagination(&mut self, paged: &Paged<'_>) -> Option<Pagination> {
        let said = self.said(paged.operation)?;
        self.refuse_setters(paged);
        let Some(page) = paged.answer.ty() else {
            let message = "a page is an answer of JSON, which this operation does not have";
            self.schemas.report.error(said.at.key(), message);
            return None;
        };
        let way = self.way(said, page, paged);
        let items = self.items(said, page, paged.local);
        let more = said.more.as_ref().map(|more| {
            let is_boolean = |ty: &Type| *ty == Type::Boolean;
            self.follow(more, page, paged.local, ("a boolean", &is_boolean))
        });
        self.unused(said);
        Some(Pagination {
            way: way?,
            items: items?,
            more: match more {
                Some(more) => Some(more?),
                None => None,
            },
        })
    }

    /// What the operation says, or the document for it.
    fn said<'a>(&mut self, operation: &'a spec::Operation) -> Option<&'a PaginationObject>
    where
        Self: 'a,
    {
        match operation.pagination.as_ref()? {
            spec::Pagination::None => None,
            spec::Pagination::Own(object) => Some(object),
            spec::Pagination::Inherited { at } => {
                let common = self.schemas.document.pagination.as_ref();
                if common.is_none() {
                    self.schemas.report
                        .error(at.value(), "the document has no `x-pagination` to take over")
                        .help("add `x-pagination` at the top of the document, or say here how pages follow each other");
                }
                common
            }
        }
    }

    /// Setters that have the names of the methods which give the pages.
    fn refuse_setters(&mut self, paged: &Paged<'_>) {
        let names = paged.parameters.iter().map(|parameter| &parameter.name);
        let mut names = names.chain(paged.fields().iter().map(|member| &member.name));
        if let Some(name) = names.find(|name| TAKEN_IN_PAGES.contains(&name.rust())) {
            let message = format!(
                "a call with pages has a method `{}`, which is the name of a parameter or of a member of the body",
                name.rust()
            );
            self.schemas
                .report
                .error(paged.operation.at.child("parameters").key(), message)
                .help("give the parameter another name with `x-rust-name`");
        }
    }

    fn way(&mut self, said: &PaginationObject, page: &Type, paged: &Paged<'_>) -> Option<Way> {
        let is_text = |ty: &Type| is_text(ty);
        match said.kind.value.as_str() {
            "cursor" => {
                let asked = self.asked(said, paged, Value::Any);
                let next = self.next(said, page, paged.local);
                Some(Way::Cursor {
                    asked: asked?,
                    next: next?,
                })
            }
            "last" => {
                let asked = self.asked(said, paged, Value::Any);
                let id = self.id(said, page, paged.local);
                Some(Way::Last {
                    asked: asked?,
                    id: id?,
                })
            }
            "page" => Some(Way::Number {
                asked: self.asked(said, paged, Value::Number)?,
                first: said.first.unwrap_or(1),
            }),
            "offset" => Some(Way::Offset {
                asked: self.asked(said, paged, Value::Number)?,
            }),
            "link" => Some(Way::Link),
            "url" => {
                let url = self.required(said, said.next.as_ref(), "next")?;
                let next = self.follow(url, page, paged.local, ("text", &is_text))?;
                Some(Way::Url { next })
            }
            other => {
                let kinds = ["cursor", "last", "page", "offset", "link", "url"];
                let error = self.schemas.report.error(
                    said.kind.at.value(),
                    format!("`{other}` is no kind of pagination"),
                );
                match spec::nearest(other, kinds) {
                    Some(meant) => error.help(format!("did you mean `{meant}`?")),
                    None => error
                        .help("the kinds are `cursor`, `last`, `page`, `offset`, `link` and `url`"),
                };
                None
            }
        }
    }

    /// The keywords that another kind has.
    fn unused(&mut self, said: &PaginationObject) {
        let kind = said.kind.value.as_str();
        let (parameter, next) = match kind {
            "cursor" => (true, true),
            "last" | "page" | "offset" => (true, false),
            "link" => (false, false),
            "url" => (false, true),
            _ => return,
        };
        for (keyword, is_there) in [
            ("parameter", said.parameter.is_some() && !parameter),
            ("next", said.next.is_some() && !next),
            ("member", said.member.is_some() && !parameter),
            ("id", said.id.is_some() && kind != "last"),
            ("first", said.first.is_some() && kind != "page"),
        ] {
            if is_there {
                let message = format!("`{keyword}` has no meaning with `kind: {kind}`");
                self.schemas
                    .report
                    .error(said.at.child(keyword).key(), message)
                    .help("take it out");
            }
        }
    }

    pub(crate) fn required<'t>(
        &mut self,
        said: &PaginationObject,
        text: Option<&'t Text>,
        keyword: &str,
    ) -> Option<&'t Text> {
        if text.is_none() {
            let kind = &said.kind.value;
            let message = format!("`kind: {kind}` needs the keyword `{keyword}`");
            self.schemas
                .report
                .error(said.at.key(), message)
                .help(format!("add `{keyword}:`"));
        }
        text
    }

    /// The members that lead from an element of the list to what names the page after it.
    fn id(
        &mut self,
        said: &PaginationObject,
        page: &Type,
        local: &[TypeDefinition],
    ) -> Option<Vec<Name>> {
        let id = self.required(said, said.id.as_ref(), "id")?;
        let mut list = page.clone();
        for segment in said.items.iter().flat_map(|items| items.value.split('/')) {
            let found = self
                .members_of(&list, local)
                .find(|(name, _)| name.wire() == segment);
            list = found?.1.clone();
        }
        let Type::List(element) = list else {
            return None;
        };
        let is_text = |ty: &Type| is_text(ty) || matches!(ty, Type::Named(_));
        self.follow(id, &element, local, ("text or a whole number", &is_text))
    }

    fn next(
        &mut self,
        said: &PaginationObject,
        page: &Type,
        local: &[TypeDefinition],
    ) -> Option<Vec<Name>> {
        let next = self.required(said, said.next.as_ref(), "next")?;
        let is_text = |ty: &Type| is_text(ty) || matches!(ty, Type::Named(_));
        let members = self.follow(next, page, local, ("text or a whole number", &is_text))?;
        Some(members)
    }

    /// The members that lead to the list.
    fn items(
        &mut self,
        said: &PaginationObject,
        page: &Type,
        local: &[TypeDefinition],
    ) -> Option<Vec<Name>> {
        let is_list = |ty: &Type| matches!(ty, Type::List(_));
        if let Some(items) = &said.items {
            return self.follow(items, page, local, ("a list", &is_list));
        }
        if is_list(page) {
            return Some(Vec::new());
        }
        let lists: Vec<String> = self
            .members_of(page, local)
            .filter(|(_, ty)| is_list(ty))
            .map(|(name, _)| format!("`items: {}`", name.wire()))
            .collect();
        let error = self.schemas.report.error(
            said.at.key(),
            "the answer is no list: it has to be said which of its properties lists the elements",
        );
        if lists.is_empty() {
            error.help("add `items:` with the name of the property");
        } else {
            error.help(format!("add {}", lists.join(" or ")));
        }
        None
    }

    /// The members that a path such as `meta/next` leads along, to a value of the right type.
    pub(crate) fn follow(
        &mut self,
        path: &Text,
        page: &Type,
        local: &[TypeDefinition],
        (what, is_right): (&str, &dyn Fn(&Type) -> bool),
    ) -> Option<Vec<Name>> {
        let mut here = page.clone();
        let mut names = Vec::new();
        for segment in path.value.split('/') {
            let found = self
                .members_of(&here, local)
                .find(|(name, _)| name.wire() == segment)
                .map(|(name, ty)| (name.clone(), ty.clone()));
            let Some((name, ty)) = found else {
                self.no_property(path, segment, &here, local);
                return None;
            };
            names.push(name);
            here = ty;
        }
        if is_right(&here) {
            return Some(names);
        }
        let message = format!("the property `{}` is not {what}", path.value);
        self.schemas.report.error(path.at.value(), message);
        None
    }

    fn no_property(&mut self, path: &Text, segment: &str, here: &Type, local: &[TypeDefinition]) {
        let names: Vec<String> = self
            .members_of(here, local)
            .map(|(name, _)| name.wire().to_owned())
            .collect();
        let meant = spec::nearest(segment, names.iter().map(String::as_str));
        let help = meant.map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("no property is called `{segment}` there");
        let error = self.schemas.report.error(path.at.value(), message);
        if let Some(help) = help {
            error.help(help);
        } else if !names.is_empty() {
            error.help(format!("the properties are `{}`", names.join("`, `")));
        }
    }

    /// The members of an object, each with its type.
    fn members_of<'a>(
        &'a self,
        ty: &Type,
        local: &'a [TypeDefinition],
    ) -> impl Iterator<Item = (&'a Name, &'a Type)> {
        let fields = match self
            .definition_of(ty, local)
            .map(|definition| &definition.shape)
        {
            Some(Shape::Structure(structure)) => structure.fields.as_slice(),
            _ => &[],
        };
        fields.iter().map(|field| (&field.name, &field.ty))
    }

    fn definition_of<'a>(
        &'a self,
        ty: &Type,
        local: &'a [TypeDefinition],
    ) -> Option<&'a TypeDefinition> {
        let reference = match ty {
            Type::Named(reference) => reference,
            Type::Nullable(inner) | Type::Boxed(inner) => return self.definition_of(inner, local),
            _ => return None,
        };
        match reference.home {
            Home::Shared => self.schemas.definition(reference),
            Home::Operation => local
                .iter()
                .find(|definition| definition.name.rust() == reference.name),
        }
    }

    pub(crate) fn is_text_type(&self, ty: &Type, local: &[TypeDefinition]) -> bool {
        let shape = self
            .definition_of(ty, local)
            .map(|definition| &definition.shape);
        matches!(shape, Some(Shape::Text(_)))
    }
}

pub(crate) fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer(_))
}
