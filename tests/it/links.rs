//! Links that are followed: in every format a reference leads to the provision that the tree says, and the words found
//! there are that provision's.

use crate::help::parts;
use std::collections::HashMap;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::{Document, Event, MarkKind, events};
use tiaowen::text::chars::squash;
use tiaowen::write::Job;
use tiaowen::xml::{Element, Node, parse};

const SOURCE: &str = "港口示例办法\n第一章　总则\n第一条　为了管理港口，制定本办法。\n第二条　港口分为：\n（一）海港；\n\
    （二）河港。\n前款第（一）项规定的海港，依照第一条管理。\n第三条　违反前条第一款、第二款和第二章规定的，依照本办法第五条处理。\n\
    第二章　罚则\n第四条　依照第一条至第三条的规定处罚。\n第五条　适用第二条第（二）项；本条不适用于第一章。\n";

fn document() -> Document {
    crate::help::document(SOURCE.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document")
}

/// The references of the tree: their words and where they lead.
fn references(doc: &Document) -> Vec<(String, String)> {
    let mut out = vec![];
    events(doc, |e| {
        let Event::Text(t) = e else { return };
        for m in &t.marks {
            if let MarkKind::Reference { target, .. } = &m.kind {
                out.push((t.text[m.start as usize..m.end as usize].to_owned(), target.0.clone()));
            }
        }
    });
    out
}

/// The first text of every provision, without its label: what a reader finds at the end of a link.
fn first_words(doc: &Document) -> HashMap<String, String> {
    let mut out: HashMap<String, String> = HashMap::new();
    out.insert("title".into(), "港口示例办法".into());
    let mut open: Vec<String> = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => {
            open.push(p.id.0.clone());
            if let Some(h) = &p.heading {
                out.entry(p.id.0.clone()).or_insert_with(|| squash(&h.text));
            }
        }
        Event::Leave(_) => {
            open.pop();
        }
        Event::Text(t) => {
            for id in &open {
                out.entry(id.clone()).or_insert_with(|| squash(&t.text));
            }
        }
    });
    out
}

fn written(doc: &Document, format: &str) -> Vec<u8> {
    tiaowen::write(doc, writer_named(format).expect("a writer"), &Job::default()).expect("a file").0
}

fn all<'t>(e: Element<'t>, see: &mut impl FnMut(Element<'t>)) {
    see(e);
    for node in e.children() {
        if let Node::Element(child) = node {
            all(child, see);
        }
    }
}

#[test]
fn the_tree_refers_as_a_reader_would() {
    let found = references(&document());
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        found,
        [
            ("本办法", "title"),
            ("前款第（一）项", "art-2.p1.i1"),
            ("第一条", "art-1"),
            ("前条第一款", "art-2.p1"),
            ("第二款", "art-2.p2"),
            ("第二章", "ch-2"),
            ("本办法第五条", "art-5"),
            ("第一条", "art-1"),
            ("第三条", "art-3"),
            ("第二条第（二）项", "art-2.p1.i2"),
            ("本条", "art-5"),
            ("第一章", "ch-1"),
        ]
    );
}

#[test]
fn links_of_epub_lead_to_the_provision() {
    let doc = document();
    let (wanted, words) = (references(&doc), first_words(&doc));
    let package = parts(&written(&doc, "epub"));
    let mut found = vec![];
    let mut places: HashMap<String, String> = HashMap::new();
    for (name, text) in package.iter().filter(|(n, _)| n.contains(".xhtml") && !n.contains("nav.")) {
        let file = name.rsplit('/').next().expect("a name");
        let text = text.replace("<!DOCTYPE html>", "");
        all(parse(&text).expect("XML").root(), &mut |e| {
            if let Some(id) = e.attribute("id") {
                places.insert(format!("{file}#{id}"), squash(&e.text()));
            }
            if e.name() == "a" && e.attribute("class") == Some("ref") {
                let href = e.attribute("href").expect("a place").to_owned();
                found.push((e.text(), href));
            }
        });
    }
    let led: Vec<(String, String)> =
        found.iter().map(|(w, href)| (w.clone(), href.split('#').nth(1).unwrap_or("").to_owned())).collect();
    assert_eq!(led, wanted);
    for (said, href) in &found {
        let there = places.get(href).unwrap_or_else(|| panic!("{said} leads to {href}, which is not there"));
        let id = href.split('#').nth(1).unwrap_or("");
        assert!(there.contains(&words[id]), "{said} leads to {href}: {there}");
    }
}

#[test]
fn links_of_word_lead_to_the_provision() {
    let doc = document();
    let (wanted, words) = (references(&doc), first_words(&doc));
    let package = parts(&written(&doc, "docx"));
    let body = &package["word/document.xml"];
    let (mut found, mut places): (Vec<(String, String)>, HashMap<String, String>) = (vec![], HashMap::new());
    // A bookmark may begin before the paragraph that it is of.
    let mut open: Vec<String> = vec![];
    let tree = parse(body).expect("XML");
    all(tree.root(), &mut |e| match e.name() {
        "bookmarkStart" => {
            open.extend(e.attribute("name").or_else(|| e.attribute("w:name")).map(str::to_owned));
        }
        "p" => {
            let mut inside = std::mem::take(&mut open);
            all(e, &mut |c| {
                if c.name() == "bookmarkStart" {
                    inside.extend(c.attribute("name").or_else(|| c.attribute("w:name")).map(str::to_owned));
                }
            });
            for name in inside {
                places.entry(name).or_insert_with(|| squash(&e.text()));
            }
        }
        "hyperlink" => {
            let anchor = e.attribute("anchor").or_else(|| e.attribute("w:anchor"));
            found.extend(anchor.map(|a| (e.text(), a.to_owned())));
        }
        _ => {}
    });
    let led: Vec<&str> = found.iter().map(|(w, _)| w.as_str()).collect();
    let said: Vec<&str> = wanted.iter().map(|(w, _)| w.as_str()).collect();
    assert_eq!(led, said);
    for ((said, anchor), (_, id)) in found.iter().zip(&wanted) {
        let there =
            places.get(anchor).unwrap_or_else(|| panic!("{said} leads to {anchor}, which is not there"));
        assert!(there.contains(&words[id]), "{said} leads to {anchor}: {there}");
    }
}

