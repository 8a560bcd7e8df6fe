//! What is read of small files that are written here by hand.

use super::*;
use crate::finding::Finding;
use crate::ir::{Mark, MarkKind};
use crate::read::{Content, Lines, Options, Revisions};
use crate::text::{Align, Style};

/// Fonts: Latin, one of each East Asian charset, and symbols.
const FONTS: &str = "{\\fonttbl{\\f0\\fcharset0 Times New Roman;}{\\f1\\fcharset134 SimSun{\\*\\falt \\'cb\\'ce\\'cc\\'e5};}\
    {\\f2\\fcharset136 PMingLiU;}{\\f3\\fcharset128 MS Mincho;}{\\f4\\fcharset129 Batang;}{\\f5\\fcharset2 Symbol;}\
    {\\f6\\fcharset2 Wingdings;}{\\f7\\fcharset134 \\'ba\\'da\\'cc\\'e5;}}";

fn file(body: &str) -> Vec<u8> {
    format!("{{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{FONTS}{body}}}").into_bytes()
}

fn read_with(bytes: &[u8], options: &Options) -> (Lines, Vec<Finding>) {
    let reading = read(&Input { bytes, file_name: "a.rtf", options }).expect("a file");
    let Content::Lines(lines) = reading.content else { panic!("lines") };
    crate::read::end_of_sound(&lines.lines);
    (*lines, reading.findings)
}

fn texts(lines: &Lines) -> Vec<String> {
    lines.lines.iter().map(|l| lines.source.text[l.text.range()].to_owned()).collect()
}

fn lines_of(body: &str) -> Vec<String> {
    texts(&read_with(&file(body), &Options::USUAL).0)
}

fn marked(lines: &Lines, kind: impl Fn(&Mark) -> bool) -> Vec<&str> {
    let all = lines.marks.iter().filter(|m| kind(m));
    all.map(|m| &lines.source.text[m.start as usize..m.end as usize]).collect()
}

#[test]
fn characters_are_told_by_fonts_code_pages_and_numbers() {
    for (body, want) in [
        ("\\f1 \\'b5\\'da\\'d2\\'bb\\'cc\\'f5", "第一条"),
        // The font does not say that it is Chinese; the file does.
        ("\\f0 \\'b5\\'da\\'d2\\'bb\\'cc\\'f5", "第一条"),
        ("\\f0 caf\\'e9", "café"),
        ("\\f2 \\'b2\\'c4\\'a4\\'40\\'b1\\'f8", "第一條"),
        // The second byte of a character may be one that means something to RTF.
        ("\\f2 \\'b3\\'5c\\'a5\\\\", "許功"),
        ("\\f3 \\'91\\'e6\\'88\\'ea\\'8f\\'f0", "第一条"),
        ("\\f4 \\'c1\\'a61\\'c1\\'b6", "제1조"),
        ("\\u31532?\\u19968\\'d2\\'bb\\u26465?", "第一\u{bb}条"),
        ("{\\uc2\\u31532\\'b5\\'da\\u19968\\'d2\\'bb}", "第一"),
        ("{\\uc0\\u-10179\\u-8704}", "😀"),
        ("{\\uc0\\u31532}x", "第x"),
        ("\\u-3913?", "\u{f0b7}".replace('\u{f0b7}', "•").as_str()),
        ("{\\f6\\u-3844 ?}{\\f6 \\'fc}{\\f5 a}", "✓✓α"),
        ("a\\~b\\_c\\emdash\\ldblquote d\\rdblquote \\{\\}\\\\", "a\u{a0}b‑c—“d”{}\\"),
        ("{\\loch\\f0 \\dbch\\f1 \\'b5\\'da}", "第"),
    ] {
        assert_eq!(lines_of(body), [want], "{body}");
    }
    let raw = "{\\rtf1\\ansi 第一条　甲。\\par}";
    assert_eq!(texts(&read_with(raw.as_bytes(), &Options::USUAL).0), ["第一条　甲。"]);
    let (_, findings) = read_with(&file("\\f1 \\'b5\\'da\\'ff"), &Options::USUAL);
    assert!(findings.iter().any(|f| f.code == &codes::MALFORMED_BYTES));
}

