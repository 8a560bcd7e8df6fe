//! What is read of small files that are written here by hand.

use super::*;
use crate::ir::{Mark, MarkKind};
use crate::pack::{USUAL, pack};
use crate::read::{Options, Revisions};

/// A zip of parts.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let own = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
    pack(&parts.iter().map(own).collect::<Vec<_>>(), &[], USUAL).expect("packs")
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

/// A file with a body and further parts, given by their names and roots' contents.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let whole: Vec<(String, String)> = parts
        .iter()
        .map(|(name, content)| {
            let root = name.rsplit('/').next().and_then(|n| n.split('.').next()).unwrap_or("x");
            (format!("word/{name}"), format!("<w:{root} {W}>{content}</w:{root}>"))
        })
        .collect();
    let mut all = vec![("word/document.xml", document.as_str())];
    all.extend(whole.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    zip(&all)
}

fn read_with(bytes: &[u8], options: &Options) -> (Lines, Vec<crate::finding::Finding>) {
    let reading = read(&Input { bytes, file_name: "a.docx", options }).expect("a file");
    let Content::Lines(lines) = reading.content else { panic!("lines") };
    let mut at = 0;
    for l in &lines.lines {
        assert_eq!((l.lead.start as usize, l.lead.end), (at, l.text.start));
        assert!(!l.text.is_empty());
        assert!(lines.source.text[l.lead.range()].chars().all(is_space));
        at = l.text.end as usize;
    }
    assert!(lines.marks.is_sorted_by_key(|m| m.start));
    (*lines, reading.findings)
}

fn lines_of(bytes: &[u8]) -> Vec<String> {
    let (lines, _) = read_with(bytes, &Options::USUAL);
    lines.lines.iter().map(|l| lines.source.text[l.text.range()].to_owned()).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph on a level of a list.
fn numbered(list: i64, level: usize, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn level(n: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

const LAW: &str = "chineseCountingThousand";

fn list(levels: &str, num: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{num}"
    )
}

#[test]
fn numbers_are_shown_as_word_counts_them() {
    let levels = [
        level(0, LAW, "第%1章", "<w:suff w:val=\"space\"/>"),
        level(1, LAW, "第%2条", "<w:lvlRestart w:val=\"0\"/><w:suff w:val=\"nothing\"/>"),
        level(2, LAW, "（%3）", "<w:suff w:val=\"nothing\"/>"),
        level(3, "decimal", "%1.%2.%4", "<w:isLgl/>"),
    ]
    .concat();
    let body = [
        numbered(1, 0, "总则"),
        numbered(1, 1, "　甲："),
        numbered(1, 2, "乙；"),
        numbered(1, 2, "丙。"),
        numbered(1, 1, "　丁："),
        numbered(1, 2, "戊。"),
        numbered(1, 0, "分则"),
        numbered(1, 1, "　己。"),
        numbered(1, 3, "庚"),
        numbered(0, 0, "没有编号"),
        numbered(9, 0, "没有这个列表"),
    ]
    .concat();
    let file = docx(&body, &[("numbering.xml", &list(&levels, ""))]);
    assert_eq!(
        lines_of(&file),
        [
            "第一章 总则",
            "第一条　甲：",
            "（一）乙；",
            "（二）丙。",
            "第二条　丁：",
            "（一）戊。",
            "第二章 分则",
            "第三条　己。",
            "2.3.1 庚",
            "没有编号",
            "没有这个列表"
        ]
    );
    let (lines, _) = read_with(&file, &Options::USUAL);
    assert_eq!(lines.lines[0].hints.shown as usize, "第一章".len());
    assert_eq!(lines.lines[9].hints.shown, 0);
    assert_eq!(lines.lines[2].hints.list_depth, Some(2));
}

#[test]
fn a_first_number_is_given_once_and_skipped_levels_count() {
    let levels = level(0, "decimal", "%1、", "") + &level(1, "decimal", "%1.%2", "");
    let more = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">\
        <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";
    let body = [(1, 1), (1, 0), (2, 0), (2, 0), (1, 0), (2, 0), (2, 1)]
        .map(|(list, level)| numbered(list, level, "甲"));
    let file = docx(&body.concat(), &[("numbering.xml", &list(&levels, more))]);
    assert_eq!(lines_of(&file), ["1.1 甲", "2、 甲", "5、 甲", "6、 甲", "7、 甲", "8、 甲", "8.1 甲"]);
}

#[test]
fn styles_number_their_paragraphs_and_say_what_they_are() {
    let levels = level(0, LAW, "第%1章", "<w:pStyle w:val=\"H1\"/>")
        + &level(1, LAW, "第%2条", "<w:pStyle w:val=\"A\"/>");
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"条\"/><w:basedOn w:val=\"H1\"/><w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"X\"><w:basedOn w:val=\"Y\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Y\"><w:basedOn w:val=\"X\"/></w:style>";
    let styled =
        |id: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>");
    let body = ["H1", "A", "X", "A"].map(styled).concat();
    let file = docx(&body, &[("numbering.xml", &list(&levels, "")), ("styles.xml", styles)]);
    assert_eq!(lines_of(&file), ["第一章 甲", "第一条 甲", "甲", "第二条 甲"]);
    let (lines, _) = read_with(&file, &Options::USUAL);
    let hints = lines.lines[0].hints;
    assert_eq!((hints.outline, hints.style), (Some(1), crate::text::Style::Heading));
    assert_eq!(lines.lines[1].hints.align, crate::text::Align::Centre);
    assert_eq!(lines.lines[1].hints.outline, None);
}

#[test]
fn lists_that_only_name_a_style_have_its_levels() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}<w:styleLink w:val=\"L\"/></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "decimal", "%1)", "")
    );
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>";
    let file = docx(&numbered(1, 0, "甲"), &[("numbering.xml", &numbering), ("styles.xml", styles)]);
    assert_eq!(lines_of(&file), ["1) 甲"]);
}

