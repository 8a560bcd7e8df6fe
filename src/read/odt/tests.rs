//! Small files, made here.

use crate::finding::Finding;
use crate::ir::MarkKind;
use crate::pack::{USUAL, pack};
use crate::read::{Content, Input, Lines, Options, Revisions};
use crate::text::{Align, Style};

/// Namespaces, which every part declares.
const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
    xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
    xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' \
    xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' \
    xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'";

/// A flat file.
fn flat(styles: &str, automatic: &str, body: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<office:document {SPACES} \
         office:mimetype='application/vnd.oasis.opendocument.text'><office:styles>{styles}</office:styles>\
         <office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document>"
    )
}

fn read_with(file: &[u8], options: &Options) -> (Lines, Vec<Finding>) {
    let reading = super::read(&Input { bytes: file, file_name: "a.odt", options }).expect("reads");
    match reading.content {
        Content::Lines(lines) => (*lines, reading.findings),
        Content::Document(_) | Content::Unresolved(_) => panic!("lines"),
    }
}

fn read(styles: &str, automatic: &str, body: &str) -> (Lines, Vec<Finding>) {
    read_with(flat(styles, automatic, body).as_bytes(), &Options::USUAL)
}

/// Lines as they are shown, a bar behind the number that nobody typed.
fn shown(lines: &Lines) -> Vec<String> {
    let each = lines.lines.iter().map(|l| {
        let (label, rest) = lines.source.text[l.text.range()].split_at(l.hints.shown.into());
        if label.is_empty() { rest.to_owned() } else { format!("{label}|{rest}") }
    });
    each.collect()
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.code.name).collect()
}

fn marked(lines: &Lines) -> Vec<(&str, &MarkKind)> {
    lines.marks.iter().map(|m| (&lines.source.text[m.start as usize..m.end as usize], &m.kind)).collect()
}

const LEVELS: &str = "<text:list-style style:name='L'>\
    <text:list-level-style-number text:level='1' style:num-prefix='第' style:num-suffix='章' style:num-format='一, 二, 三, ...'/>\
    <text:list-level-style-number text:level='2' style:num-suffix='.' style:num-format='1' text:display-levels='2'/>\
    <text:list-level-style-number text:level='3' loext:num-list-format='%1%-%3%)' style:num-format='a' text:start-value='3'/>\
    <text:list-level-style-bullet text:level='4' text:bullet-char='\u{f0b7}'/></text:list-style>";

#[test]
fn lists_show_the_numbers_that_their_styles_say() {
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let p = |t: &str| format!("<text:p>{t}</text:p>");
    let nested = |inner: &str| format!("<text:list>{inner}</text:list>");
    let body = [
        "<text:list xml:id='l1' text:style-name='L'>",
        &item(&[p("总则"), p("没有编号"), nested(&[item(&p("甲")), item(&p("乙"))].concat())].concat()),
        &item(&nested(&item(
            &[p("丙"), nested(&item(&[p("丁"), nested(&item(&p("戊")))].concat()))].concat(),
        ))),
        "<text:list-header><text:p>标题</text:p></text:list-header>",
        "</text:list><text:p>中间</text:p>",
        "<text:list text:continue-list='l1' text:style-name='L'>",
        &item(&p("分则")),
        "</text:list><text:list text:style-name='L'>",
        &item(&p("新的")),
        "</text:list><text:list text:continue-numbering='true' text:style-name='L'>",
        &item(&p("接着")),
        "<text:list-item text:start-value='9'><text:p>跳到九</text:p></text:list-item></text:list>",
    ]
    .concat();
    let (lines, findings) = read(LEVELS, "", &body);
    let want = [
        "第一章| 总则",
        "没有编号",
        "一.1.| 甲",
        "一.2.| 乙",
        "一.3.| 丙",
        "一-c)| 丁",
        "•| 戊",
        "标题",
        "中间",
        "第二章| 分则",
        "第一章| 新的",
        "第二章| 接着",
        "第九章| 跳到九",
    ];
    assert_eq!(shown(&lines), want);
    assert_eq!(lines.lines[2].hints.list_depth, Some(1));
    assert_eq!(codes(&findings), [""; 0]);
}