#[test]
fn labels_are_read_as_written_and_counted_where_they_are_not() {
    let list = "{\\*\\listtable{\\list{\\listlevel\\levelnfc0\\levelnfcn39\\levelstartat3\\levelfollow2{\\leveltext\\'03\\u31532 ?\\'00\\u26465 ?;}{\\levelnumbers\\'02;}}\
        {\\listlevel\\levelnfc0\\levelstartat1\\levelfollow1{\\leveltext\\'03(\\'01);}{\\levelnumbers\\'02;}}\\listid7}}\
        {\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}{\\listoverride\\listid7\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat9}\\ls2}}";
    let body = "\\pard\\ls1 \\u30002?\\par\\ilvl1 x\\par\\ilvl0 \\u20057?\\par{\\listtext\\pard 1.1\\tab}\\pard\\ls1 z\\par\
        \\pard\\ls2 w\\par{\\pntext\\f5\\'b7\\tab}\\pard q\\par\\pard p";
    let (lines, _) = read_with(&file(&[list, body].concat()), &Options::USUAL);
    assert_eq!(texts(&lines), ["第三条甲", "(1) x", "第四条乙", "1.1z", "第九条w", "• q", "p"]);
    let shown: Vec<u16> = lines.lines.iter().map(|l| l.hints.shown).collect();
    assert_eq!(shown, [9, 3, 9, 3, 9, 3, 0]);
    assert_eq!(lines.lines[1].hints.list_depth, Some(1));
}

#[test]
fn paragraphs_say_what_they_are() {
    let body = "{\\stylesheet{\\s0 Normal;}{\\s1\\sbasedon0 heading 1;}{\\s2 \\u26631 ?\\u39064 ?;}{\\*\\cs3 Strong;}{\\s4\\outlinelevel2 x;}}\
        {\\info{\\title \\u31034?\\u20363?}{\\creatim\\yr2024\\mo5\\dy6}}\
        \\pard\\s2\\qc\\b\\fs44 T\\par\\pard\\plain\\s1 H\\par\\pard\\s4 I\\par\\pard\\s0\\fs21\\fi420 B{\\b c}\\par\\pard\\pagebb P\\line Q\\page R";
    let (lines, _) = read_with(&file(body), &Options::USUAL);
    assert_eq!(texts(&lines), ["T", "H", "I", "Bc", "P", "Q", "R"]);
    let of = |k: usize| lines.lines[k].hints;
    assert_eq!((of(0).style, of(0).align, of(0).bold, of(0).size), (Style::Title, Align::Centre, true, 44));
    assert_eq!((of(1).style, of(1).outline), (Style::Heading, Some(1)));
    assert_eq!((of(2).style, of(2).outline), (Style::Heading, Some(3)));
    assert_eq!((of(3).style, of(3).indent, of(3).bold), (Style::Plain, 200, false));
    assert_eq!([4, 5, 6].map(|k| of(k).page_break), [true, false, true]);
    assert_eq!(marked(&lines, |m| m.kind == MarkKind::Emphasis), ["c"]);
    assert_eq!(lines.meta.title.map(|t| t.text).as_deref(), Some("示例"));
    assert_eq!(lines.meta.dates.first().map(|d| d.when.as_str()), Some("2024-05-06"));
}