#[test]
fn text_is_as_it_is_shown() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t xml:space=\"preserve\"> 乙</w:t><w:noBreakHyphen/><w:br/><w:t>丙</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>丁</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:sdt><w:sdtContent><w:r><w:t>戊</w:t></w:r></w:sdtContent></w:sdt>\
        <w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>\
        <w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(lines_of(&docx(body, &[])), ["甲\t 乙\u{2011}", "丙丁戊☑", "框"]);
}

#[test]
fn tables_are_one_line_with_cells_that_span() {
    let tc = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let body = format!(
        "{}<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>{}",
        p("前"),
        tc("<w:gridSpan w:val=\"2\"/>", "级别"),
        tc("", "罚款"),
        tc("<w:vMerge w:val=\"restart\"/>", "一"),
        tc("", "甲"),
        tc("", "轻"),
        tc("<w:vMerge/>", ""),
        tc("", "乙"),
        tc("", "重"),
        p("后"),
    );
    let (lines, _) = read_with(&docx(&body, &[]), &Options::USUAL);
    let table = lines.lines[1];
    assert!(table.hints.table);
    let text = &lines.source.text;
    assert_eq!(&text[table.text.range()], "级别\t罚款\n一\t甲\t轻\n乙\t重");
    let spans: Vec<&Mark> =
        lines.marks.iter().filter(|m| matches!(m.kind, MarkKind::CellSpan { .. })).collect();
    assert_eq!(spans[0].kind, MarkKind::CellSpan { rows: 1, columns: 2 });
    assert_eq!(spans[1].kind, MarkKind::CellSpan { rows: 2, columns: 1 });
    assert_eq!(lines.marks.iter().filter(|m| m.kind == MarkKind::Cell).count(), 7);
    assert!(lines.marks.iter().any(|m| m.kind == MarkKind::Row { header: true }));
}

#[test]
fn revisions_are_counted_whatever_becomes_of_them() {
    let row = |mark: &str, kind: &str| {
        format!(
            "<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:p><w:{kind}><w:r><w:t>甲</w:t></w:r></w:{kind}></w:p></w:tc></w:tr>"
        )
    };
    let body = format!("{}<w:tbl>{}{}</w:tbl>", p("前"), row("<w:del/>", "del"), row("<w:ins/>", "ins"));
    let file = docx(&body, &[]);
    for revisions in [Revisions::Accept, Revisions::Reject, Revisions::Mark] {
        let (_, findings) = read_with(&file, &Options { revisions, ..Options::USUAL });
        let told = findings.iter().find(|f| f.code.id == "TW121").expect("it is told");
        assert!(told.message(crate::finding::Lang::En).contains("2 insertions and 2 deletions"), "{told:?}");
    }
}

