//! A person's word, from the file of corrections to every format and back: it counts where it fits, is reported where it
//! does not, and travels with the document.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tiaowen::format::reader_named;
use tiaowen::ir::source_text;
use tiaowen::read::Input;
use tiaowen::settings;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corrections").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

fn out(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(folder, arguments);
    (output.status.code().expect("a code"), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A document that is read wrong, what a person says of it, and its outline then.
struct Case {
    name: &'static str,
    text: &'static str,
    corrections: &'static str,
    outline: &'static [&'static str],
}

/// Kinds that no reader can be sure of: numbers that may be articles or items, lines that may be headings or sentences,
/// line breaks that may be of the page or of the text.
const CASES: &[Case] = &[
    Case {
        name: "treaty",
        text: "甲国和乙国互助协定\n一、合作\n1. 双方相互支持。\n2. 双方定期会晤。\n二、费用\n1. 费用由请求方承担。\n2. 另有约定的除外。\n",
        corrections: "pin = [{ line = 3, starts = \"1. 双方\", level = \"article\" }]\n",
        outline: &[
            "hd-1 一、合作",
            "hd-1.art-1 1. 双方相互支持。",
            "hd-1.art-2 2. 双方定期会晤。",
            "hd-2 二、费用",
            "hd-2.art-1 1. 费用由请求方承担。",
            "hd-2.art-2 2. 另有约定的除外。",
        ],
    },
    Case {
        name: "charter",
        text: "某会章程\n宗旨\n第一条　本会促进往来。\n会员应当遵守本章程\n组织\n第二条　机构　会员大会是最高机构。\n第三条　其他\n理事会的职权另定。\n",
        corrections: "pin = [\n  { line = 2, starts = \"宗旨\", heading = true },\n  { line = 4, starts = \"会员应当\", not-heading = true },\n  \
                      { line = 5, starts = \"组织\", heading = true },\n  { line = 6, starts = \"第二条\", heading-ends = \"机构\" },\n  \
                      { line = 7, starts = \"第三条\", not-heading = true },\n]\n",
        outline: &[
            "hd-1 宗旨",
            "art-1 第一条　本会促进往来。",
            "art-1.p1 本会促进往来。",
            "art-1.p2 会员应当遵守本章程",
            "hd-2 组织",
            "art-2 第二条　机构",
            "art-3 第三条　其他",
            "art-3.p1 其他",
            "art-3.p2 理事会的职权另定。",
        ],
    },
    Case {
        name: "scan",
        text: "某市办法\n第一条　本办法适用于\n第五条规定的事项。第二条　本市设立\n委员会。\n甲方\n乙方\n",
        corrections: "[[pin]]\nline = 3\nstarts = \"第五条规定\"\njoin = true\nsplit-before = \"第二条\"\n\
                      [[pin]]\nline = 4\nstarts = \"委员会\"\njoin = true\n",
        outline: &["art-1 第一条　本办法适用于第五条", "art-2 第二条　本市设立委员会。"],
    },
];

#[test]
fn three_documents_are_put_right_in_under_ten_lines_and_so_is_every_format() {
    for case in CASES {
        let folder = folder(case.name);
        fs::write(folder.join("a.txt"), case.text).expect("a file");
        assert!(case.corrections.lines().count() < 10, "{}", case.name);
        let before = out(&folder, &["outline", "a.txt"]);
        fs::write(folder.join("a.corrections.toml"), case.corrections).expect("a file");
        let (code, said) = err(&folder, &["convert", "--to", "json", "-o", "x.json", "a.txt"]);
        // The scan refers to an article that it does not show.
        let warned = said.lines().filter(|l| l.contains("warning[") && !l.contains("TW240")).count();
        assert!(code == 0 && warned == 0 && !said.contains("TW21"), "{}: {said}", case.name);
        let after = out(&folder, &["outline", "a.txt"]);
        assert_ne!(before, after, "{} is right without a word", case.name);
        let mut rest = after.as_str();
        for line in case.outline {
            let at = rest.find(line).unwrap_or_else(|| panic!("{}: no {line} in {after}", case.name));
            rest = &rest[at..];
        }
        let formats = "pdf,docx,epub,tei,akn,json,text,pages";
        out(&folder, &["convert", "--no-system-fonts", "--to", formats, "-o", "made/", "a.txt"]);
        let made = ["made/a.pdf", "made/a.docx", "made/a.epub", "made/a.tei.xml", "made/a.json"];
        let proved = out(&folder, &[&["verify", "a.txt"][..], &made].concat());
        assert_eq!(proved.lines().count(), made.len(), "{proved}");
        // The same identifiers stand in what is read back, and the file of corrections is on record.
        for file in ["made/a.tei.xml", "made/a.json"] {
            assert_eq!(out(&folder, &["outline", file]), after, "{}: {file}", case.name);
        }
        // Without the corrections, it is another structure.
        fs::rename(folder.join("a.corrections.toml"), folder.join("b.toml")).expect("a file");
        assert_eq!(out(&folder, &["outline", "a.txt"]), before);
        assert_eq!(out(&folder, &["outline", "--corrections", "b.toml", "a.txt"]), after);
    }
}

#[test]
fn tei_names_the_corrections_and_is_written_again_the_same() {
    let folder = folder("tei");
    fs::write(folder.join("a.txt"), CASES[0].text).expect("a file");
    fs::write(folder.join("a.corrections.toml"), CASES[0].corrections).expect("a file");
    out(&folder, &["convert", "--to", "tei", "-o", "x.tei.xml", "a.txt"]);
    out(&folder, &["convert", "--to", "tei", "-o", "y.tei.xml", "x.tei.xml"]);
    let tei = fs::read_to_string(folder.join("x.tei.xml")).expect("TEI");
    assert_eq!(tei, fs::read_to_string(folder.join("y.tei.xml")).expect("TEI"));
    let hash = tiaowen::text::hash::sha256(CASES[0].corrections.as_bytes());
    for said in
        ["<idno type=\"corrections\">a.corrections.toml</idno>", &hash, "unit=\"pins\" quantity=\"1\""]
    {
        assert!(tei.contains(said), "{said}");
    }
    let (errors, warnings) = crate::schema::problems(&crate::schema::schema(), &tei);
    assert!(errors.is_empty() && warnings.is_empty(), "{errors:?} {warnings:?}");
}

#[test]
fn a_bag_carries_the_corrections_and_is_proved_with_them() {
    let folder = folder("bag");
    fs::write(folder.join("a.txt"), CASES[0].text).expect("a file");
    fs::write(folder.join("a.corrections.toml"), CASES[0].corrections).expect("a file");
    for (out_at, bag) in [("bags", "bags/x"), ("x.zip", "x.zip")] {
        out(&folder, &["package", "--no-system-fonts", "--name", "x", "--out", out_at, "a.txt"]);
        assert!(out(&folder, &["verify", bag]).contains("whole"), "{bag}");
    }
    let bag = folder.join("bags/x");
    let inside = bag.join("data/x.corrections.toml");
    assert_eq!(fs::read_to_string(&inside).expect("corrections"), CASES[0].corrections);
    let read = |name: &str| fs::read_to_string(bag.join(name)).expect("a file of the bag");
    assert!(read("manifest-sha256.txt").contains("data/x.corrections.toml"));
    let premis = read("data/premis.xml");
    assert!(premis.contains("1 corrections by a person (x.corrections.toml)"), "{premis}");
    assert!(premis.contains("<originalName>a.corrections.toml</originalName>"), "{premis}");
    assert!(read("data/README.txt").contains("x.corrections.toml"));
    fs::remove_file(inside).expect("it was there");
    assert_eq!(err(&folder, &["verify", "bags/x"]).0, 1);
}

#[test]
fn every_command_reads_what_stands_beside_the_source() {
    let folder = folder("beside");
    fs::write(folder.join("a.txt"), CASES[0].text.replace("双方相互", "各方相互")).expect("a file");
    fs::write(folder.join("a.corrections.toml"), CASES[0].corrections).expect("a file");
    out(&folder, &["convert", "--no-system-fonts", "--to", "json", "-o", "x.json", "a.txt"]);
    let commands: [&[&str]; 7] = [
        &["convert", "--to", "json", "-o", "x.json", "a.txt"],
        &["check", "a.txt"],
        &["outline", "a.txt"],
        &["outline", "--explain", "a.txt"],
        &["verify", "a.txt", "x.json"],
        &["package", "--no-system-fonts", "--out", "bags", "a.txt"],
        &["bind", "--no-system-fonts", "-o", "x.docx", "a.txt"],
    ];
    for command in commands {
        for (lang, word) in [("zh", "没有使用"), ("en", "was not used")] {
            let _ = fs::remove_dir_all(folder.join("bags"));
            let (code, said) = err(&folder, &[command, &["--lang", lang]].concat());
            assert!(
                said.contains("TW213") && said.contains("a.txt:3:1") && said.contains(word),
                "{command:?}: {said}"
            );
            assert_eq!(code, i32::from(command[0] == "check"), "{command:?}");
        }
    }
    assert_eq!(err(&folder, &["convert", "--strict", "--to", "json", "-o", "x.json", "a.txt"]).0, 1);
    fs::write(folder.join("a.corrections.toml"), "[[pin]]\nline = 3\n").expect("a file");
    for command in commands {
        let (code, said) = err(&folder, command);
        assert!(
            code == 2 && said.contains("TW030") && said.contains("a.corrections.toml"),
            "{command:?}: {said}"
        );
    }
}

#[test]
fn a_pin_that_no_longer_fits_is_reported_and_changes_nothing() {
    let reader = reader_named("text").expect("a reader");
    let given = settings::corrections(CASES[0].corrections, "a.corrections.toml").expect("sound corrections");
    let read = |text: &str, given: &tiaowen::ir::Given| {
        let read = tiaowen::document(&Input::new(text.as_bytes(), "a.txt"), reader, given);
        read.expect("a document")
    };
    for (changed, code, at) in [
        (CASES[0].text.replace("1. 双方", "1、双方"), "TW213", 3),
        (CASES[0].text.replace("一、合作", "\n一、合作"), "TW214", 3),
        ("甲国和乙国互助协定\n".to_owned(), "TW213", 2),
    ] {
        let (mut doc, findings) = read(&changed, &given);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code.id, code, "{changed}");
        let line = 1 + changed[..findings[0].span.start as usize].matches('\n').count();
        assert_eq!(line, at, "{changed}");
        doc.provenance.corrections = None;
        assert_eq!(doc, read(&changed, &tiaowen::ir::Given::default()).0);
        assert_eq!(source_text(&doc), changed);
    }
}

