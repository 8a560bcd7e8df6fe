//! Web pages as people meet them: what is the document, what is furniture, and what the markup means.

use tiaowen::finding::{Finding, Severity, codes};
use tiaowen::format::reader_named;
use tiaowen::ir::{Document, Event, Mark, MarkKind, Scope, Text, events};
use tiaowen::read::{Input, Options};

fn page_with(body: &str, options: &Options) -> (Document, Vec<Finding>) {
    let page = format!(
        "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>示例市公园办法_示例市政府网</title></head>\
         <body>{body}</body></html>"
    );
    let reader = reader_named("html").expect("a reader");
    let input = Input { bytes: page.as_bytes(), file_name: "a.html", options };
    tiaowen::document(&input, reader, &tiaowen::ir::Given::default()).expect("a document")
}

fn page(body: &str) -> (Document, Vec<Finding>) {
    page_with(body, &Options::USUAL)
}

fn texts(doc: &Document) -> Vec<Text> {
    let mut out = vec![];
    events(doc, |e| {
        if let Event::Text(t) = e {
            out.push(t.clone());
        }
    });
    out
}

/// The lines of a document, labels before their texts.
fn lines(doc: &Document) -> String {
    tiaowen::ir::plain_text(doc).replace('\u{3000}', " ")
}

fn marked(t: &Text) -> Vec<(String, MarkKind)> {
    let of = |m: &Mark| (t.text[m.start as usize..m.end as usize].to_owned(), m.kind.clone());
    t.marks.iter().filter(|m| m.kind != MarkKind::Break).map(of).collect()
}

fn has(findings: &[Finding], code: &tiaowen::finding::Code) -> bool {
    findings.iter().any(|f| f.code.id == code.id)
}

/// The paragraphs of a small law, without markup.
const LAW: &[&str] =
    &["示例市公园办法", "公园免费开放。", "利害关系人可以申诉。", "本办法自公布之日起施行。"];

fn keeps_the_law(body: &str) -> Vec<Finding> {
    let (doc, findings) = page(body);
    let all = lines(&doc);
    for paragraph in LAW {
        assert!(all.contains(paragraph), "{paragraph} is not in {all} of {body}");
    }
    assert_eq!(doc.title(), LAW[0], "{body}");
    findings
}

const TITLE: &str = "<h1>示例市公园办法</h1>";
const PROVISIONS: &str =
    "<p>第一条　公园免费开放。</p><p>第二条　利害关系人可以申诉。</p><p>第三条　本办法自公布之日起施行。</p>";

#[test]
fn the_law_is_kept_whatever_stands_around_it() {
    let law = format!("{TITLE}{PROVISIONS}");
    for body in [
        format!(
            "<form id=form1 action=Detail.aspx method=post><input type=hidden name=__VIEWSTATE value=abc><div id=content>{law}</div></form>"
        ),
        format!("<form><table><tr><td><a href=/>首页</a></td><td>{law}</td></tr></table></form>"),
        format!("<header>{TITLE}</header><main>{PROVISIONS}</main>"),
        format!("<header>{TITLE}</header>{PROVISIONS}"),
        format!(
            "<article><header>{TITLE}<p>（2024年1月1日示例市人民政府公布）</p></header>{PROVISIONS}<footer>示例市人民政府</footer></article>"
        ),
        format!("<div class=header>{TITLE}</div><div class=page-footer>{PROVISIONS}</div>"),
        format!("<div class=sidebar-layout>{TITLE}<div class=comment>{PROVISIONS}</div></div>"),
        format!(
            "<div class=navy>{TITLE}</div><div class=related-party>{PROVISIONS}</div><aside><p>第四条　另有规定的除外。</p></aside>"
        ),
        format!("<div class=nav>{TITLE}</div>{}", PROVISIONS.replace("<p>", "<p class=nav>")),
        format!(
            "{TITLE}<table border=1><tr><th>序号</th><th>说明</th></tr><tr><td>1</td><td>{}</td></tr></table>{PROVISIONS}",
            "甲乙丙丁。".repeat(200)
        ),
        String::from(
            "<h1>示例市公园办法</h1><table><tr><td>第一条</td><td>公园免费开放。</td></tr><tr><td>第二条</td><td><p>利害关系人可以申诉。</p></td></tr><tr><td>第三条</td><td>本办法自公布之日起施行。</td></tr></table>",
        ),
        format!("<div><div>{TITLE}</div><div><div>{PROVISIONS}</div></div></div>"),
    ] {
        keeps_the_law(&body);
        keeps_the_law(&format!(
            "<div class=nav><a href=/>首页</a> <a href=/a>要闻</a></div>{body}<div class=footer>版权所有：示例市人民政府</div>"
        ));
    }
}