#[test]
fn revisions_are_accepted_rejected_or_marked() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>\
        <w:p><w:ins><w:r><w:t>丙</w:t></w:r></w:ins><w:r><w:t>丁</w:t></w:r></w:p>";
    let file = docx(body, &[]);
    let with = |revisions| read_with(&file, &Options { revisions, ..Options::USUAL });
    let (lines, findings) = with(Revisions::Accept);
    assert_eq!(lines.source.text, "甲丙丁\n");
    assert_eq!(findings[0].details[..2], ["1", "2"].map(Words::same));
    assert_eq!(with(Revisions::Reject).0.source.text, "甲乙\n丁\n");
    let (lines, _) = with(Revisions::Mark);
    assert_eq!(lines.source.text, "甲乙\n丙丁\n");
    assert_eq!(lines.marks[0].kind, MarkKind::Deleted);
    assert_eq!(lines.marks[1].kind, MarkKind::Inserted);
}

#[test]
fn notes_follow_with_signs_that_are_not_read_twice() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>乙〔</w:t></w:r>\
        <w:r><w:footnoteReference w:id=\"3\"/></w:r><w:r><w:t>〕</w:t></w:r></w:p>";
    let notes = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>注</w:t></w:r></w:p><w:p><w:r><w:t>续</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"3\"><w:p><w:r><w:t>〔</w:t></w:r><w:r><w:footnoteRef/></w:r><w:r><w:t>〕又</w:t></w:r></w:p></w:footnote>";
    let file = docx(body, &[("footnotes.xml", notes)]);
    assert_eq!(lines_of(&file), ["甲〔1〕乙〔2〕", "〔1〕注\n续", "〔2〕又"]);
    let (lines, _) = read_with(&file, &Options::USUAL);
    assert_eq!(lines.marks.iter().filter(|m| m.kind == MarkKind::Markup).count(), 4);
}

#[test]
fn marks_nest_and_links_lead_out() {
    let rels = (
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"https://example.org/\"/></Relationships>",
    );
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:hyperlink r:id=\"a\"><w:r><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr><w:t>乙</w:t></w:r>\
        <w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r></w:hyperlink>\
        <w:r><w:ruby><w:rt><w:r><w:t>bing</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>丙</w:t></w:r></w:rubyBase></w:ruby></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>";
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let (lines, findings) = read_with(&zip(&[("word/document.xml", &document), rels]), &Options::USUAL);
    assert_eq!(lines.source.text, "甲乙2丙bing\n");
    let kinds: Vec<(&MarkKind, &str)> =
        lines.marks.iter().map(|m| (&m.kind, &lines.source.text[m.start as usize..m.end as usize])).collect();
    assert_eq!(kinds[0], (&MarkKind::Link { target: "https://example.org/".into() }, "乙2"));
    assert_eq!(kinds[1], (&MarkKind::Emphasis, "乙"));
    assert_eq!(kinds[2], (&MarkKind::Superscript, "2"));
    assert_eq!(kinds[3], (&MarkKind::Ruby, "丙bing"));
    assert_eq!(kinds[4], (&MarkKind::RubyText, "bing"));
    assert_eq!(findings[0].code.id, "TW122");
}

#[test]
fn flat_files_and_other_prefixes_are_read() {
    let flat = "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"p\"><pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData>\
        <x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:pPr><x:jc x:val=\"center\"/></x:pPr>\
        <x:r><x:t xml:space=\"preserve\">甲 &lt;</x:t></x:r></x:p></x:body></x:document></pkg:xmlData></pkg:part></pkg:package>";
    assert_eq!(lines_of(flat.as_bytes()), ["甲 <"]);
}