#[test]
fn outline_writes_pins_and_shows_what_comes_of_them() {
    let folder = folder("pin");
    fs::write(folder.join("a.txt"), CASES[0].text).expect("a file");
    let file = folder.join("a.corrections.toml");
    fs::write(&file, "# 由甲核对\n").expect("a file");
    let shown = out(&folder, &["outline", "--pin", "3=条", "--pin", "kind=条约", "a.txt"]);
    assert!(shown.contains("hd-1.art-2 2. 双方定期会晤。") && shown.starts_with("treaty"), "{shown}");
    let written = fs::read_to_string(&file).expect("corrections");
    assert!(
        written.contains("# 由甲核对\n") && written.contains("starts = \"1. 双方相互支持。\""),
        "{written}"
    );
    assert_eq!(out(&folder, &["outline", "a.txt"]), shown);
    out(&folder, &["outline", "--pin", "3=none", "a.txt"]);
    assert!(!fs::read_to_string(&file).expect("corrections").contains("[[pin]]"));
    // A file that is not there yet, and another name.
    out(&folder, &["outline", "--corrections", "b.toml", "--pin", "1=role:preamble", "a.txt"]);
    assert!(fs::read_to_string(folder.join("b.toml")).expect("corrections").contains("role = \"preamble\""));
    for (pin, code) in [("99=article", "TW034"), ("3=artikel", "TW034"), ("x", "TW034")] {
        let (exit, said) = err(&folder, &["outline", "--pin", pin, "a.txt"]);
        assert!(exit == 2 && said.contains(code), "{said}");
    }
}

