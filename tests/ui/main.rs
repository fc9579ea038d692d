//! Programs that must not compile, with the words the user then reads, and programs that must.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(name)
}

fn files(name: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == extension));
    files.sort();
    files
}

#[test]
fn every_program_is_accepted_or_refused_as_expected() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/fail/*.rs");
    cases.pass("ui/pass/*.rs");
}

#[test]
fn every_program_says_what_it_is_for() {
    for file in files("fail", "rs").into_iter().chain(files("pass", "rs")) {
        let text = fs::read_to_string(&file).unwrap();
        let header = text.lines().next().unwrap_or_default();
        assert!(
            header.starts_with("// ") && header.len() > 20,
            "{}",
            file.display()
        );
    }
}

#[test]
fn every_message_of_the_macros_is_shown_by_a_program() {
    let shown: Vec<String> = files("fail", "stderr")
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let sources = fs::read_dir(folder("../../macros/src/messages")).unwrap();
    let messages: Vec<_> = sources
        .flat_map(|source| {
            let source = fs::read_to_string(source.unwrap().path()).unwrap();
            messages(&syn::parse_file(&source).unwrap())
        })
        .collect();
    assert!(
        messages.len() > 15,
        "the messages are not found: {messages:?}"
    );
    for (name, text) in messages {
        let shown = shown
            .iter()
            .any(|stderr| stderr.lines().any(|line| contains(line, &text)));
        assert!(shown, "no program shows the message `{name}`: {text}");
    }
}

/// Every string literal of every function: one for each form of its message.
fn messages(file: &syn::File) -> Vec<(String, String)> {
    let mut messages = Vec::new();
    for item in &file.items {
        let syn::Item::Fn(function) = item else {
            continue;
        };
        let block = &function.block;
        collect(
            quote_tokens(block),
            &function.sig.ident.to_string(),
            &mut messages,
        );
    }
    messages
}

fn quote_tokens(block: &syn::Block) -> proc_macro2::TokenStream {
    let mut tokens = proc_macro2::TokenStream::new();
    for statement in &block.stmts {
        quote::ToTokens::to_tokens(statement, &mut tokens);
    }
    tokens
}

fn collect(tokens: proc_macro2::TokenStream, name: &str, messages: &mut Vec<(String, String)>) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => collect(group.stream(), name, messages),
            proc_macro2::TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    messages.push((name.to_owned(), text.value()));
                }
            }
            _ => {}
        }
    }
}

/// Whether a line holds the fixed parts of a message in their order.
fn contains(line: &str, message: &str) -> bool {
    let mut rest = line;
    for part in message.split(['{', '}']).step_by(2) {
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    true
}
