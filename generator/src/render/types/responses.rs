//! One of several kinds of answer: an enum, and how an answer is read as one of them.

use proc_macro2::Ident;
use syn::Arm;
use syn::Expr;
use syn::Item;
use syn::Pat;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Answer;
use crate::model::AnswerKind;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::send::result_type;

/// An enum of the kinds, and how each is read.
pub(crate) fn responses(
    definition: &TypeDefinition,
    kinds: &[AnswerKind],
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let docs = docs::outer(&docs::text(
        &definition.docs,
        "One of several answers, told apart by their status.",
    ));
    let variants: Vec<syn::Variant> = kinds.iter().map(|kind| variant(kind, file)).collect();
    let unknown: Option<syn::Variant> = (!has_default(kinds)).then(|| {
        let bytes = file.runtime("Bytes");
        parse_quote! {
            /// An answer that the description does not know.
            Unknown(#bytes)
        }
    });
    let item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown
        }
    };
    vec![item, reading(&name, kinds, file)]
}

/// Whether a kind stands for all statuses that have none of their own.
fn has_default(kinds: &[AnswerKind]) -> bool {
    kinds.iter().any(|kind| kind.status == "default")
}

fn variant(kind: &AnswerKind, file: &RustFile<'_>) -> syn::Variant {
    let name = ident(kind.name.rust());
    let docs = docs::outer(&docs::text(&kind.docs, &code(&kind.status)));
    if kind.answer == Answer::Empty {
        return parse_quote! {
            #(#docs)*
            #name
        };
    }
    let ty = result_type(&kind.answer, file);
    parse_quote! {
        #(#docs)*
        #name(#ty)
    }
}

/// Single statuses come before ranges of them, and those before what stands for all.
fn reading(name: &Ident, kinds: &[AnswerKind], file: &RustFile<'_>) -> Item {
    let from_answer = file.runtime("FromAnswer");
    let body = file.runtime("AnswerBody");
    let misread = file.runtime("Misread");
    let mut ordered: Vec<&AnswerKind> = kinds.iter().collect();
    ordered.sort_by_key(|kind| match kind.status.as_str() {
        "default" => 2,
        status => u8::from(status.ends_with("XX")),
    });
    let mut arms: Vec<Arm> = ordered.into_iter().map(arm).collect();
    if !has_default(kinds) {
        arms.push(parse_quote!(_ => Ok(Self::Unknown(answer.bytes()))));
    }
    parse_quote! {
        impl #from_answer for #name {
            fn from_answer(answer: &#body<'_>) -> Result<Self, #misread> {
                match answer.status() {
                    #(#arms,)*
                }
            }
        }
    }
}

fn arm(kind: &AnswerKind) -> Arm {
    let name = ident(kind.name.rust());
    let statuses = statuses(&kind.status);
    let read: Expr = match kind.answer {
        Answer::Empty => parse_quote!(Ok(Self::#name)),
        Answer::Text => parse_quote!(answer.text().map(Self::#name)),
        Answer::Bytes => parse_quote!(Ok(Self::#name(answer.bytes()))),
        Answer::Json(_)
        | Answer::JsonOrEmpty(_)
        | Answer::Enveloped(_)
        | Answer::Unwrapped { .. }
        | Answer::Kinds(_)
        | Answer::Events(_)
        | Answer::Stream => parse_quote!(answer.json().map(Self::#name)),
    };
    parse_quote!(#statuses => #read)
}

fn statuses(status: &str) -> Pat {
    let number = |digits: &str| syn::LitInt::new(digits, proc_macro2::Span::call_site());
    match (status.strip_suffix("XX"), status) {
        (Some(first), _) => {
            let (low, high) = (number(&format!("{first}00")), number(&format!("{first}99")));
            parse_quote!(#low..=#high)
        }
        (None, "default") => parse_quote!(_),
        (None, status) => {
            let status = number(status);
            parse_quote!(#status)
        }
    }
}