#[test]
fn furniture_is_left_out_and_told() {
    let body = format!(
        "<div class=top><ul><li><a href=/>首页</a></li><li><a href=/a>要闻</a></li><li><a href=/b>政策</a></li></ul></div>\
         <div>当前位置：<a href=/>首页</a> &gt; 正文</div><div class=c>{TITLE}<div>来源：示例市政府网 发布时间：2024-01-01</div>\
         <div id=zoom>{PROVISIONS}</div><p>【<a href='javascript:window.print()'>打印</a>】【<a href='javascript:window.close()'>关闭</a>】</p></div>\
         <div class=related><h3>相关链接</h3><ul><li><a href=/1>第一条新闻：政策解读</a></li></ul></div>\
         <div><p>主办单位：示例市人民政府</p><p>地址：示例路1号</p></div>"
    );
    let findings = keeps_the_law(&body);
    let (doc, _) = page(&body);
    let all = lines(&doc);
    for gone in ["首页", "当前位置", "来源", "打印", "相关链接", "新闻", "主办", "地址"] {
        assert!(!all.contains(gone), "{gone} is in {all}");
    }
    // A label in a link that leads elsewhere is no provision of this document.
    assert!(has(&findings, &codes::LEFT_OUT) && !has(&findings, &codes::LEFT_OUT_LABEL), "{findings:?}");
    let told: usize =
        findings.iter().filter_map(|f| f.details.first()?.to_string().parse::<usize>().ok()).sum();
    assert_eq!(doc.provenance.left_out, Some(told as u64));
    let (kept, findings) = page_with(&body, &Options { keep_all: true, ..Options::USUAL });
    assert!(lines(&kept).contains("第一条新闻") && lines(&kept).contains("地址"));
    assert!(findings.iter().all(|f| f.code.severity < Severity::Warning), "{findings:?}");
}

#[test]
fn what_may_be_of_the_document_is_not_left_out_in_silence() {
    let said = |body: &str| page(&format!("<div class=c>{body}</div>{PROVISIONS}")).1;
    for body in
        ["<nav><a href=b>第九条　另有规定的除外。</a></nav>", "<nav><a href=/>示例市公园办法</a></nav>"]
    {
        assert!(has(&said(body), &codes::LEFT_OUT_LABEL), "{body}");
    }
    for body in ["<nav><a href=b>第九章　新闻</a></nav>", "<nav><a href=#a>第一条　公园免费开放。</a></nav>"]
    {
        assert!(!has(&said(body), &codes::LEFT_OUT_LABEL), "{body}");
    }
    let news =
        format!("<div class=sidebar>{}</div>", "<p>记者走访了示例市的许多居民小区和商店街道</p>".repeat(20));
    assert!(has(&said(&news), &codes::MUCH_LEFT_OUT));
    assert!(!has(&said("<div class=sidebar><p>记者走访</p></div>"), &codes::MUCH_LEFT_OUT));
}

#[test]
fn entries_behind_the_text_go_and_notes_stay() {
    let (doc, findings) = page(&format!(
        "{TITLE}{PROVISIONS}<p><a href='#r1'>[1] 公园包括湿地公园。</a></p><div><a href='#a'>第一章　总则</a><a href='#b'>第二章　附则</a></div>"
    ));
    let all = lines(&doc);
    assert!(all.contains("公园包括湿地公园。") && !all.contains("总则"), "{all}");
    assert!(has(&findings, &codes::LEFT_OUT));
}

