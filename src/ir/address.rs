//! What marks say of places outside the document and of languages, as formats may take it.

/// The schemes of addresses that links may lead to: nothing that a document says is ever opened or run.
const SCHEMES: &[&str] = &["http://", "https://", "mailto:"];

/// Whether an address has one of these schemes.
pub fn leads_out(target: &str) -> bool {
    scheme(target).is_some()
}

fn scheme(target: &str) -> Option<&'static str> {
    SCHEMES.iter().find(|s| target.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s))).copied()
}

/// An address as formats take it: a URI of a scheme that links may have, with what no URI may hold written in percent
/// (RFC 3986, 2.1); `None` for any other address.
pub fn uri(target: &str) -> Option<String> {
    let target = target.trim();
    let scheme = scheme(target)?;
    let rest = &target[scheme.len()..];
    if rest.is_empty() || rest.starts_with('/') {
        return None;
    }
    let mut out = scheme.to_owned();
    let mut hash = false;
    for (at, b) in rest.bytes().enumerate() {
        let escaped =
            || rest.as_bytes().get(at + 1..at + 3).is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit));
        let ok = match b {
            b'#' => !std::mem::replace(&mut hash, true),
            b'%' => escaped(),
            b':' | b'/' | b'?' | b'@' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b','
            | b';' | b'=' | b'-' | b'.' | b'_' | b'~' => true,
            b => b.is_ascii_alphanumeric(),
        };
        if ok {
            out.push(char::from(b));
        } else {
            let _ = std::fmt::Write::write_fmt(&mut out, format_args!("%{b:02X}"));
        }
    }
    Some(out)
}

/// Whether a text is a language tag (BCP 47, 2.1, as far as `xsd:language` checks it).
pub fn is_language(tag: &str) -> bool {
    let part = |p: &str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    tag.split('-').all(part)
        && tag.starts_with(|c: char| c.is_ascii_alphabetic())
        && tag.split('-').next().is_some_and(|p| p.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_and_of_mail_are_links() {
        assert_eq!(
            uri(" https://example.cn/法?a=1&b=%E6#c ").as_deref(),
            Some("https://example.cn/%E6%B3%95?a=1&b=%E6#c")
        );
        assert_eq!(uri("HTTP://a b").as_deref(), Some("http://a%20b"));
        assert_eq!(uri("https://a/100%#x#y").as_deref(), Some("https://a/100%25#x%23y"));
        assert_eq!(uri("mailto:a@example.cn").as_deref(), Some("mailto:a@example.cn"));
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://",
            "https:///x",
            "data:text/html,x",
            "#a",
            "条",
        ] {
            assert_eq!(uri(bad), None, "{bad}");
        }
    }
}
