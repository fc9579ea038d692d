//! A value as one field of a span or event: a scalar stays one, everything else is text, in the
//! manner of `Debug`.

use super::{Form, Shape};
use crate::redact::text::MAX_TEXT;
use crate::redact::{Captured, Clean, FieldValue, Hits};
use std::fmt::{self, Write};

/// One value as it is written.
#[derive(Debug, Default)]
pub(in crate::redact) struct Recording {
    text: String,
    /// The whole value, if it is a scalar.
    scalar: Option<FieldValue>,
    /// What is open, from the outside in.
    open: Vec<Open>,
    written: bool,
    /// Nothing more fits.
    full: bool,
}

#[derive(Debug)]
struct Open {
    shape: Shape,
    named: bool,
    empty: bool,
    /// Whether a name stands before the value that comes next.
    after_name: bool,
}

impl Recording {
    /// The value; `None` if there is nothing of it to see.
    pub(in crate::redact) fn finish(self, hits: Hits) -> Option<FieldValue> {
        if !self.written {
            return None;
        }
        let whole = || FieldValue::Text(Clean::redacted(self.text, hits));
        Some(self.scalar.unwrap_or_else(whole))
    }

    fn write(&mut self, text: &str) {
        if self.full {
            return;
        }
        if self.text.capacity() == 0 {
            self.text.reserve(128);
        }
        let room = MAX_TEXT.saturating_sub(self.text.len());
        if text.len() <= room {
            self.text.push_str(text);
            return;
        }
        self.text.push_str(&text[..text.floor_char_boundary(room)]);
        self.text.push('…');
        self.full = true;
    }

    /// Says that a value follows: it is separated from the one before.
    fn begin(&mut self) {
        self.written = true;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if std::mem::take(&mut open.after_name) {
            return;
        }
        self.separate();
    }

    fn separate(&mut self) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let first = std::mem::replace(&mut open.empty, false);
        let text = match (first, open.shape, open.named) {
            (false, ..) => ", ",
            (true, Shape::Structure, true) => " { ",
            (true, Shape::Structure | Shape::Map, _) => "{",
            (true, Shape::Tuple, _) => "(",
            (true, Shape::List, _) => "[",
        };
        self.write(text);
    }
}

/// Takes what is formatted, as far as it fits.
struct Bounded<'r>(&'r mut Recording);

impl Write for Bounded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text);
        Ok(())
    }
}

impl Form for Recording {
    fn scalar(&mut self, value: &Captured<'_>) -> fmt::Result {
        if self.open.is_empty()
            && let Some(value) = value.as_field()
        {
            self.written = true;
            self.scalar = Some(value.checked());
            return Ok(());
        }
        match value {
            Captured::Nothing | Captured::Redact(..) => self.none(),
            Captured::Text(text) => self.text(text),
            value => {
                self.begin();
                if let Some(value) = value.as_field() {
                    write!(Bounded(self), "{}", value.checked())?;
                }
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        self.begin();
        if self.open.is_empty() {
            self.write(text);
        } else {
            write!(Bounded(self), "{text:?}")?;
        }
        Ok(())
    }

    fn tag(&mut self, text: &str) -> fmt::Result {
        self.begin();
        self.write(text);
        Ok(())
    }

    fn none(&mut self) -> fmt::Result {
        if !self.open.is_empty() {
            self.begin();
            self.write("None");
        }
        Ok(())
    }

    fn open(&mut self, shape: Shape, name: &'static str, _: bool) -> fmt::Result {
        self.begin();
        self.write(name);
        self.open.push(Open {
            shape,
            named: !name.is_empty(),
            empty: true,
            after_name: false,
        });
        Ok(())
    }

    fn name(&mut self, name: &str) -> fmt::Result {
        self.separate();
        self.write(name);
        self.write(": ");
        if let Some(open) = self.open.last_mut() {
            open.after_name = true;
        }
        Ok(())
    }

    fn rest(&mut self, count: usize) -> fmt::Result {
        self.begin();
        write!(Bounded(self), "…+{count}")
    }

    fn close(&mut self) -> fmt::Result {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let text = match (open.shape, open.empty, open.named) {
            (Shape::Structure, true, true) => "",
            (Shape::Structure, false, true) => " }",
            (Shape::Structure | Shape::Map, true, _) => "{}",
            (Shape::Structure | Shape::Map, false, _) => "}",
            (Shape::Tuple, true, _) => "()",
            (Shape::Tuple, false, _) => ")",
            (Shape::List, true, _) => "[]",
            (Shape::List, false, _) => "]",
        };
        self.write(text);
        Ok(())
    }
}

impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::I64(value) => fmt::Display::fmt(value, f),
            Self::U64(value) => fmt::Display::fmt(value, f),
            Self::I128(value) => fmt::Display::fmt(value, f),
            Self::U128(value) => fmt::Display::fmt(value, f),
            Self::F64(value) => fmt::Debug::fmt(value, f),
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::Text(text) => f.write_str(text),
            Self::ByPolicy(_) => f.write_char('…'),
        }
    }
}