#[test]
fn links_lead_where_the_page_is() {
    let law = "<h1>示例市公园办法</h1><p>第一条　依照<a href='civil.html#a5'>《民法典》</a>和<a href='../x.pdf'>附录</a>，<a href='#b'>见后</a>，<a href='javascript:x()'>印</a>。</p>";
    for place in [
        "<base href='https://law.example.org/db/a/'>",
        "<link rel=canonical href='https://law.example.org/db/a/1.html'>",
    ] {
        let bytes =
            format!("<html lang=zh><head><meta charset=utf-8>{place}</head><body>{law}</body></html>");
        let input = Input::new(bytes.as_bytes(), "a.html");
        let reader = reader_named("html").expect("a reader");
        let (doc, findings) =
            tiaowen::document(&input, reader, &tiaowen::ir::Given::default()).expect("a document");
        let found: Vec<(String, MarkKind)> = texts(&doc).iter().flat_map(marked).collect();
        for (text, target) in [
            ("《民法典》", "https://law.example.org/db/a/civil.html#a5"),
            ("附录", "https://law.example.org/db/x.pdf"),
        ] {
            let link = (text.to_owned(), MarkKind::Link { target: target.into() });
            assert!(found.contains(&link), "{link:?} is not in {found:?}");
        }
        let dead = findings.iter().find(|f| f.code.id == codes::LINK_AS_TEXT.id).expect("the dead one");
        assert_eq!(dead.details[0].to_string(), "1", "{dead:?}");
    }
    // A page that does not say where it is.
    assert!(has(&page(law).1, &codes::LINK_AS_TEXT));
}

#[test]
fn what_the_page_does_not_show_is_no_text() {
    let (doc, findings) = page(&format!(
        "{TITLE}<script>第九条</script><p hidden>第五条　甲。</p><p style='display: none'>乙</p><p style='visibility:hidden'>丙</p>\
         <span aria-hidden=true>丁</span>{PROVISIONS}<button>打印</button>\
         <p>第四条　请选择：<input type=checkbox checked>同意<input type=checkbox>不同意<input type=radio checked>是<input type=radio>否，\
         姓名<input type=text value=张三>，<select><option>市<option selected>县</select>。</p>"
    ));
    assert!(lines(&doc).contains("请选择：☑同意☐不同意●是○否，姓名张三，县。"), "{}", lines(&doc));
    assert!(!lines(&doc).contains(['甲', '乙', '丙', '丁', '九']));
    assert!(
        has(&findings, &codes::UNSEEN_LABEL)
            && has(&findings, &codes::UNSEEN)
            && has(&findings, &codes::LEFT_OUT)
    );
}

#[test]
fn numbers_of_lists_are_labels_that_the_page_shows() {
    let (doc, _) = page(
        "<h1>示例市公园办法</h1><h2>一、程序</h2><ol start=3><li>甲；<li>乙：<ol type=a><li>丙；<li value=4><p>丁；</p></ol><li>戊。</ol>\
         <ol reversed type=I><li>己；<li>庚。</ol><ol style='list-style-type: cjk-ideographic'><li>辛；<li>壬。</ol>\
         <ol><li>（一）癸；<li>（二）子。</ol><ul><li>丑</ul><ol style='list-style: none'><li>寅</ol>",
    );
    let all = lines(&doc);
    for line in [
        "3. 甲；",
        "4. 乙：",
        "a. 丙；",
        "d. 丁；",
        "5. 戊。",
        "II. 己；",
        "I. 庚。",
        "一、辛；",
        "（一）癸；",
        "丑",
        "寅",
    ] {
        assert!(all.lines().any(|l| l.trim() == line), "{line} is not in {all}");
    }
    let (mut shown, mut typed) = (0, 0);
    events(&doc, |e| {
        if let Event::Enter(p) = e
            && let Some(label) = &p.label
        {
            if label.shown { shown += 1 } else { typed += 1 }
        }
    });
    assert!(shown >= 5 && typed >= 3, "{shown} {typed}");
}

