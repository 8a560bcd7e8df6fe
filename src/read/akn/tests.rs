//! Small files of other vocabularies, made here.

use crate::finding::Finding;
use crate::ir::{Block, Document, MarkKind, Role, source_text, validate};
use crate::number::Level;
use crate::read::{Content, Input};
use std::collections::BTreeSet;
use std::fmt::Write;

fn read(inner: &str) -> (Document, Vec<Finding>) {
    let file = format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'>\n\
         {inner}\n</akomaNtoso>"
    );
    let reading = super::read(&Input::new(file.as_bytes(), "a.akn.xml")).expect("reads");
    let Content::Document(doc) = reading.content else { panic!("a document") };
    assert_eq!(validate(&doc, Some(&source_text(&doc))), []);
    (*doc, reading.findings)
}

fn outline(doc: &Document) -> Vec<String> {
    fn blocks(all: &[Block], out: &mut Vec<String>) {
        for b in all {
            match b {
                Block::Text(t) => out.push(format!("{}: {}", t.role.name(), t.text)),
                Block::Provision(p) => {
                    let part = |s: Option<&str>| s.unwrap_or("").to_owned();
                    let label = part(p.label.as_ref().map(|l| l.text.as_str()));
                    let heading = part(p.heading.as_ref().map(|h| h.text.as_str()));
                    out.push(format!("{} {} {label}|{heading}", p.level.name(), p.id));
                    blocks(&p.blocks, out);
                }
            }
        }
    }
    let mut out = vec![];
    for part in [&doc.front, &doc.body, &doc.back] {
        blocks(part, &mut out);
    }
    out
}

const META: &str = "<meta><identification source='#x'><FRBRWork><FRBRthis value='/akn/za/act/1998/5'/>\
    <FRBRalias name='title' value='Parks Act'/><FRBRdate date='1998-03-01' name='Generation'/><FRBRauthor href='#council'/>\
    <FRBRcountry value='za'/><FRBRnumber value='5'/></FRBRWork><FRBRExpression><FRBRlanguage language='eng'/></FRBRExpression>\
    </identification><references source='#x'><TLCOrganization eId='council' href='/o/c' showAs='Council'/></references></meta>";

#[test]
fn sections_are_the_units_where_there_are_no_articles() {
    let (doc, findings) = read(&format!(
        "<act name='act'>{META}
        <preface><longTitle><p>To provide for <docTitle>Parks Act</docTitle>.</p></longTitle></preface>
        <preamble><recitals><recital eId='rec_1'><num>(1)</num><p>WHEREAS parks are open;</p></recital></recitals></preamble>
        <body><part eId='part_1'><num>Part I</num><heading>General</heading>
        <section eId='part_1__sec_1'><num>1.</num><heading>Opening</heading>
        <subsection eId='part_1__sec_1__subsec_1'><num>(1)</num><content><p>Parks are
           <b>open</b>, see <ref href='#part_1__sec_2'>section 2</ref> and <ref href='/akn/za/act/1/2'>Act 2</ref>.</p></content></subsection>
        <subsection><num>(2)</num><intro><p>Closed:</p></intro><paragraph><num>(a)</num><content><p>at night;</p></content></paragraph>
        <paragraph><num>(b)</num><content><p>in storms.</p></content></paragraph><wrapUp><p>Always.</p></wrapUp></subsection></section>
        <section eId='part_1__sec_2'><num>2.</num><content><p>First.</p><blockList><listIntroduction>Second:</listIntroduction>
        <item><num>(i)</num><p>one;</p></item></blockList></content></section></part></body>
        <conclusions><p><signature><person refersTo='#p'>A. Person</person></signature></p></conclusions></act>"
    ));
    assert_eq!(
        outline(&doc),
        [
            "title: To provide for Parks Act.",
            "preamble: (1) WHEREAS parks are open;",
            "part pt-1 Part I|General",
            "article art-1 1.|Opening",
            "paragraph art-1.p1 (1)|",
            "body: Parks are open, see section 2 and Act 2.",
            "paragraph art-1.p2 (2)|",
            "body: Closed:",
            "item art-1.p2.i1 (a)|",
            "body: at night;",
            "item art-1.p2.i2 (b)|",
            "body: in storms.",
            "body: Always.",
            "article art-2 2.|",
            "paragraph art-2.p1 |",
            "body: First.",
            "paragraph art-2.p2 |",
            "body: Second:",
            "item art-2.p2.i1 (i)|",
            "body: one;",
            "signature: A. Person",
        ]
    );
    // Where the other act is and who signed have no place in the tree.
    assert_eq!(
        (findings.len(), &doc.provenance.flattened[..]),
        (1, &["person".to_owned(), "ref".to_owned()][..])
    );
    assert_eq!(doc.meta.language, "en");
    assert_eq!(doc.meta.title.as_ref().map(|t| t.text.as_str()), Some("Parks Act"));
    assert_eq!(doc.meta.source.as_ref().map(|t| t.text.as_str()), Some("Council"));
    assert_eq!(doc.meta.dates[0].when, "1998-03-01");
    let mut targets = vec![];
    crate::ir::each_mark(&doc, |_, m| {
        if let MarkKind::Reference { target, .. } = &m.kind {
            targets.push(target.0.clone());
        }
    });
    assert_eq!(targets, ["art-2"]);
}

