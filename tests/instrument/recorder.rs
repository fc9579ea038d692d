//! A subscriber that writes down everything it is told.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

#[derive(Default)]
struct State {
    text: String,
    spans: u64,
    handles: Vec<u32>,
    entered: Vec<u64>,
}

struct Recorder {
    state: Arc<Mutex<State>>,
    level: Level,
}

/// What is told while `case` runs, as text.
pub(crate) fn record(level: Level, case: &dyn Fn()) -> String {
    let state = Arc::new(Mutex::new(State::default()));
    let recorder = Recorder {
        state: Arc::clone(&state),
        level,
    };
    tracing::subscriber::with_default(recorder, case);
    let state = state.lock().unwrap();
    state.text.clone()
}

struct Fields<'t>(&'t mut String);

macro_rules! typed {
    ($($method:ident: $ty:ty),+) => {
        $(fn $method(&mut self, field: &Field, value: $ty) {
            let kind = stringify!($method).trim_start_matches("record_");
            write!(self.0, " {field}={kind}({value})").unwrap();
        })+
    };
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}=debug({value:?})").unwrap();
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        write!(self.0, " {field}=error({value})").unwrap();
    }

    typed!(
        record_i64: i64,
        record_u64: u64,
        record_i128: i128,
        record_u128: u128,
        record_f64: f64,
        record_bool: bool,
        record_str: &str
    );
}

impl State {
    fn metadata(&mut self, metadata: &Metadata<'_>) {
        let fields: Vec<_> = metadata.fields().iter().map(|field| field.name()).collect();
        write!(
            self.text,
            " target={} level={} module={:?} file={} declares={fields:?}",
            metadata.target(),
            metadata.level(),
            metadata.module_path(),
            metadata
                .file()
                .is_some_and(|file| file.ends_with("cases.rs")),
        )
        .unwrap();
    }

    fn parent(&mut self, explicit: Option<&Id>, is_root: bool) {
        let parent = match explicit {
            Some(id) => format!("explicit {}", id.into_u64()),
            None if is_root => "none".to_owned(),
            None => format!("current {:?}", self.entered.last()),
        };
        write!(self.text, " parent={parent}").unwrap();
    }

    fn note(&mut self, what: &str, id: &Id) {
        writeln!(self.text, "{what} {}", id.into_u64()).unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut state = self.state.lock().unwrap();
        state.spans += 1;
        state.handles.push(1);
        let id = state.spans;
        write!(state.text, "new {id} {}", span.metadata().name()).unwrap();
        state.metadata(span.metadata());
        state.parent(span.parent(), span.is_root());
        span.record(&mut Fields(&mut state.text));
        state.text.push('\n');
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut state = self.state.lock().unwrap();
        write!(state.text, "record {}", span.into_u64()).unwrap();
        values.record(&mut Fields(&mut state.text));
        state.text.push('\n');
    }

    fn record_follows_from(&self, span: &Id, follows: &Id) {
        let mut state = self.state.lock().unwrap();
        let (span, follows) = (span.into_u64(), follows.into_u64());
        writeln!(state.text, "{span} follows {follows}").unwrap();
    }

    fn event(&self, event: &Event<'_>) {
        let mut state = self.state.lock().unwrap();
        let name = event.metadata().name();
        let name = if name.starts_with("event ") {
            "event"
        } else {
            name
        };
        state.text.push_str(name);
        state.metadata(event.metadata());
        state.parent(event.parent(), event.is_root());
        event.record(&mut Fields(&mut state.text));
        state.text.push('\n');
    }

    fn enter(&self, span: &Id) {
        let mut state = self.state.lock().unwrap();
        state.entered.push(span.into_u64());
        state.note("enter", span);
    }

    fn exit(&self, span: &Id) {
        let mut state = self.state.lock().unwrap();
        state.entered.pop();
        state.note("exit", span);
    }

    fn clone_span(&self, id: &Id) -> Id {
        let mut state = self.state.lock().unwrap();
        state.handles[usize::try_from(id.into_u64()).unwrap() - 1] += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut state = self.state.lock().unwrap();
        let handles = &mut state.handles[usize::try_from(id.into_u64()).unwrap() - 1];
        *handles -= 1;
        let closed = *handles == 0;
        if closed {
            state.note("close", &id);
        }
        closed
    }

    fn current_span(&self) -> tracing_core::span::Current {
        tracing_core::span::Current::none()
    }
}