#[test]
fn lines_of_a_page_stay_lines() {
    let (doc, _) = page(
        "<h1>示例市公园办法</h1><p>第一条　甲。<br><br>乙。</p><pre>丙方    丁方\n盖章    盖章\n</pre><dl><dt>申请人</dt><dd>提出申请的人。</dd></dl>\
         <details><summary>说明</summary><p>折叠的文字。</p></details><p>&nbsp;&nbsp;&nbsp;&nbsp;第二条　戊。</p>",
    );
    let all = lines(&doc);
    for line in [
        "乙。",
        "丙方    丁方",
        "盖章    盖章",
        "申请人",
        "提出申请的人。",
        "说明",
        "折叠的文字。",
        "第二条 戊。",
    ] {
        assert!(all.lines().any(|l| l.trim() == line), "{line} is not in {all}");
    }
}

#[test]
fn markup_that_carries_meaning_is_marked() {
    let (doc, findings) = page(
        "<h1>示例市公园办法</h1><p>第一条　应当<del>每日</del><ins>全天</ins>，<s>五</s><u>八</u>元，甲方：<u>　　</u>。</p>\
         <p>第二条　CO<sub>2</sub>，10<sup>-3</sup>，<ruby>亳<rp>（</rp><rt>bó</rt><rp>）</rp>州</ruby>，<em>应当</em>，\
         <em style='text-emphasis: dot'>严禁</em>，<a href='https://example.org/a'>网</a>，<a href='javascript:x()'>印</a>，<span lang=en>the Parties</span><span lang=EN-US>号</span>。</p>\
         <p>第三条　<math><mi>K</mi><mo>=</mo><mfrac><mi>A</mi><mrow><mn>2</mn><mi>C</mi></mrow></mfrac></math></p>",
    );
    let found: Vec<(String, MarkKind)> = texts(&doc).iter().flat_map(marked).collect();
    let is = |text: &str, kind: MarkKind| {
        assert!(found.contains(&(text.to_owned(), kind.clone())), "{text} {kind:?} is not in {found:?}");
    };
    is("每日", MarkKind::Deleted);
    is("全天", MarkKind::Inserted);
    is("五", MarkKind::Deleted);
    is("八", MarkKind::Underline);
    is("　　", MarkKind::Underline);
    is("2", MarkKind::Subscript);
    is("-3", MarkKind::Superscript);
    is("亳bó", MarkKind::Ruby);
    is("bó", MarkKind::RubyText);
    is("应当", MarkKind::Emphasis);
    is("严禁", MarkKind::Dots);
    is("网", MarkKind::Link { target: "https://example.org/a".into() });
    is("the Parties", MarkKind::Language { tag: "en".into() });
    assert_eq!(
        found.iter().filter(|(_, k)| matches!(k, MarkKind::Language { .. } | MarkKind::Link { .. })).count(),
        2
    );
    assert!(found.iter().any(
        |(t, k)| t == "K=A/(2C)" && matches!(k, MarkKind::Math { mathml } if mathml.contains("<mfrac>"))
    ));
    assert!(has(&findings, &codes::LINK_AS_TEXT));
}

#[test]
fn pictures_keep_their_data_or_what_stands_for_them() {
    let gif = "R0lGODlhAQABAAAAACw=";
    let body = format!(
        "<h1>示例市公园办法</h1><p>第一条　式样：<img src='data:image/gif;base64,{gif}' alt=圆形></p><p><img src='data:image/gif;base64,{gif}'></p>\
         <p>第二条　公式为<img src=formula.png alt='S=πr²'>，<img src=b.png>见<img src='p%20q.gif' alt=图>。</p>"
    );
    let mut options = Options::default();
    options.images.insert("p q.gif".into(), b"GIF89a".to_vec());
    let (doc, findings) = page_with(&body, &options);
    let all = lines(&doc);
    assert!(all.contains("式样：圆形") && all.contains("公式为S=πr²，见图。"), "{all}");
    assert_eq!(doc.media.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["image-1.gif", "image-2.gif"]);
    assert_eq!(doc.media[0].data, gif);
    let images =
        texts(&doc).iter().flat_map(marked).filter(|(_, k)| matches!(k, MarkKind::Image { .. })).count();
    assert_eq!(images, 4);
    assert!(has(&findings, &codes::PICTURE_AS_TEXT) && has(&findings, &codes::PICTURE_LEFT_OUT));
}

