//! Faults, collected until all are known, and emitted together with the user's item.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Error;

/// All faults of one expansion. It must be emptied: forgetting it would swallow them.
#[derive(Default)]
pub(crate) struct Errors {
    faults: Vec<Error>,
    emptied: bool,
}

impl Errors {
    /// Notes a fault at these tokens.
    pub(crate) fn add(&mut self, at: &impl ToTokens, message: String) {
        self.faults.push(Error::new_spanned(at, message));
    }

    /// What was read, or a fault at the value that it could not be read from.
    pub(crate) fn unless<T>(
        &mut self,
        read: Option<T>,
        value: &impl ToTokens,
        message: fn() -> String,
    ) -> Option<T> {
        if read.is_none() {
            self.add(value, message());
        }
        read
    }

    /// Whether nothing was noted.
    pub(crate) fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// `expansion` if there was no fault; else the faults, and the item as it was written, so
    /// that the compiler still sees what else is in it.
    pub(crate) fn or_item(
        mut self,
        expansion: Option<TokenStream>,
        item: &TokenStream,
    ) -> TokenStream {
        self.emptied = true;
        match expansion {
            Some(expansion) if self.faults.is_empty() => expansion,
            _ => {
                let faults = self.faults.iter().map(Error::to_compile_error);
                quote!(#(#faults)* #item)
            }
        }
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(
            self.emptied || std::thread::panicking(),
            "faults of an expansion were forgotten"
        );
    }
}