#[test]
fn headings_are_numbered_by_the_outline_and_styles_say_what_they_are() {
    let styles = "<text:outline-style style:name='Outline'><text:outline-level-style text:level='1' \
        style:num-prefix='第' style:num-suffix='节' style:num-format='1'/><text:outline-level-style text:level='2' \
        style:num-format=''/></text:outline-style><style:style style:name='Heading' style:family='paragraph'/>\
        <style:style style:name='Heading_20_1' style:display-name='Heading 1' style:family='paragraph' \
        style:parent-style-name='Heading' style:default-outline-level='1'><style:text-properties \
        fo:font-weight='bold' fo:font-size='16pt'/></style:style>\
        <style:style style:name='Title' style:family='paragraph'><style:paragraph-properties \
        fo:text-align='center'/></style:style>";
    let automatic = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Heading_20_1' \
        style:list-style-name=''/><style:style style:name='P2' style:family='paragraph'><style:paragraph-properties \
        fo:text-align='end' fo:break-before='page'/></style:style>";
    let body = "<text:p text:style-name='Title'>示例办法</text:p>\
        <text:h text:style-name='Heading_20_1' text:outline-level='1'>甲</text:h>\
        <text:h text:style-name='P1' text:outline-level='1'>不编号</text:h>\
        <text:h text:style-name='Heading_20_1' text:outline-level='1' text:is-list-header='true'>也不编号</text:h>\
        <text:h text:style-name='Heading_20_1' text:outline-level='1'>乙</text:h>\
        <text:p text:style-name='P2'>二〇二六年</text:p>";
    let (lines, _) = read(styles, automatic, body);
    assert_eq!(shown(&lines), ["示例办法", "第1节| 甲", "不编号", "也不编号", "第2节| 乙", "二〇二六年"]);
    let hints: Vec<_> = lines.lines.iter().map(|l| l.hints).collect();
    assert_eq!((hints[0].style, hints[0].align), (Style::Title, Align::Centre));
    assert_eq!(
        (hints[1].style, hints[1].outline, hints[1].bold, hints[1].size),
        (Style::Heading, Some(1), true, 32)
    );
    assert_eq!((hints[5].align, hints[5].page_break), (Align::End, true));
}

#[test]
fn white_space_is_what_the_file_says() {
    let body = "<text:p>\n  第一条 \n <text:span> 甲</text:span><text:s text:c='3'/>乙<text:tab/>丙<text:line-break/> 丁\n</text:p>";
    let (lines, _) = read("", "", body);
    assert_eq!(shown(&lines), ["第一条 甲   乙\t丙", "丁"]);
}

#[test]
fn changes_are_accepted_rejected_or_marked() {
    let body = "<text:tracked-changes><text:changed-region xml:id='c1' text:id='c1'><text:insertion/></text:changed-region>\
        <text:changed-region xml:id='c2' text:id='c2'><text:deletion><office:change-info/><text:p>旧</text:p>\
        <text:p>文</text:p></text:deletion></text:changed-region><text:changed-region xml:id='c3'><text:insertion/>\
        </text:changed-region></text:tracked-changes>\
        <text:p>第一条　<text:change-start text:change-id='c1'/>新的<text:change-end text:change-id='c1'/>文字\
        <text:change text:change-id='c2'/>在此。</text:p>\
        <text:p>第二条　<text:change-start text:change-id='c3'/>前半</text:p><text:p>后半<text:change-end \
        text:change-id='c3'/>结束。</text:p>";
    let file = flat("", "", body);
    let with = |revisions| {
        let (lines, findings) = read_with(file.as_bytes(), &Options { revisions, ..Options::USUAL });
        assert_eq!(codes(&findings), ["tracked-changes"]);
        (shown(&lines), lines)
    };
    assert_eq!(with(Revisions::Accept).0, ["第一条　新的文字在此。", "第二条　前半", "后半结束。"]);
    assert_eq!(with(Revisions::Reject).0, ["第一条　文字旧", "文在此。", "第二条　结束。"]);
    let (texts, lines) = with(Revisions::Mark);
    assert_eq!(texts, ["第一条　新的文字旧", "文在此。", "第二条　前半", "后半结束。"]);
    let kinds: Vec<(&str, bool)> =
        marked(&lines).iter().map(|(t, k)| (*t, matches!(k, MarkKind::Inserted))).collect();
    assert_eq!(kinds, [("新的", true), ("旧", false), ("文", false), ("前半", true), ("后半", true)]);
}