#[test]
fn what_is_no_word_file_is_told() {
    let said = |bytes: &[u8]| read(&Input::new(bytes, "a.docx")).expect_err("no file").code.id;
    assert_eq!(said(b"PK\x03\x04"), "TW041");
    assert_eq!(said(&zip(&[("a", "b")])), "TW041");
    assert_eq!(said(&zip(&[("word/document.xml", "<w:document>")])), "TW041");
    assert_eq!(said(&docx("<w:p/>", &[])), "TW004");
    let bomb = " ".repeat(40 << 20);
    assert_eq!(said(&zip(&[("word/document.xml", &bomb)])), "TW041");
}

#[test]
fn formulas_are_a_line_and_mathml() {
    let body = "<w:p><m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:sSup>\
        <m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath></w:p>";
    let (lines, _) = read_with(&docx(body, &[]), &Options::USUAL);
    assert_eq!(lines.source.text, "x=(a+1)/(b^2)\n");
    let MarkKind::Math { mathml } = &lines.marks[0].kind else { panic!("{:?}", lines.marks) };
    assert!(parse(mathml).is_ok(), "{mathml}");
    assert!(mathml.contains("<msup><mrow><mi>b</mi></mrow><mrow><mn>2</mn></mrow></msup>"), "{mathml}");
}

#[test]
fn notes_whose_signs_were_typed_are_told_by_their_style() {
    let raised = |text: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p><w:r><w:t>面积10m</w:t></w:r>{}<w:r><w:t>，见</w:t></w:r>{}{}</w:p><w:p><w:pPr><w:pStyle w:val=\"N\"/></w:pPr>{}\
         <w:r><w:t>注。</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"N\"/></w:pPr>{}<w:r><w:t>又。</w:t></w:r></w:p>",
        raised("2"),
        raised("1"),
        raised("甲"),
        raised("1"),
        raised("甲"),
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"N\"><w:name w:val=\"footnote text\"/></w:style>";
    assert_eq!(
        lines_of(&docx(&body, &[("styles.xml", styles)])),
        ["面积10m2，见〔1〕[^甲]", "〔1〕注。", "[^甲]又。"]
    );
}

#[test]
fn comments_are_kept_where_they_are_wanted() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    let comments = "<w:comment w:id=\"0\" w:author=\"丙\"><w:p><w:r><w:annotationRef/><w:t>乙</w:t></w:r></w:p></w:comment>";
    let file = docx(body, &[("comments.xml", comments)]);
    let (lines, findings) = read_with(&file, &Options::USUAL);
    assert_eq!((lines.source.text.as_str(), findings[0].code.id), ("甲\n", "TW123"));
    let options = Options { keep_comments: true, ..Options::USUAL };
    assert_eq!(read_with(&file, &options).0.source.text, "甲[^批注1]\n[^批注1]: 丙：乙\n");
}

#[test]
fn pictures_are_shown_and_the_words_that_stand_for_them_are_text() {
    let rels = (
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"x/image\" Target=\"media/x.png\"/></Relationships>",
    );
    let picture = |words: &str| {
        format!(
            "<w:r><w:drawing><x><w:docPr descr=\"{words}\"/><x><w:blip r:embed=\"a\"/></x></x></w:drawing></w:r>"
        )
    };
    let bare = format!("<w:p>{}</w:p>", picture("x.png"));
    let unknown = picture("").replace("r:embed=\"a\"", "");
    let first = format!("<w:p><w:r><w:t>见</w:t></w:r>{}{unknown}</w:p>", picture("示意图"));
    let body = format!("{bare}{first}{bare}{bare}<w:p><w:r><w:t>完</w:t></w:r></w:p>");
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let file = zip(&[("word/document.xml", &document), rels, ("word/media/x.png", "data")]);
    let (lines, findings) = read_with(&file, &Options::USUAL);
    assert_eq!(lines.source.text, "\n见示意图\n\n\n完\n");
    // One that stands alone and has no words belongs to the line before, or to the first one.
    let shown = lines
        .marks
        .iter()
        .map(|m| (m.start, m.end, m.kind == MarkKind::Image { media: Some("image-1.png".into()) }));
    assert_eq!(shown.collect::<Vec<_>>(), [(1, 1, true), (4, 13, true), (13, 13, true), (13, 13, true)]);
    let media = &lines.media[0];
    assert_eq!(
        (media.name.as_str(), media.mime.as_str(), media.data.as_str()),
        ("image-1.png", "image/png", "ZGF0YQ==")
    );
    assert_eq!(findings[0].code.id, "TW125");
}

