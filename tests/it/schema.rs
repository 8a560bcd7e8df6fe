//! The schema of the TEI that is written: grammar, rules, ODD and documentation say the same, and every file keeps them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use teixml::relaxng::SchemaSyntax;
use tiaowen::format::reader_for;
use tiaowen::format::writer_named;
use tiaowen::write::Job;
use tiaowen::xml::{Element, parse};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e:?}"))
}

/// The root of a file, which stays for as long as the tests run.
fn xml(path: &str) -> Element<'static> {
    let tree = parse(read(path).leak()).unwrap_or_else(|e| panic!("{path}: {e:?}"));
    Box::leak(Box::new(tree)).root()
}

fn attribute<'t>(e: Element<'t>, name: &str) -> &'t str {
    e.attribute(name).unwrap_or("")
}

/// By element: its attributes, and their values where the list is closed.
type Vocabulary = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The attributes of an element, through what it refers to.
fn attributes<'t>(
    e: Element<'t>,
    defines: &BTreeMap<&str, Element<'t>>,
    seen: &mut BTreeSet<&'t str>,
    out: &mut BTreeMap<String, BTreeSet<String>>,
) {
    for c in e.elements() {
        match c.name() {
            "element" => {}
            "attribute" => out
                .entry(attribute(c, "name").to_owned())
                .or_default()
                .extend(c.named("value").map(Element::text)),
            "ref" if seen.insert(attribute(c, "name")) => {
                attributes(defines[attribute(c, "name")], defines, seen, out);
            }
            _ => attributes(c, defines, seen, out),
        }
    }
}

/// What the grammar allows, wherever an element of a name stands.
fn of_grammar(grammar: Element) -> Vocabulary {
    let defines = grammar.elements().filter(|e| e.name() == "define");
    let defines: BTreeMap<&str, Element> = defines.map(|e| (attribute(e, "name"), e)).collect();
    let mut out = Vocabulary::new();
    // Elements without a name are those of MathML, which has a schema of its own.
    for e in grammar.named("element").filter(|e| e.attribute("name").is_some()) {
        let all = out.entry(attribute(e, "name").to_owned()).or_default();
        attributes(e, &defines, &mut BTreeSet::new(), all);
    }
    out
}

fn of_odd(odd: Element) -> Vocabulary {
    let mut out = Vocabulary::new();
    for e in odd.named("elementSpec") {
        let all = out.entry(attribute(e, "ident").to_owned()).or_default();
        for a in e.named("attDef") {
            let values = all.entry(attribute(a, "ident").to_owned()).or_default();
            values.extend(a.named("valItem").map(|v| attribute(v, "ident").to_owned()));
        }
    }
    out
}

/// The rules: name, contexts, tests and sentences.
fn rules(root: Element, holder: &str, name: &str) -> BTreeSet<Vec<String>> {
    let rule = |e: Element| {
        let mut rule = vec![attribute(e, name).trim_start_matches("tw-").to_owned()];
        for r in e.all() {
            match r.name() {
                "rule" => rule.push(attribute(r, "context").to_owned()),
                "assert" => {
                    rule.extend([attribute(r, "role"), attribute(r, "test"), &r.text()].map(str::to_owned));
                }
                _ => {}
            }
        }
        rule
    };
    root.named(holder).map(rule).collect()
}

#[test]
fn grammar_odd_and_rules_say_the_same() {
    let (grammar, odd, sch) =
        (xml("schema/tiaowen.rng"), xml("schema/tiaowen.odd"), xml("schema/tiaowen.sch"));
    let allowed = of_grammar(grammar);
    assert!(allowed.len() > 70 && allowed["div"]["type"].contains("article"), "the grammar was read");
    assert_eq!(of_odd(odd), allowed);
    let included: BTreeSet<&str> =
        odd.named("moduleRef").flat_map(|e| attribute(e, "include").split_whitespace()).collect();
    assert_eq!(included, allowed.keys().map(String::as_str).collect());
    let said = rules(sch, "pattern", "id");
    assert!(said.len() >= 6);
    assert_eq!(rules(odd, "constraintSpec", "ident"), said);
}

/// The table of elements in docs/tei.md, which the ODD makes.
fn documentation() -> String {
    let mut out = String::new();
    let desc = |e: Element| e.child("desc").map(Element::text).unwrap_or_default();
    for e in xml("schema/tiaowen.odd").named("elementSpec") {
        let _ = write!(out, "\n### `{}`\n\n{}\n", attribute(e, "ident"), desc(e));
        let row = |a: Element| {
            let values: Vec<_> = a.named("valItem").map(|v| format!("`{}`", attribute(v, "ident"))).collect();
            format!("| `{}` | {} | {} |\n", attribute(a, "ident"), desc(a), values.join(", "))
        };
        let rows: String = e.named("attDef").map(row).collect();
        if !rows.is_empty() {
            let _ = write!(out, "\n| attribute | meaning | values |\n|---|---|---|\n{rows}");
        }
        for r in e.named("assert") {
            let level = if attribute(r, "role") == "warning" { "Warning" } else { "Rule" };
            let _ = write!(out, "\n{level}: {}\n", r.text());
        }
    }
    out
}

