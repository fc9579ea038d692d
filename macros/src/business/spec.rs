//! Prints the static description of a metric.

use super::ast::Kind;
use super::model::Model;
use crate::hygiene;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The static, and its place in the list of all metrics. `values` are the known values of each
/// label.
pub(super) fn print(model: &Model, values: &[TokenStream]) -> TokenStream {
    let Model {
        root,
        name,
        help,
        unit,
        digits,
        buckets,
        exact,
        labels,
        ..
    } = model;
    let metric = hygiene::metric();
    let kind = match model.kind {
        Kind::Counter => "Counter",
        Kind::Gauge => "Gauge",
        Kind::Histogram => "Histogram",
        Kind::Summary => "Summary",
    };
    let kind = Ident::new(kind, Span::mixed_site());
    let labels = labels.iter().zip(values).map(|(label, values)| {
        let name = label.text();
        let max = match label.max {
            Some(max) => quote!(::core::option::Option::Some(#max)),
            None => quote!(::core::option::Option::None),
        };
        quote!(#root::LabelSpec { name: #name, values: #values, max: #max })
    });
    quote! {
        static #metric: #root::Metric = #root::Metric::new(#root::MetricSpec {
            kind: #root::MetricKind::#kind,
            name: #name,
            help: #help,
            unit: #unit,
            digits: #digits,
            buckets: &[#(#buckets),*],
            exact: #exact,
            labels: &[#(#labels),*],
        });
        #root::register_metric!(#metric);
    }
}