#[test]
fn lines_are_numbered_as_explain_prints_them_in_every_format() {
    let folder = folder("formats");
    let html = "<html><body><nav>首页</nav><h1>甲办法</h1><p>第一条　甲。</p><p>第二条规定的事项。</p></body></html>";
    let files: [(&str, &str); 5] = [
        ("a.txt", "甲办法\n\n第一条　甲。\n第二条规定的事项。\n"),
        ("b.md", "# 甲办法\n\n## 第一条　甲。\n\n## 第二条规定的事项。\n"),
        ("c.html", html),
        ("d.txt", "甲办法\r\n第一条　甲。\r\n第二条规定的事项。\r\n"),
        ("e.txt", "甲办法　　第一条　　甲。　　第二条规定的事项。"),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
        let explained = out(&folder, &["outline", "--explain", "--format", "json", name]);
        let lines: serde_json::Value = serde_json::from_str(&explained).expect("JSON");
        let lines = lines.as_array().expect("a list");
        let line = lines.iter().find(|l| l["text"].as_str().is_some_and(|t| t.starts_with("第二条")));
        let line = line.unwrap_or_else(|| panic!("{name}: {explained}"));
        assert!(line["choices"].as_array().is_some_and(|c| c.contains(&"article".into())), "{name}");
        assert_eq!(line["starts"], "第二条规定的事项。", "{name}");
        let pin = format!("{}:{}=article", line["line"], line["column"]);
        let shown = out(&folder, &["outline", "--pin", &pin, name]);
        assert!(shown.contains("art-2 第二条"), "{name}: {shown}");
        let again = out(&folder, &["outline", "--explain", "--format", "json", name]);
        let lines: serde_json::Value = serde_json::from_str(&again).expect("JSON");
        let pinned =
            lines.as_array().expect("a list").iter().find(|l| l["pins"] == serde_json::json!(["article"]));
        assert_eq!(pinned.expect("a pinned line")["became"], "article", "{name}");
    }
}

