//! Where and how a parameter is written, as the runtime calls it.

use syn::Expr;
use syn::parse_quote;

use crate::model::Place;
use crate::model::Style;
use crate::render::file::RustFile;
use crate::render::ident;

pub(crate) fn place(place: Place, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("Place");
    let name = ident(match place {
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
    });
    parse_quote!(#ty::#name)
}

pub(crate) fn style(style: Style, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("Style");
    let name = ident(match style {
        Style::Simple => "Simple",
        Style::SimpleExploded => "SimpleExploded",
        Style::Label => "Label",
        Style::LabelExploded => "LabelExploded",
        Style::Matrix => "Matrix",
        Style::MatrixExploded => "MatrixExploded",
        Style::Form => "Form",
        Style::FormExploded => "FormExploded",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Json => "Json",
    });
    parse_quote!(#ty::#name)
}
