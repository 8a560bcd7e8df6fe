//! Who may ask: whoever shows the token, from this machine's page and no other.

use crate::text::hash::sha256;
use axum::http::HeaderMap;

/// The port and the token of a run.
#[derive(Debug)]
pub struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    /// A guard for a port with a secret.
    pub fn new(port: u16, secret: &[u8]) -> Self {
        Self { port, token: sha256(secret) }
    }
    /// The address that opens the page.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }
    /// The cookie that the page keeps its token in: it is sent to this port's page alone, and never from elsewhere.
    pub fn cookie(&self) -> String {
        format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.name(), self.token)
    }
    fn name(&self) -> String {
        // Cookies do not tell ports apart.
        format!("tiaowen-{}", self.port)
    }
    /// Whether a request may be answered: then whether it brings the token in its address; else the status to refuse it
    /// with. A foreign host is a name that was made to lead here; a foreign origin is another page.
    pub fn admit(&self, url: &str, headers: &HeaderMap) -> Result<bool, u16> {
        let all = |name: &str| headers.get_all(name).into_iter().map(|v| v.to_str().unwrap_or("\u{fffd}"));
        let here = ["127.0.0.1", "localhost", "[::1]"].map(|h| format!("{h}:{}", self.port));
        let hosts: Vec<&str> = all("Host").collect();
        let host = matches!(hosts[..], [host] if here.iter().any(|h| h == host));
        let origin =
            all("Origin").all(|o| o.strip_prefix("http://").is_some_and(|o| here.iter().any(|h| h == o)));
        let site = all("Sec-Fetch-Site").all(|s| matches!(s, "same-origin" | "none"));
        let in_address = parameter(url, "token").is_some_and(|t| same(&t, &self.token));
        let name = self.name();
        let in_cookie = all("Cookie")
            .flat_map(|c| c.split(';'))
            .filter_map(|c| c.trim().split_once('='))
            .any(|(n, v)| n == name && same(v, &self.token));
        let in_header = all("X-Tiaowen-Token").any(|t| same(t, &self.token));
        // The page is opened from a terminal or a mail, so its first request may come from anywhere, with the token.
        let opened = in_address && url.starts_with("/?");
        if host && origin && (site || opened) && (in_address || in_cookie || in_header) {
            Ok(in_address)
        } else {
            Err(403)
        }
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

/// A parameter of an address, decoded (RFC 3986, 2.1).
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    query.split('&').filter_map(|p| p.split_once('=')).find(|(n, _)| *n == name).map(|(_, v)| decoded(v))
}

/// Percent signs with two digits as the bytes that they stand for.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let coded = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let byte = coded.and_then(|c| u8::from_str_radix(c, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        assert_eq!(parameter("/x?a=1&name=%E6%9D%A1%E6%96%87.txt", "name").as_deref(), Some("条文.txt"));
        assert_eq!(parameter("/x?name=100%25%2", "name").as_deref(), Some("100%%2"));
        assert_eq!(parameter("/x", "name"), None);
    }

    #[test]
    fn tokens_are_the_same_or_not() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", "a"));
    }
}