#[test]
fn cells_that_span_head_and_align_are_marked() {
    let (doc, _) = page(
        "<h1>示例市公园办法</h1><p>第一条　见下表。</p><table><caption>表1　基准</caption><thead><tr><th rowspan=2>序号<th colspan=2>幅度</tr>\
         <tr><th>情节<th>罚款</tr></thead><tr><td rowspan=2>1<td><p>轻微</p><p>首次</p><td align=right>200</tr><tr><td>一般<td style='text-align:center'>500</tr>\
         <tr><th scope=row>合计<td colspan=100>700</tr></table><p>第二条　乙。</p>",
    );
    let table = texts(&doc).into_iter().find(|t| t.role == tiaowen::ir::Role::Table).expect("a table");
    assert_eq!(table.text, "表1　基准\n序号\t幅度\n情节\t罚款\n1\t轻微\n首次\t200\n一般\t500\n合计\t700");
    let found = marked(&table);
    for (text, kind) in [
        ("表1　基准", MarkKind::Caption),
        ("\n序号", MarkKind::CellSpan { rows: 2, columns: 1 }),
        ("\t幅度", MarkKind::CellSpan { rows: 1, columns: 2 }),
        ("\n情节\t罚款", MarkKind::Row { header: true }),
        ("\n1", MarkKind::CellSpan { rows: 2, columns: 1 }),
        ("\t200", MarkKind::CellAlign { align: tiaowen::ir::CellAlign::End }),
        ("\t500", MarkKind::CellAlign { align: tiaowen::ir::CellAlign::Centre }),
        ("\n合计", MarkKind::CellHead { scope: Scope::Row }),
        ("\t700", MarkKind::CellSpan { rows: 1, columns: 2 }),
    ] {
        assert!(found.contains(&(text.to_owned(), kind.clone())), "{text:?} {kind:?} is not in {found:?}");
    }
}

#[test]
fn tables_that_lay_out_are_no_data() {
    let (doc, _) = page(
        "<h1>示例国和样本国联合公报</h1><p>一、甲。</p><p>二、乙。</p><table width='100%'><tr><td align=center>示例国代表<td align=center>样本国代表</tr>\
         <tr><td>张　三<td>约翰</tr><tr><td>（签字）<td>（签字）</tr></table>",
    );
    assert!(texts(&doc).iter().all(|t| t.role != tiaowen::ir::Role::Table));
    assert!(tiaowen::ir::plain_text(&doc).contains("张　三　　　　约翰"));
}

#[test]
fn sites_set_numbers_and_texts_in_columns() {
    let (doc, findings) = page(
        "<form><ol class=breadcrumb><li>現在位置：</li><li><a href=/>首頁</a></li><li>中央法規</li></ol><h2>所有條文</h2><table><tr><th>法規名稱：</th><td><a id=hlLawName href=LawAll.aspx>示例市公園辦法</a></td></tr><tr><th>修正日期：</th><td>民國 110 年 01 月 20 日</td></tr></table>\
         <div class=law-reg-content><div class='h3 char-2'>第 一 章 總則</div><div class=row><div class=col-no><a name=1 href='LawSingle.aspx?flno=1'>第 1 條</a></div>\
         <div class=col-data><div class=law-article><div class=line-0000>公園免費開放。</div><div class=line-0004>一、甲。</div></div></div></div>\
         <div class=row><div class=col-no><a href=b>第 2 條</a></div><div class=col-data><div class=law-article><div>（刪除）</div></div></div></div></div></form>",
    );
    assert_eq!(doc.title(), "示例市公園辦法");
    let all = lines(&doc);
    assert!(!all.contains("現在位置") && !all.contains("所有條文"), "{all}");
    for line in ["第 1 條 公園免費開放。", "第 2 條 （刪除）"] {
        assert!(all.lines().any(|l| l.trim() == line), "{line} is not in {all}");
    }
    assert!(has(&findings, &codes::LEFT_OUT));
}

