//! `url`.

use crate::redact::UrlText;
use std::borrow::Cow;
use url::Url;

impl UrlText for Url {
    fn url_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}