#[test]
fn links_of_pages_for_the_web_lead_to_the_provision() {
    let doc = document();
    let (wanted, words) = (references(&doc), first_words(&doc));
    let page = String::from_utf8(written(&doc, "html")).expect("text");
    // The element of an identifier, by its words as far as they go on.
    let there = |id: &str| {
        let at = page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id} is not there"));
        let mut out = String::new();
        let mut tag = true;
        for c in page[at..].chars() {
            match c {
                '<' => tag = true,
                '>' => tag = false,
                c if !tag => out.push(c),
                _ => {}
            }
            if out.chars().count() > 200 {
                break;
            }
        }
        squash(&out)
    };
    let mut rest = page.as_str();
    for (said, id) in &wanted {
        let link = format!("href=\"#{id}\"");
        let text = format!(">{said}</a>");
        let at = rest.match_indices(&link).find(|(at, _)| {
            let after = &rest[*at..];
            after.find("</a>").is_some_and(|end| after[..end + 4].ends_with(&text))
        });
        let (at, _) = at.unwrap_or_else(|| panic!("no link {said} to {id}"));
        rest = &rest[at + link.len()..];
        assert!(there(id).contains(&words[id]), "{said} leads to {id}: {}", there(id));
    }
}

#[test]
fn links_of_pdf_are_tagged_and_lead_down_the_pages_in_order() {
    let doc = document();
    let wanted = references(&doc);
    let pdf = lopdf::Document::load_mem(&written(&doc, "pdf")).expect("a PDF");
    let name = |o: &lopdf::Object| String::from_utf8_lossy(o.as_str().expect("a string")).into_owned();
    let mut found: Vec<String> = vec![];
    for page in pdf.get_pages().values() {
        let page = pdf.get_dictionary(*page).expect("a page");
        let Ok(annotations) = page.get(b"Annots").and_then(|a| pdf.dereference(a)) else { continue };
        for a in annotations.1.as_array().expect("a list") {
            let a = pdf.dereference(a).expect("an annotation").1.as_dict().expect("a dictionary");
            // A link is described, and belongs to the structure (ISO 14289-1, 7.18).
            let said = a.get(b"Contents").expect("a description");
            assert!(!said.as_str().expect("a text").is_empty() && a.get(b"StructParent").is_ok());
            found.push(name(a.get(b"Dest").expect("a destination")));
        }
    }
    // A link over two lines has two annotations.
    let mut targets: Vec<String> = wanted.into_iter().map(|(_, id)| id).collect();
    targets.dedup();
    found.dedup();
    assert_eq!(found, targets);

    // Where the names lead: further down, the later the provision.
    let mut places: HashMap<String, (usize, i64)> = HashMap::new();
    let pages: Vec<lopdf::ObjectId> = pdf.get_pages().into_values().collect();
    let catalog = pdf.catalog().expect("a catalogue");
    let names = pdf.dereference(catalog.get(b"Names").expect("names")).expect("names").1;
    let tree = names.as_dict().expect("a dictionary").get(b"Dests").expect("destinations");
    let mut nodes = vec![pdf.dereference(tree).expect("a tree").1.clone()];
    while let Some(node) = nodes.pop() {
        let node = node.as_dict().expect("a node");
        for kid in node.get(b"Kids").and_then(lopdf::Object::as_array).into_iter().flatten() {
            nodes.push(pdf.dereference(kid).expect("a node").1.clone());
        }
        for pair in node
            .get(b"Names")
            .and_then(lopdf::Object::as_array)
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .chunks(2)
        {
            let place = pdf.dereference(pair[1]).expect("a place").1;
            let place = place.as_dict().map_or_else(|_| place, |d| d.get(b"D").expect("a place"));
            let place = place.as_array().expect("a place");
            let page = pages.iter().position(|p| Some(*p) == place[0].as_reference().ok()).expect("a page");
            let top = place[3].as_float().expect("a height");
            places.insert(name(pair[0]), (page, -(top * 100.0) as i64));
        }
    }
    let order =
        ["title", "ch-1", "art-1", "art-2.p1.i1", "art-2.p1.i2", "art-2.p2", "art-3", "ch-2", "art-5"];
    let at: Vec<(usize, i64)> = order.iter().map(|id| places[*id]).collect();
    assert!(at.windows(2).all(|p| p[0] < p[1]), "{at:?}");
}

#[test]
fn references_of_akoma_ntoso_lead_to_identifiers() {
    let doc = document();
    let text = String::from_utf8(written(&doc, "akn")).expect("text");
    let tree = parse(&text).expect("XML");
    let (mut ids, mut hrefs) = (vec![], vec![]);
    all(tree.root(), &mut |e| {
        ids.extend(e.attribute("eId").map(str::to_owned));
        if e.name() == "ref" {
            hrefs.extend(e.attribute("href").and_then(|h| h.strip_prefix('#')).map(str::to_owned));
        }
    });
    assert_eq!(hrefs.len(), references(&doc).len());
    assert!(hrefs.iter().all(|h| ids.contains(h)), "{hrefs:?} {ids:?}");
}