#[test]
fn tables_keep_rows_columns_and_merged_cells() {
    let row = |cells: &[(&str, u32)], more: &str| {
        let edges: Vec<String> = cells.iter().map(|(_, edge)| format!("{more}\\cellx{edge}")).collect();
        let texts: Vec<String> = cells.iter().map(|(t, _)| format!("\\pard\\intbl {t}\\cell")).collect();
        format!("\\trowd\\trleft0{}{}\\row", edges.concat(), texts.concat())
    };
    let body = [
        "\\pard x\\par",
        &row(&[("a", 1000), ("b", 3000)], ""),
        &row(&[("c", 1010), ("d", 2000), ("e", 2990)], ""),
        "\\pard y",
    ]
    .concat();
    let (lines, _) = read_with(&file(&body), &Options::USUAL);
    assert_eq!(texts(&lines), ["x", "a\tb\nc\td\te", "y"]);
    let spans: Vec<_> = lines.marks.iter().filter(|m| matches!(m.kind, MarkKind::CellSpan { .. })).collect();
    assert!(
        matches!(spans[..], [Mark { kind: MarkKind::CellSpan { rows: 1, columns: 2 }, .. }]),
        "{spans:?}"
    );
    let down = "\\trowd\\trhdr\\clvmgf\\cellx1000\\cellx2000\\pard\\intbl a\\cell b\\cell\\row\
        \\trowd\\clvmrg\\cellx1000\\cellx2000\\pard\\intbl\\cell d\\par e\\cell\\row\\pard z";
    let (lines, _) = read_with(&file(down), &Options::USUAL);
    assert_eq!(texts(&lines), ["a\tb\nd\ne", "z"]);
    assert!(lines.marks.iter().any(|m| m.kind == MarkKind::Row { header: true }));
    assert!(lines.marks.iter().any(|m| m.kind == MarkKind::CellSpan { rows: 2, columns: 1 }));
    let nested = "\\trowd\\cellx2000\\cellx4000\\pard\\intbl a\\par\\pard\\intbl\\itap2 b\\nestcell c\\nestcell{\\*\\nesttableprops\
        \\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}\\pard\\intbl d\\cell e\\cell\\row\\pard z";
    assert_eq!(lines_of(nested), ["a", "b", "c", "d", "e", "z"]);
}

#[test]
fn notes_links_marks_and_boxes() {
    let body = "\\pard a{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} n\\par m}b\\chftn{\\footnote\\ftnalt\\pard\\chftn e}\\par\
        {\\field{\\*\\fldinst{HYPERLINK \"http://example.org/\"}}{\\fldrslt l}} {\\ul u}{\\ul0 }10{\\super 2}{\\sub 3}{\\accdot d}\\par\
        {\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}{\\xe x}{\\v hid}{\\header h\\par}{\\footer \\chpgn}\
        {\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt box\\par}}{\\shprslt no}}{\\*\\atnauthor A}\\chatn{\\*\\annotation c}\
        {\\pict\\wmetafile8 0102}{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv w}}}\\pngblip 89504e47}}\
        {\\*\\unheardof lost}{\\*\\generator g;}";
    let (lines, findings) = read_with(&file(body), &Options::USUAL);
    assert_eq!(texts(&lines), ["a〔1〕b〔1〕", "〔1〕 n\nm", "l u1023d", "7w", "box", "〔1〕e"]);
    let has = |kind: &MarkKind| lines.marks.iter().any(|m| m.kind == *kind);
    assert!(has(&MarkKind::Link { target: "http://example.org/".into() }));
    for (kind, text) in [
        (MarkKind::Underline, "u"),
        (MarkKind::Superscript, "2"),
        (MarkKind::Subscript, "3"),
        (MarkKind::Dots, "d"),
        (MarkKind::Image { media: Some("image-1.png".into()) }, "w"),
    ] {
        assert_eq!(marked(&lines, |m| m.kind == kind), [text]);
    }
    assert_eq!((lines.media[0].mime.as_str(), lines.media.len()), ("image/png", 1));
    let said: Vec<&str> = findings.iter().map(|f| f.code.id).collect();
    let want =
        [&codes::HIDDEN_TEXT, &codes::COMMENTS, &codes::PAGE_HEADS, &codes::PICTURES, &codes::EMBEDDED];
    assert_eq!(said, want.map(|c| c.id));
    let keep = Options { keep_comments: true, ..Options::USUAL };
    assert!(texts(&read_with(&file(body), &keep).0).iter().any(|l| l == "[^批注1]: A：c"));
}

