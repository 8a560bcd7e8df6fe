//! What is sent back, with the headers that keep documents from doing anything.

use crate::finding::{Error, Lang};
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

/// Only files of the page itself run or style it (Content Security Policy, level 3).
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
                    frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// What comes out of documents runs nothing at all.
const DOCUMENT: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; frame-ancestors 'self'";

/// An answer.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    mime: &'static str,
    bytes: Vec<u8>,
    policy: &'static str,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// A file of the page.
    pub fn page(mime: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, mime, bytes: bytes.into(), policy: PAGE, headers: vec![] }
    }
    /// Something that was made of a document.
    pub fn document(mime: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { policy: DOCUMENT, ..Self::page(mime, bytes) }
    }
    /// A value.
    pub fn json(value: &Value) -> Self {
        Self::document("application/json", value.to_string())
    }
    /// What went wrong with a document, in both languages.
    pub fn error(e: &Error) -> Self {
        let said = json!({ "code": e.code.id, "zh": e.message(Lang::Zh), "en": e.message(Lang::En) });
        Self { status: 422, ..Self::json(&json!({ "error": said })) }
    }
    /// A status and no more.
    pub fn refused(status: u16) -> Self {
        let reason = StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or_default();
        let said = json!({ "code": status.to_string(), "zh": reason, "en": reason });
        Self { status, ..Self::json(&json!({ "error": said })) }
    }
    /// With one more header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
    /// To be kept as a file of a name.
    pub fn named(self, name: &str) -> Self {
        let coded: String = name
            .bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect();
        self.with("Content-Disposition", &format!("attachment; filename*=UTF-8''{coded}"))
    }
    /// As it is sent.
    pub fn send(self) -> Response {
        let own = [
            ("Content-Type", self.mime),
            ("Content-Security-Policy", self.policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        ];
        let mut response = Response::new(Body::from(self.bytes));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let given = self.headers.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        for (name, value) in own.into_iter().chain(given) {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