#[test]
fn articles_with_notes_tables_annexes_and_what_nobody_knows() {
    let (doc, findings) = read(&format!(
        "<act name='law'>{META}<preface><p><docTitle>示例条例</docTitle></p><p><docNumber>第5号</docNumber></p></preface>
        <body><chapter eId='chp_1'><num>第一章</num><heading>总则</heading><article eId='art_1'><num>第一条</num>
        <paragraph eId='art_1__para_1'><content><p>公园<authorialNote marker='1' placement='bottom'><p>见公约。</p></authorialNote>免费<newThing kind='x'>开放</newThing>。</p><table><caption>表一</caption><tr><th><p>级</p></th><th><p>款</p></th></tr>
        <tr><td rowspan='2'><p>一</p></td><td><p>轻</p></td></tr><tr><td><p>重</p></td></tr></table></content></paragraph>
        <oddBlock><p>奇怪的一段。</p></oddBlock></article></chapter>
        <article eId='art_2'><num>第二条</num><content><p>修改为：<mod><quotedStructure startQuote='“' endQuote='”'><article><num>第九条</num>
        <content><p>乙。</p></content></article></quotedStructure></mod></p></content></article></body>
        <attachments><attachment eId='att_1'><heading>附件</heading><doc name='annex'><meta/><mainBody><hcontainer name='x'><content><p>名录</p>
        </content></hcontainer></mainBody></doc></attachment></attachments></act>"
    ));
    assert_eq!(
        outline(&doc),
        [
            "title: 示例条例",
            "number: 第5号",
            "chapter ch-1 第一章|总则",
            "article art-1 第一条|",
            "paragraph art-1.p1 |",
            "body: 公园1免费开放。",
            "footnote: 1 见公约。",
            "table: 表一\n级\t款\n一\t轻\n重",
            "paragraph art-1.p2 |",
            "body: 奇怪的一段。",
            "article art-2 第二条|",
            "paragraph art-2.p1 |",
            "body: 修改为：",
            "paragraph art-2.p2 |",
            "body: “第九条 乙。”",
            "annex annex-1 |附件",
            "other hd-1 |",
            "body: 名录",
        ]
    );
    assert_eq!(findings.len(), 1);
    assert_eq!(doc.provenance.flattened, ["newThing", "oddBlock"]);
    let table = crate::ir::walk;
    let mut rows = vec![];
    table(&doc.body, &mut |e| {
        if let crate::ir::Event::Text(t) = e
            && t.role == Role::Table
        {
            rows = t.rows();
        }
    });
    assert_eq!((rows.len(), rows[1].cells[0].rows, rows[0].header), (3, 2, true));
    assert!(Level::Annex.is_container());
}

#[test]
fn what_is_no_akoma_ntoso_is_refused() {
    let refused = |file: &str| {
        super::read(&Input::new(file.as_bytes(), "a")).map(|_| ()).expect_err("refused").code.name
    };
    assert_eq!(refused("<html/>"), "not-akn");
    assert_eq!(refused("<akomaNtoso/>"), "not-akn");
    assert_eq!(refused("<akomaNtoso><act>"), "bad-xml");
    assert_eq!(refused("<akomaNtoso><act><meta/></act></akomaNtoso>"), "empty");
}

