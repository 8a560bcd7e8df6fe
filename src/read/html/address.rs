//! Where the links of a page lead that are given from its own address (RFC 3986, 5.2).

use super::dom::Dom;

/// The address that links of a page are given from: that of `base`, else the one that the page says it has. None where
/// it says nothing that leads anywhere.
pub fn of_page(dom: &Dom) -> Option<String> {
    let attribute = |name: &'static str, of: &'static str, is: (&'static str, &'static str)| {
        let mut all = dom.nodes.iter().filter_map(|n| n.element).filter(move |e| e.name() == name);
        let said = move |e: &&scraper::node::Element| {
            is.0.is_empty() || e.attr(is.0).is_some_and(|v| v.eq_ignore_ascii_case(is.1))
        };
        all.find(said).and_then(|e| e.attr(of)).map(str::trim)
    };
    let whole = |at: &&str| parts(at).is_some();
    let own = attribute("link", "href", ("rel", "canonical"))
        .filter(whole)
        .or_else(|| attribute("meta", "content", ("property", "og:url")).filter(whole));
    match attribute("base", "href", ("", "")) {
        Some(base) if whole(&base) => Some(base.to_owned()),
        Some(base) => own.and_then(|own| join(own, base)),
        None => own.map(str::to_owned),
    }
}

/// Scheme, host, path and what follows of an address of the web.
fn parts(address: &str) -> Option<(&str, &str, &str, &str)> {
    let scheme = ["http:", "https:"].into_iter().find(|s| starts(address, s))?;
    let rest = address[scheme.len()..].strip_prefix("//")?;
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host);
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, query) = path.split_at(end);
    (!host.is_empty()).then_some((&address[..scheme.len()], host, path, query))
}

fn starts(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme))
}

/// The address that a reference of a page leads to; none for one that is whole, stays on the page, or is no reference.
pub fn join(page: &str, reference: &str) -> Option<String> {
    let (scheme, host, path, query) = parts(page)?;
    let before = &reference[..reference.find(['/', '?', '#']).unwrap_or(reference.len())];
    if reference.is_empty() || reference.starts_with('#') || before.contains(':') {
        return None;
    }
    if let Some(rest) = reference.strip_prefix("//") {
        return Some(format!("{scheme}//{rest}"));
    }
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (file, rest) = reference.split_at(end);
    if file.is_empty() {
        let query = if rest.starts_with('?') { "" } else { query };
        return Some(format!("{scheme}//{host}{path}{query}{rest}"));
    }
    let folder = if file.starts_with('/') { "" } else { &path[..path.rfind('/').map_or(0, |at| at + 1)] };
    Some(format!("{scheme}//{host}{}{rest}", without_dots(&format!("{folder}{file}"))))
}

/// A path without its steps `.` and `..` (5.2.4).
fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = vec![];
    let steps: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    for (k, step) in steps.iter().enumerate() {
        let last = k + 1 == steps.len();
        match *step {
            "." | ".." => {
                if *step == ".." {
                    out.pop();
                }
                if last {
                    out.push("");
                }
            }
            step => out.push(step),
        }
    }
    format!("/{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    #[test]
    fn references_are_joined_as_the_standard_says() {
        for (reference, whole) in [
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g/x", "http://g/x"),
            ("?y", "http://a/b/c/d?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ] {
            assert_eq!(join("http://a/b/c/d?q", reference).as_deref(), Some(whole), "{reference}");
        }
        for none in ["", "#s", "mailto:a@b", "https://b/", "javascript:x"] {
            assert_eq!(join("http://a/b/c/d?q", none), None, "{none}");
        }
    }

    #[test]
    fn a_page_says_where_it_is() {
        let of = |head: &str| of_page(&Dom::new(&Html::parse_document(head)));
        assert_eq!(of("<base href='https://a.org/x/'><p>").as_deref(), Some("https://a.org/x/"));
        let both = "<link rel=canonical href='https://a.org/x/y.html'><base href='z/'><p>";
        assert_eq!(of(both).as_deref(), Some("https://a.org/x/z/"));
        assert_eq!(
            of("<meta property=og:url content='http://a.org/1'><p>").as_deref(),
            Some("http://a.org/1")
        );
        assert_eq!(of("<base target=_blank><base href='/x'><p>"), None);
    }
}
