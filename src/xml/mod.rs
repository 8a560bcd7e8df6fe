//! XML read strictly into a small tree (XML 1.0, 5th edition; Namespaces 1.0): what is not well formed is refused, with
//! the place.

pub(crate) mod edit;
pub(crate) mod legal;
mod markup;
mod parse;
mod tree;
pub(crate) mod write;

pub use parse::parse;
pub use tree::{Children, Element, Node, Tree};

use crate::finding::{Lang, Words};
use crate::text::Places;

/// Elements nest at most so deep.
pub const DEEPEST: usize = 256;

/// Why a text is no XML that we take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlProblem {
    /// It is not well formed.
    Malformed {
        /// Where, in bytes.
        at: usize,
        /// What is wrong, in Chinese and English.
        what: Words,
    },
    /// It has a document type declaration, which could define entities.
    Doctype {
        /// Where, in bytes.
        at: usize,
    },
    /// It nests deeper than [`DEEPEST`].
    TooDeep,
}

impl XmlProblem {
    /// What is wrong with a text, and its line and column there.
    pub fn told(&self, text: &str) -> Words {
        let (at, what) = match self {
            Self::Malformed { at, what } => (at, what.clone()),
            Self::Doctype { at } => (at, "有 DOCTYPE 声明 / a document type declaration".into()),
            Self::TooDeep => return "嵌套太深 / nested too deep".into(),
        };
        let (line, column) = Places::new(text).of(*at);
        Words::new(
            format!("{line}:{column} {}", what.say(Lang::Zh)),
            format!("{line}:{column} {}", what.say(Lang::En)),
        )
    }
}

fn malformed(at: usize, zh: &'static str, en: &'static str) -> XmlProblem {
    XmlProblem::Malformed { at, what: Words::new(zh, en) }
}