#[test]
fn a_table_of_ten_thousand_rows_takes_time_in_proportion() {
    let row = "<tr><td rowspan=2>1</td><td>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr>";
    let (doc, _) =
        page(&format!("{TITLE}<p>第一条　见下表。</p><table border=1>{}</table>", row.repeat(5000)));
    let table = texts(&doc).into_iter().find(|t| t.role == tiaowen::ir::Role::Table).expect("a table");
    assert_eq!(table.marks.iter().filter(|m| matches!(m.kind, MarkKind::Row { .. })).count(), 10_000);
}

/// Runs the program in a folder of its own.
fn run(folder: &std::path::Path, arguments: &str) -> (String, String, i32) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(arguments.split(' '))
        .current_dir(folder)
        .env("LANG", "en")
        .output()
        .expect("the program runs");
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    (text(&run.stdout), text(&run.stderr), run.status.code().unwrap_or(-1))
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("web").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn the_proof_says_what_was_taken_for_furniture() {
    let at = folder("furniture");
    let page =
        format!("<html><body>{TITLE}{PROVISIONS}<div class=footer>版权所有：示例网站</div></body></html>");
    std::fs::write(at.join("a.html"), page).expect("a file");
    assert_eq!(run(&at, "convert --to tei,json -o . a.html").2, 0);
    let (out, said, code) = run(&at, "verify --lang en a.html a.tei.xml a.json");
    assert_eq!(code, 0, "{out}{said}");
    assert!(
        out.lines().next().is_some_and(|l| l.starts_with("a.html: page: of ") && l.contains(" 9 ")),
        "{out}"
    );
    assert!(said.contains("TW111"), "{said}");
    let (out, ..) = run(&at, "verify --format json a.html a.json");
    let list: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(list[0]["page"]["leftOut"], 9);
    let (out, said, _) = run(&at, "outline --explain --lang en a.html");
    assert!(said.contains("TW111") && !out.contains("版权"), "{said}{out}");
    assert_eq!(run(&at, "convert --keep all --to text -o all.txt a.html").2, 0);
    assert!(std::fs::read_to_string(at.join("all.txt")).expect("a file").contains("版权所有"));
    let bound = "bind --keep all --from html -o all.json --title 汇编 a.html";
    assert_eq!(run(&at, bound).2, 0);
    assert!(std::fs::read_to_string(at.join("all.json")).expect("a file").contains("版权所有"));
    assert_eq!(run(&at, "package --keep all --out bags --name b a.html").2, 0);
    let (out, _, code) = run(&at, "verify bags/b");
    assert!(code == 0 && out.contains("whole"), "{out}");
}

#[test]
fn pictures_come_from_the_folder_alone() {
    let at = folder("pictures");
    std::fs::create_dir_all(at.join("saved_files/in")).expect("a folder");
    std::fs::write(at.join("saved_files/in/a.gif"), "GIF89a").expect("a file");
    std::fs::write(at.join("secret.gif"), "GIF89a secret").expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.gif", at.join("saved_files/link.gif")).expect("a link");
    let page = "<h1>示例市公园办法</h1><p>第一条　<img src='saved_files/in/a.gif' alt=甲><img src=in/a.gif alt=乙><img src=secret.gif alt=丙>\
                <img src=../secret.gif alt=丁><img src=saved_files/link.gif alt=戊></p>";
    std::fs::write(at.join("a.html"), page).expect("a file");
    let (_, said, code) = run(&at, "convert --images saved_files --to json -o a.json a.html");
    assert_eq!((code, said.matches("TW116").count()), (0, 3), "{said}");
    let doc: Document =
        serde_json::from_slice(&std::fs::read(at.join("a.json")).expect("a file")).expect("our JSON");
    assert_eq!(doc.media.len(), 1);
    assert!(run(&at, "convert --images nowhere --to json -o b.json a.html").2 == 2);
}