#[test]
fn outputs_never_destroy_corrections() {
    let folder = folder("outputs");
    fs::write(folder.join("a.txt"), CASES[0].text).expect("a file");
    for (file, more) in [("a.corrections.toml", &[][..]), ("b.toml", &["--corrections", "b.toml"])] {
        fs::write(folder.join(file), CASES[0].corrections).expect("a file");
        let convert = [&["convert", "--to", "json", "-o", file][..], more, &["a.txt"]].concat();
        let (code, said) = err(&folder, &convert);
        assert!(code == 2 && said.contains("TW009"), "{said}");
        assert_eq!(fs::read_to_string(folder.join(file)).expect("corrections"), CASES[0].corrections);
    }
    let (code, said) = err(&folder, &["check", "--corrections", "b.toml", "a.txt", "a.txt"]);
    assert!(code == 2 && said.contains("TW032"), "{said}");
    let _ = fs::remove_file(folder.join("a.corrections.toml"));
    out(&folder, &["convert", "--to", "json", "-o", "c.json", "a.txt"]);
    let (code, said) = err(&folder, &["check", "--corrections", "b.toml", "c.json"]);
    assert!(code == 2 && said.contains("TW033"), "{said}");
}

/// The files and commands of docs/corrections.md: a block named by a file is that file (written, or what the tool wrote),
/// a `console` block is commands and what they print. `BLESS=1` writes what is printed now.
#[test]
fn every_command_of_the_page_does_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/corrections.md");
    let page = fs::read_to_string(&path).expect("the page");
    let folder = folder("page");
    let mut made = String::new();
    let mut parts = page.split("```");
    made.push_str(parts.next().unwrap_or_default());
    let mut commands = 0;
    while let (Some(block), Some(text)) = (parts.next(), parts.next()) {
        let (info, body) = block.split_once('\n').expect("a block");
        let body = match info.split_once(' ') {
            Some((_, name)) if folder.join(name).exists() => {
                fs::read_to_string(folder.join(name)).expect("a file")
            }
            Some((_, name)) => {
                fs::write(folder.join(name), body).expect("a file");
                body.to_owned()
            }
            None if info == "console" => {
                let mut printed = String::new();
                for command in body.lines().filter_map(|l| l.strip_prefix("$ tiaowen ")) {
                    commands += 1;
                    let arguments: Vec<&str> = command.split(' ').map(|a| a.trim_matches('\'')).collect();
                    let output = run(&folder, &arguments);
                    let _ = write!(
                        printed,
                        "$ tiaowen {command}\n{}{}",
                        String::from_utf8_lossy(&output.stdout),
                        String::from_utf8_lossy(&output.stderr)
                    );
                }
                printed
            }
            None => body.to_owned(),
        };
        let _ = write!(made, "```{info}\n{body}```{text}");
    }
    assert!(commands >= 8, "the commands were found");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, made).expect("the page");
    } else {
        assert!(made == page, "docs/corrections.md is stale; BLESS=1 writes it:\n{made}");
    }
}