#[test]
fn revisions_are_done_as_asked() {
    let body =
        "a{\\revised\\revauth1 b}{\\deleted c}{\\revised{\\deleted d}}\\par e{\\deleted\\par}f\\par\\plain g";
    let of = |revisions| {
        let (lines, findings) = read_with(&file(body), &Options { revisions, ..Options::USUAL });
        assert_eq!(findings[0].code, &codes::TRACKED_CHANGES);
        texts(&lines).join("|")
    };
    assert_eq!(of(Revisions::Accept), "ab|ef|g");
    assert_eq!(of(Revisions::Reject), "acd|e|f|g");
    assert_eq!(of(Revisions::Mark), "abcd|e|f|g");
}

#[test]
fn formulas_and_alternatives() {
    let formula = "x {\\mmath{\\*\\moMath{\\mf{\\mfPr{\\mtype bar}}{\\mnum{\\mr\\mscr0 a}}{\\mden{\\mr b}}}{\\msSup{\\me{\\mr x}}{\\msup{\\mr 2}}}}{\\mmathPict no}}";
    assert_eq!(lines_of(formula), ["x a/bx^2"]);
    assert_eq!(lines_of("{\\upr{ansi}{\\*\\ud{uni}}}z"), ["uniz"]);
}

#[test]
fn what_is_broken_is_read_or_refused() {
    let refused = |bytes: &[u8]| read(&Input::new(bytes, "a.rtf")).expect_err("refused").code;
    assert_eq!(refused(b"text"), &codes::BROKEN_RTF);
    assert_eq!(refused(b"{\\rtf1 }"), &codes::EMPTY);
    assert_eq!(refused(&[b"{\\rtf1".as_slice(), &b"{".repeat(3000)].concat()), &codes::TOO_DEEP);
    let (lines, findings) = read_with(b"{\\rtf1 a{\\b b{\\footnote c", &Options::USUAL);
    assert_eq!(texts(&lines), ["ab", "c"]);
    assert!(findings.iter().any(|f| f.code == &codes::BROKEN_PART));
    for body in [
        "}}}{a\\cell\\row\\nestrow\\nestcell",
        "\\trowd\\cellx-5\\cellx99999999999\\intbl a\\cell b\\cell\\row",
        "\\bin9999999 x",
        "{\\field{\\fldrslt x{\\fldinst y}}}{\\sv{\\pict\\pngblip 8}}a",
        "\\u99999999 a\\uc-3\\u1 b",
        "{\\listtext{\\footnote x}}\\ilvl99\\ls-1 a\\par",
        "{\\stylesheet{\\s-1;;;\\s99999 x;}}{\\fonttbl;;\\f-1;}a",
        "\u{1}\u{2}a",
    ] {
        let _ = read(&Input::new(&file(body), "a.rtf"));
    }
}

#[test]
fn code_pages_of_the_pc_and_of_the_macintosh_are_known_and_others_are_told() {
    for (head, bytes, want, told) in [
        ("\\pc", "\\'82t\\'82", "été", false),
        ("\\pca", "\\'9d\\'b5", "ØÁ", false),
        ("\\mac", "\\'8et\\'8e", "été", false),
        ("\\ansi\\ansicpg852", "\\'86", "ć", false),
        ("\\ansi\\ansicpg10007", "\\'8f\\'f0", "Пр", false),
        (
            "\\ansi{\\fonttbl{\\f0\\fcharset255 T;}{\\f1\\fcharset130 B;}}\\f0",
            "\\'82{\\f1 \\'88\\'61}",
            "é가",
            false,
        ),
        ("\\ansi\\ansicpg57002", "a\\'e9", "aé", true),
        ("\\ansi\\ansicpg57002", "a\\u233 ?", "aé", false),
    ] {
        let (lines, findings) = read_with(format!("{{\\rtf1{head} {bytes}}}").as_bytes(), &Options::USUAL);
        assert_eq!(texts(&lines), [want], "{head}");
        assert_eq!(findings.iter().any(|f| f.code == &codes::UNKNOWN_CODE_PAGE), told, "{head}");
    }
}