#[test]
fn equations_show_what_their_codes_draw() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>{code}</w:instrText>{result}<w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let separate = "<w:fldChar w:fldCharType=\"separate\"/>";
    let ruby = "EQ \\* hps10 \\o\\ad(\\s\\up 9(zhù),注)";
    let inner = field("EQ \\o\\ac(○,2)", "");
    let split = format!("EQ \\f(1,</w:instrText></w:r>{inner}<w:r><w:instrText>)");
    let nested = field(&split, "");
    let body = format!(
        "<w:p>{}<w:r><w:t>甲</w:t></w:r>{}{nested}<w:fldSimple w:instr=\" eq \\o\\ac(○,3) \"/></w:p>",
        field(" eq \\o\\ac(○,1)", separate),
        field(ruby, separate),
    );
    let (lines, _) = read_with(&docx(&body, &[]), &Options::USUAL);
    assert_eq!(lines.source.text, "①甲注zhù1/②③\n");
    assert!(lines.marks.iter().any(|m| m.kind == MarkKind::Ruby));
}

#[test]
fn footnotes_of_any_program_stand_behind_what_leads_to_them() {
    let sign = |id: u8| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let text = |t: &str, more: &str| format!("<w:p><w:r><w:t>{t}</w:t></w:r>{more}</w:p>");
    let cell = |t: &str, more: &str| format!("<w:tc>{}</w:tc>", text(t, more));
    let row = |a: String, b: String| format!("<w:tr>{a}{b}</w:tr>");
    let body = format!(
        "{}{}<w:tbl>{}{}</w:tbl>{}",
        text("甲", &sign(1)),
        text("乙", ""),
        row(cell("一", &sign(2)), cell("二", "")),
        row(cell("三", ""), cell("四", "")),
        text("丙", "")
    );
    let note = |id: u8, t: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", text(t, ""));
    let notes = note(1, "注一") + &note(2, "注二");
    let lines = lines_of(&docx(&body, &[("footnotes.xml", &notes)]));
    assert_eq!(lines, ["甲〔1〕", "〔1〕注一", "乙", "一〔2〕\t二\n三\t四", "〔2〕注二", "丙"]);
}

#[test]
fn the_day_of_a_file_is_a_date_of_its_document() {
    let core = |moment: &str| {
        let core = format!(
            "<cp:coreProperties {W} xmlns:cp=\"c\" xmlns:dcterms=\"d\"><dcterms:created>{moment}</dcterms:created></cp:coreProperties>"
        );
        let document = format!("<w:document {W}><w:body>{}</w:body></w:document>", p("甲"));
        let file = zip(&[("word/document.xml", &document), ("docProps/core.xml", &core)]);
        let (lines, _) = read_with(&file, &Options::USUAL);
        lines.meta.dates.into_iter().map(|d| d.when).collect::<Vec<_>>()
    };
    assert_eq!(core("2024-03-08T09:00:00Z"), ["2024-03-08"]);
    for none in ["2024-02-31T00:00:00Z", "1601-01-01T00:00:00Z", "gestern", ""] {
        assert!(core(none).is_empty(), "{none}");
    }
}

#[test]
fn an_annotation_without_a_base_is_text() {
    let ruby = |base: &str| {
        format!(
            "<w:r><w:ruby><w:rt><w:r><w:t>zhù</w:t></w:r></w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"
        )
    };
    let body = format!("<w:p><w:r><w:t>甲</w:t></w:r>{}</w:p>", ruby(""));
    let (lines, _) = read_with(&docx(&body, &[]), &Options::USUAL);
    assert_eq!(lines.source.text, "甲zhù\n");
    assert!(lines.marks.iter().all(|m| m.kind != MarkKind::RubyText));
    let body = format!("<w:p>{}</w:p>", ruby("<w:r><w:t>注</w:t></w:r>"));
    let (lines, _) = read_with(&docx(&body, &[]), &Options::USUAL);
    assert!(lines.marks.iter().any(|m| m.kind == MarkKind::RubyText));
}