#[test]
fn notes_that_stand_apart_come_where_the_text_leads_to_them() {
    let meta = META.replace(
        "</meta>",
        "<notes><note eId='n1' marker='a'><p>First note.</p><p>Goes on.</p></note><note eId='n2'><p>Alone.</p></note></notes></meta>",
    );
    let (doc, findings) = read(&format!(
        "<act name='law'>{meta}<body><article><num>Art. 1</num><content><p>Parks<noteRef href='#n1' marker='1'/> are \
         open<noteRef href='#n1' marker='1'/>.</p><p>Closed.</p></content></article></body></act>"
    ));
    let want = [
        "article art-1 Art. 1|",
        "paragraph art-1.p1 |",
        "body: Parks1 are open1.",
        "footnote: 1 First note.\nGoes on.",
        "paragraph art-1.p2 |",
        "body: Closed.",
        "footnote: Alone.",
    ];
    assert_eq!(outline(&doc), want);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn what_has_no_mark_is_told_by_name() {
    let phrases = [
        "term",
        "person",
        "organization",
        "role",
        "quantity",
        "docDate",
        "rref",
        "i",
        "abbr",
        "inline",
        "party",
        "remark",
    ];
    for name in phrases {
        let (doc, findings) = read(&format!(
            "<act name='law'><meta/><body><article><num>1</num><content><p>a <{name} refersTo='#x'>bcd</{name}> e</p>\
             </content></article></body></act>"
        ));
        assert!(source_text(&doc).contains("a bcd e"), "{name}");
        assert_eq!((findings.len(), &doc.provenance.flattened[..]), (1, &[name.to_owned()][..]));
    }
}

/// Elements of every kind, known and not, in any order and depth, valid or not.
struct Wood {
    numbers: u64,
    words: usize,
    out: String,
    unknown: BTreeSet<&'static str>,
}

const KINDS: &[&str] = &[
    "article",
    "section",
    "paragraph",
    "chapter",
    "part",
    "hcontainer",
    "point",
    "list",
    "subparagraph",
    "alinea",
    "level",
    "content",
    "intro",
    "wrapUp",
    "p",
    "num",
    "heading",
    "subheading",
    "crossHeading",
    "blockList",
    "listIntroduction",
    "listWrapUp",
    "item",
    "blockContainer",
    "block",
    "tblock",
    "container",
    "interstitial",
    "quotedStructure",
    "embeddedStructure",
    "mod",
    "quotedText",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "b",
    "i",
    "u",
    "sup",
    "span",
    "inline",
    "ref",
    "term",
    "def",
    "date",
    "person",
    "docTitle",
    "docNumber",
    "signature",
    "authorialNote",
    "ins",
    "del",
    "toc",
    "tocItem",
    "ol",
    "ul",
    "li",
    "div",
    "foreign",
    "speech",
    "from",
    "question",
    "preface",
    "preamble",
    "recitals",
    "recital",
    "citation",
    "conclusions",
    "body",
    "mainBody",
    "attachments",
    "attachment",
    "component",
    "doc",
    "act",
    "longTitle",
    "formula",
    "placeholder",
    "fillIn",
    "omissis",
    "subFlow",
    "remark",
    "embeddedText",
    "introduction",
    "motivation",
    "eol",
    "madeUp",
    "of:another",
    "math",
];

impl Wood {
    fn below(&mut self, n: usize) -> usize {
        self.numbers ^= self.numbers << 13;
        self.numbers ^= self.numbers >> 7;
        self.numbers ^= self.numbers << 17;
        (self.numbers % n as u64) as usize
    }

    fn grow(&mut self, depth: usize) {
        for _ in 0..=self.below(4) {
            let name = KINDS[self.below(KINDS.len())];
            if self.below(3) == 0 || depth == 0 {
                self.words += 1;
                let _ = write!(self.out, "w{}w", self.words);
            } else if name != "eol" {
                if ["madeUp", "of:another", "math"].contains(&name) {
                    self.unknown.insert(name);
                }
                let _ = write!(self.out, "<{name}>");
                self.grow(depth - 1);
                let _ = write!(self.out, "</{name}>");
            } else {
                self.out += "<eol/>";
            }
        }
    }
}

#[test]
fn no_word_is_lost_wherever_it_stands() {
    let mut numbers = 0x9e37_79b9_7f4a_7c15;
    for root in ["act", "bill", "doc", "judgment", "statement"] {
        for _ in 0..300 {
            let mut wood = Wood { numbers, words: 0, out: String::new(), unknown: BTreeSet::default() };
            wood.grow(6);
            numbers = wood.numbers;
            if wood.words == 0 {
                continue;
            }
            let file = format!("<{root} xmlns:of='urn:of'><meta/>{}</{root}>", wood.out);
            let (doc, _) = read(&file);
            let text = source_text(&doc);
            for k in 1..=wood.words {
                assert_eq!(text.matches(&format!("w{k}w")).count(), 1, "w{k}w of {file}: {text}");
            }
            for name in wood.unknown {
                let name = name.rsplit(':').next().unwrap_or(name);
                assert!(doc.provenance.flattened.iter().any(|n| n == name), "{name} of {file}");
            }
        }
    }
}