#[test]
fn text_that_was_deleted_may_stand_in_its_place() {
    let body = "<text:tracked-changes><text:changed-region xml:id='c1'><text:deletion/></text:changed-region></text:tracked-changes>\
        <text:p>甲<text:change-start text:change-id='c1'/>旧<text:change-end text:change-id='c1'/>乙</text:p>";
    assert_eq!(shown(&read("", "", body).0), ["甲乙"]);
    let marked = Options { revisions: Revisions::Mark, ..Options::USUAL };
    assert_eq!(shown(&read_with(flat("", "", body).as_bytes(), &marked).0), ["甲旧乙"]);
}

#[test]
fn notes_comments_and_ruby() {
    let body = "<text:p>第一条　甲<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>脚注。</text:p><text:p>第二段。</text:p></text:note-body></text:note>乙\
        <text:note text:note-class='endnote'><text:note-citation>i</text:note-citation><text:note-body><text:p>尾注。\
        </text:p></text:note-body></text:note><office:annotation><dc:creator>张三</dc:creator><text:p>请核对</text:p>\
        </office:annotation><text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text>\
        </text:ruby>。</text:p><text:p>第二条　丙。</text:p>";
    let (lines, findings) = read("", "", body);
    let want = ["第一条　甲〔1〕乙[^i]漢字かんじ。", "〔1〕脚注。\n第二段。", "第二条　丙。", "[^i]尾注。"];
    assert_eq!(shown(&lines), want);
    assert_eq!(codes(&findings), ["comments-left-out"]);
    assert!(marked(&lines).contains(&("かんじ", &MarkKind::RubyText)));
    let kept = Options { keep_comments: true, ..Options::USUAL };
    let (lines, findings) = read_with(flat("", "", body).as_bytes(), &kept);
    assert_eq!(shown(&lines)[2], "[^批注1]: 张三：请核对");
    assert_eq!(codes(&findings), [""; 0]);
}

#[test]
fn tables_have_heads_and_cells_that_span() {
    let cell = |t: &str| format!("<table:table-cell><text:p>{t}</text:p></table:table-cell>");
    let body = [
        "<table:table><table:table-column table:number-columns-repeated='3'/><table:table-header-rows><table:table-row>",
        "<table:table-cell table:number-columns-spanned='2'><text:p>名称</text:p></table:table-cell><table:covered-table-cell/>",
        &cell("数量"),
        "</table:table-row></table:table-header-rows><table:table-row>",
        "<table:table-cell table:number-rows-spanned='2'><text:p>甲</text:p></table:table-cell>",
        &cell("乙"),
        &cell("1"),
        "</table:table-row><table:table-row><table:covered-table-cell/>",
        &cell("丙"),
        &cell("2"),
        "</table:table-row><table:table-row table:number-rows-repeated='1048576'><table:table-cell \
         table:number-columns-repeated='16384'/></table:table-row></table:table>",
    ]
    .concat();
    let (lines, _) = read("", "", &body);
    assert_eq!(lines.lines.len(), 1);
    assert!(lines.lines[0].hints.table);
    assert!(shown(&lines)[0].starts_with("名称\t数量\n甲\t乙\t1\n丙\t2"));
    let spans: Vec<_> =
        marked(&lines).into_iter().filter(|(_, k)| matches!(k, MarkKind::CellSpan { .. })).collect();
    assert_eq!(
        spans,
        [
            ("名称", &MarkKind::CellSpan { rows: 1, columns: 2 }),
            ("\n甲", &MarkKind::CellSpan { rows: 2, columns: 1 }),
        ]
    );
}