/// The encoding that the XML declaration names, if there is one.
pub fn declared_encoding(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let after = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for (bad, what) in [
            ("<a>", "cut short"),
            ("<a/><b/>", "second root"),
            ("<a/>x", "outside the root"),
            ("", "no root"),
            ("<a>\0</a>", "forbids"),
            ("<a>&#8;</a>", "reference"),
            ("<a>&#xFFFE;</a>", "reference"),
            ("<a>]]></a>", "in text"),
            ("<1a/>", ""),
            ("<a><!-- a -- b --></a>", "comment"),
            ("<a x='1' x='2'/>", ""),
            ("<a x='<'/>", "attribute"),
            ("<a x='1'y='2'/>", "attribute"),
            ("<a x=1/>", "attribute"),
            ("<a x/>", "attribute"),
            ("<a x = />", "attribute"),
            ("<a 'x'/>", "attribute"),
            ("<a 1x='1'/>", "attribute"),
            ("<a x=’1’/>", "attribute"),
            ("<a x='&lt'/>", "entity in an attribute"),
            ("<a>&#+65;</a>", "reference"),
            ("<a>&nbsp;</a>", "entity"),
            ("<a></b>", "</b> where </a> belongs"),
            ("<a/></a>", "without a start"),
            ("<a", "does not end"),
            ("<a b='></a>", "does not end"),
            ("<a></a", "does not end"),
            ("<a><!-- </a>", "does not end"),
            ("<a><![CDATA[</a>", "does not end"),
            ("<a><?p </a>", "does not end"),
            ("<a><? ?></a>", "without a name"),
            ("<a><!ENTITY x 'y'></a>", "no markup"),
            ("<a>& </a>", "without a"),
            ("<a>& ;</a>", "entity"),
            ("<>", "element name"),
            ("< a/>", "attribute"),
            ("<a>]]&gt;]]></a>", "in text"),
            ("<a/><![CDATA[]]>", "outside the root"),
            ("&lt;<a/>", "outside the root"),
            ("<p:a/>", "prefix"),
            ("<a p:b=''/>", "prefix"),
            ("<a><b xmlns:p='u'/><c p:d=''/></a>", "prefix"),
            ("<a/><?xml version='1.0'?>", "declaration"),
        ] {
            match parse(bad) {
                Err(XmlProblem::Malformed { what: said, .. }) => {
                    assert!(said.say(Lang::En).contains(what), "{bad}: {said:?}");
                }
                other => panic!("{bad}: {other:?}"),
            }
        }
        for file in ["<!DOCTYPE a><a/>", "<a><!doctype b [ <!ENTITY c 'd'> ]></a>", "<!DOCTYPE"] {
            assert!(matches!(parse(file), Err(XmlProblem::Doctype { .. })), "{file}");
        }
        assert_eq!(parse(&"<a>".repeat(300)).err(), Some(XmlProblem::TooDeep));
    }

    #[test]
    fn names_text_and_namespaces() {
        let tree = parse(
            "<?xml version='1.0'?>\n<t:a xmlns:t='u' n='1&lt;&#10;2'>甲&amp;<b\n/>乙\r\n<![CDATA[<]]></t:a>",
        )
        .expect("XML");
        let e = tree.root();
        assert_eq!((e.namespace(), e.name(), e.attribute("n")), ("u", "a", Some("1<\n2")));
        assert_eq!(e.text(), "甲&乙\n<");
        assert_eq!(
            declared_encoding(b"<?xml version='1.0' encoding='GB18030'?>").as_deref(),
            Some("GB18030")
        );
    }
    /// A tree in words: elements in brackets with their places and attributes, texts in quotes.
    fn told(e: Element, out: &mut String) {
        use std::fmt::Write;
        let _ = write!(out, "[{}:{}", e.at(), e.name());
        for (name, value) in e.attributes() {
            let _ = write!(out, " {name}={value}");
        }
        for node in e.children() {
            match node {
                Node::Text(t) => drop(write!(out, " {t:?}")),
                Node::Element(child) => {
                    out.push(' ');
                    told(child, out);
                }
            }
        }
        out.push(']');
    }

    #[test]
    fn texts_belong_to_the_element_that_they_stand_in() {
        for (file, tree) in [
            ("<a>x<b>y</b>z</a>", r#"[0:a "x" [4:b "y"] "z"]"#),
            ("<a>&lt;<b>&gt;</b>&amp;<c/>&#x7532;</a>", r#"[0:a "<" [7:b ">"] "&" [23:c] "甲"]"#),
            ("<a>x<!-- -->y<?p?>z&lt;w<![CDATA[&]]>v</a>", r#"[0:a "xyz<w&v"]"#),
            ("<a>x&lt;<b c='&quot;'/>y&lt;z</a>", r#"[0:a "x<" [8:b c="] "y<z"]"#),
            ("<a xml:id='1' id='2'> <![CDATA[]]></a>", r#"[0:a xml:id=1 id=2 " "]"#),
            ("<a>1\r2\r\n3</a>", r#"[0:a "1\n2\n3"]"#),
        ] {
            let mut out = String::new();
            told(parse(file).expect("XML").root(), &mut out);
            assert_eq!(out, tree, "{file}");
        }
    }

    #[test]
    fn many_attributes_and_declarations_take_no_time() {
        let attributes: Vec<String> = (0..100_000).map(|n| format!(" a{n}=''")).collect();
        let file = format!("<a{}/>", attributes.concat());
        assert_eq!(parse(&file).expect("XML").root().attributes().count(), 100_000);
        let file = format!("<a{} a7=''/>", attributes.concat());
        assert!(matches!(parse(&file), Err(XmlProblem::Malformed { .. })));
        let declarations: Vec<String> = (0..100_000).map(|n| format!(" xmlns:a{n}='u'")).collect();
        let file = format!("<a{}>{}</a>", declarations.concat(), "<b/>".repeat(100_000));
        assert!(matches!(parse(&file), Err(XmlProblem::Malformed { .. })));
    }

    #[test]
    fn names_are_told_apart_however_alike() {
        let names: Vec<String> = (0..300).map(|n| format!("a{n}a")).collect();
        let tag = |n: &String| format!("<{n} {n}='' z='{n}'/>");
        let tags: Vec<String> = names.iter().chain(&names).map(tag).collect();
        let file = format!("<r>{}</r>", tags.concat());
        let tree = parse(&file).expect("XML");
        for (e, name) in tree.root().elements().zip(names.iter().chain(&names)) {
            assert_eq!(
                (e.name(), e.attribute("z"), e.attribute(name)),
                (name.as_str(), Some(name.as_str()), Some(""))
            );
        }
        assert_eq!(tree.root().all().count(), 601);
    }
    proptest! {
        /// What is taken here, the library's reader of events takes too, and finds the same text in it.
        #[test]
        fn no_reader_sees_another_text(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14)) {
            use quick_xml::events::Event;
            let file = format!("<r>{}</r>", pieces.concat());
            if let Ok(tree) = parse(&file) {
                let mut reader = quick_xml::Reader::from_str(&file);
                let mut text = String::new();
                loop {
                    match reader.read_event() {
                        Ok(Event::Text(t)) => text.push_str(&t.xml10_content()),
                        Ok(Event::CData(t)) => text.push_str(&t.xml10_content()),
                        Ok(Event::GeneralRef(r)) => match r.resolve_char_ref() {
                            Ok(Some(c)) => text.push(c),
                            _ => text.push_str(quick_xml::escape::resolve_predefined_entity(&r).unwrap_or("?")),
                        },
                        Ok(Event::Eof) => break,
                        Ok(_) => {}
                        Err(e) => prop_assert!(false, "{file}: {e}"),
                    }
                }
                prop_assert_eq!(tree.root().text(), text);
            }
        }
    }

    const PIECES: &[&str] = &[
        "<a>",
        "</a>",
        "<b/>",
        "<b c='",
        "' d=\"",
        "\"/>",
        "'/>",
        "\">",
        "'",
        "\"",
        ">",
        "<",
        "&lt;",
        "&#13;",
        "&",
        ";",
        "<!--",
        "-->",
        "-",
        "<![CDATA[",
        "]]>",
        "]",
        "<?p ",
        "?>",
        "?",
        "甲",
        " ",
        "\r",
        "\n",
        "=",
        "/",
        "x",
    ];
}