#[test]
fn every_element_is_documented() {
    const MARK: &str = "<!-- From schema/tiaowen.odd; BLESS=1 cargo test --test schema writes it anew. -->\n";
    let page = read("docs/tei.md");
    let (head, table) = page.split_once(MARK).expect("the mark in docs/tei.md");
    let wanted = documentation();
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join("docs/tei.md"), format!("{head}{MARK}{wanted}")).expect("docs/tei.md");
    } else {
        assert!(table == wanted, "docs/tei.md is stale; run the tests with BLESS=1");
    }
}

/// Grammar and rules together.
pub fn schema() -> teixml::Schema {
    let sch = read("schema/tiaowen.sch");
    let inner = sch.split_once("xslt2\">").expect("the schema element").1.replace("</sch:schema>", "");
    let grammar = read("schema/tiaowen.rng").replacen(
        "<grammar ",
        "<grammar xmlns:sch=\"http://purl.oclc.org/dsdl/schematron\" ",
        1,
    );
    let both = grammar.replacen("</grammar>", &format!("{inner}</grammar>"), 1);
    let schema = teixml::Schema::from_text(&both, "tiaowen.rng", SchemaSyntax::Xml).expect("a schema");
    let rules = schema.schematron().expect("rules");
    assert!(rules.test_count() >= 6);
    assert_eq!(rules.unsupported_test_count(), 0, "{:?}", rules.unsupported());
    schema
}

/// What is wrong with a file, errors and warnings apart.
pub fn problems(schema: &teixml::Schema, tei: &str) -> (Vec<String>, Vec<String>) {
    let all = schema.validate_str(tei).expect("a verdict");
    let (errors, warnings): (Vec<_>, Vec<_>) = all.iter().partition(|d| d.is_error());
    let say = |list: Vec<&teixml::Diagnostic>| list.iter().map(|d| d.message().to_string()).collect();
    (say(errors), say(warnings))
}

fn tei(name: &str, bytes: &[u8]) -> String {
    let doc = crate::help::document(bytes, name, reader_for(name).expect("a reader")).expect("a document");
    let out = tiaowen::write(&doc, writer_named("tei").expect("a writer"), &Job::default()).expect("TEI").0;
    String::from_utf8(out).expect("UTF-8")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    out.sort();
    out
}

#[test]
fn every_seed_keeps_grammar_and_rules() {
    let schema = schema();
    for path in files(&root().join("seeds")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name == "README.md" {
            continue;
        }
        let (errors, warnings) = problems(&schema, &tei(&name, &fs::read(&path).expect("a seed")));
        assert!(errors.is_empty() && warnings.is_empty(), "{name}: {errors:?} {warnings:?}");
    }
}

#[test]
fn rules_catch_what_the_grammar_cannot() {
    let schema = schema();
    let sound =
        tei("a.md", "# 示例办法\n\n第一条　甲[^1]。\n\n第二条　乙\u{e123}。\n\n[^1]: 注。\n".as_bytes());
    assert_eq!(problems(&schema, &sound), (vec![], vec![]), "{sound}");
    for (what, from, to) in [
        ("a number that is not @n", "n=\"2\" xml:id=\"art-2\"", "n=\"3\" xml:id=\"art-2\""),
        ("letters in a separator", "<seg type=\"sep\">　</seg>甲", "<seg type=\"sep\">　甲</seg>"),
        ("a count that is none", "gi=\"num\" occurs=\"2\"", "gi=\"num\" occurs=\"3\""),
        ("a reference that leads nowhere", "target=\"#note-1\"", "target=\"#note-9\""),
        ("a character without description", "ref=\"#uE123\"", "ref=\"#uE124\""),
    ] {
        let bad = sound.replacen(from, to, 1);
        assert!(bad != sound, "{what}: nothing was changed");
        assert!(!problems(&schema, &bad).0.is_empty(), "{what}");
    }
    let skipped = tei("a.txt", "示例办法\n第一条　甲。\n第三条　乙。\n".as_bytes());
    let (errors, warnings) = problems(&schema, &skipped);
    assert!(errors.is_empty() && warnings.len() == 1, "{errors:?} {warnings:?}");
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn the_corpus_keeps_grammar_and_rules() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("the corpus is not there: nothing to validate");
        return;
    }
    let schema = schema();
    let mut seen = 0;
    for set in files(&corpus).iter().filter(|p| p.is_dir() && !p.ends_with("nasty")) {
        for input in files(set).iter().filter(|p| p.join("truth.json").is_file()).flat_map(|f| files(f)) {
            let name = input.file_name().expect("a name").to_string_lossy().into_owned();
            if name == "truth.json" {
                continue;
            }
            let (errors, _) = problems(&schema, &tei(&name, &fs::read(&input).expect("an input")));
            assert!(errors.is_empty(), "{}: {errors:?}", input.display());
            seen += 1;
        }
    }
    assert!(seen > 1000);
}