#[test]
fn looks_links_pictures_and_what_is_hidden() {
    let automatic = "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/>\
        </style:style><style:style style:name='U' style:family='text'><style:text-properties \
        style:text-underline-style='solid'/></style:style><style:style style:name='S' style:family='text'>\
        <style:text-properties style:text-position='super 58%'/></style:style><style:style style:name='H' \
        style:family='text'><style:text-properties text:display='none'/></style:style>";
    let body = "<text:p>甲<text:span text:style-name='B'>粗</text:span><text:span text:style-name='U'>线</text:span>\
        m<text:span text:style-name='S'>2</text:span><text:span text:style-name='H'>不见</text:span>\
        <text:a xlink:href='https://example.org/'>网址</text:a><draw:frame><draw:image><office:binary-data>\
        iVBORw0KGgo=</office:binary-data></draw:image><svg:desc>徽章</svg:desc></draw:frame></text:p>\
        <text:section text:display='none'><text:p>也不见</text:p></text:section>\
        <text:p><draw:frame><draw:text-box><text:p>框里的字</text:p></draw:text-box></draw:frame>框外</text:p>\
        <text:p><draw:custom-shape><table:table><table:table-row><table:table-cell><text:p>格里的字</text:p></table:table-cell>\
        </table:table-row></table:table><text:p/></draw:custom-shape></text:p>";
    let (lines, findings) = read("", automatic, body);
    assert_eq!(shown(&lines), ["甲粗线m2网址徽章", "框外", "框里的字", "格里的字"]);
    assert_eq!(codes(&findings), ["hidden-text"]);
    let kinds = marked(&lines);
    assert!(kinds.contains(&("粗", &MarkKind::Emphasis)) && kinds.contains(&("线", &MarkKind::Underline)));
    assert!(kinds.contains(&("2", &MarkKind::Superscript)));
    assert!(kinds.contains(&("网址", &MarkKind::Link { target: "https://example.org/".to_owned() })));
    assert_eq!(lines.media.len(), 1);
    assert_eq!((lines.media[0].mime.as_str(), lines.media[0].data.as_str()), ("image/png", "iVBORw0KGgo="));
}

#[test]
fn packages_have_parts_and_what_is_no_text_is_refused() {
    let content = format!(
        "<office:document-content {SPACES}><office:body><office:text><text:p text:style-name='Quotations'>第一条　甲。</text:p>\
         </office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {SPACES}><office:styles><style:style style:name='Quotations' style:family='paragraph'/>\
         </office:styles><office:master-styles><style:master-page><style:header><text:p>内部资料 1</text:p></style:header>\
         </style:master-page></office:master-styles></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {SPACES}><office:meta><dc:title>示例办法</dc:title></office:meta></office:document-meta>"
    );
    let kind = "application/vnd.oasis.opendocument.text";
    let zip = |parts: &[(&str, &str)]| {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        pack(&parts.iter().map(own).collect::<Vec<_>>(), &["mimetype"], USUAL).expect("packs")
    };
    let file =
        zip(&[("mimetype", kind), ("content.xml", &content), ("styles.xml", &styles), ("meta.xml", &meta)]);
    let (lines, findings) = read_with(&file, &Options::USUAL);
    assert_eq!(shown(&lines), ["第一条　甲。"]);
    assert_eq!(lines.lines[0].hints.style, Style::Quotation);
    assert_eq!(lines.meta.title.map(|t| t.text).as_deref(), Some("示例办法"));
    assert_eq!(codes(&findings), ["page-heads-left-out"]);

    let refused =
        |file: &[u8]| super::read(&Input::new(file, "a.odt")).map(|_| ()).expect_err("refused").code.name;
    let locked = "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>";
    assert_eq!(refused(&zip(&[("mimetype", kind), ("META-INF/manifest.xml", locked)])), "locked-office");
    assert_eq!(refused(&zip(&[("mimetype", kind)])), "broken-odt");
    assert_eq!(refused(b"PK\x03\x04"), "broken-odt");
    let sheet = content.replace("office:text", "office:spreadsheet");
    assert_eq!(refused(&zip(&[("content.xml", &sheet)])), "broken-odt");
    assert_eq!(refused(flat("", "", "").as_bytes()), "empty");
}

#[test]
fn what_is_repeated_stays_within_bounds() {
    let mut body = "<text:p>甲</text:p>".to_owned();
    for _ in 0..8 {
        body = format!(
            "<table:table><table:table-row table:number-rows-repeated='1000'><table:table-cell \
             table:number-columns-repeated='1000'>{body}</table:table-cell></table:table-row></table:table>"
        );
    }
    body.push_str("<text:p>乙<text:s text:c='4000000000'/>丙</text:p>");
    let (lines, _) = read("", "", &body);
    assert!(lines.source.text.len() < 1 << 23);
    assert!(lines.source.text.ends_with("乙 丙\n"));
}
