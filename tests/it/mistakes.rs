//! What people do wrong is told in a sentence of their language that says where it is and what to do, without the words of
//! a library and without one sentence inside another.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mistakes").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join(".git")).expect("a folder");
    fs::write(folder.join("a.txt"), "示例办法\n第一条　甲。\n第二条　乙。\n").expect("a file");
    folder
}

/// Exit code, and all that is said.
fn run(folder: &Path, lang: &str, arguments: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    command.args(["--lang", lang]).args(arguments.split(' ')).current_dir(folder).stdin(Stdio::null());
    let out = command.output().expect("the command runs");
    let said = [out.stdout, out.stderr].concat();
    (out.status.code().expect("a code"), String::from_utf8_lossy(&said).into_owned())
}

/// Arguments, what is said in Chinese and in English.
type Row = (&'static str, &'static str, &'static str);

const REFUSED: &[Row] = &[
    ("convert --to tei -o o/ none.docx", "TW001", "TW001"),
    ("convert --to tei -o o/ e.docx", "TW004]: e.docx 没有文字", "TW004]: e.docx holds no text"),
    ("convert --to tei -o o/ e.pdf", "TW004", "TW004"),
    ("convert --to tei -o o/ e.epub", "TW004", "TW004"),
    ("convert --to tei -o o/ e.odt", "TW004", "TW004"),
    ("convert --to tei -o o/ e.doc", "TW004", "TW004"),
    ("convert --to tei -o o/ e.json", "TW004", "TW004"),
    ("convert --to tei -o o/ --from docx e.txt", "TW004", "TW004"),
    ("convert --to tei -o o/ t.docx", "内容是别种文件；请改正扩展名", "its content is of another kind; mend"),
    ("convert --to tei -o o/ t.epub", "内容是别种文件", "another kind"),
    ("convert --to tei -o o/ t.odt", "内容是别种文件", "another kind"),
    ("convert --to tei -o o/ --from pdf a.txt", "内容是别种文件", "another kind"),
    ("convert --to tei -o o/ --from doc a.txt", "内容是别种文件", "another kind"),
    ("convert --to tei -o o/ cut.pdf", "找不到页面", "nothing says where its pages"),
    ("convert --to tei -o o/ p.png", "是图片，请先识别", "it is a picture; have its text recognised first"),
    ("convert --to tei -o o/ p.zip", "是压缩包，请先解开", "it is an archive; unpack it"),
    (
        "convert --to tei -o a.txt/b.tei.xml b.txt",
        "a.txt 是文件，不是文件夹",
        "a.txt is a file and no folder",
    ),
    ("convert -o a.xyz a.txt", "-o a.xyz 的结尾不是可写的格式", "the end of -o a.xyz is that of no format"),
    ("convert --max-size 1Q -o a.pdf a.txt", "应写作 20M", "write a size such as 20M"),
    ("convert --max-memory x -o a.pdf a.txt", "应写作 512M", "write a size such as 512M"),
    ("convert --to pfd a.txt", "（是不是 pdf？）。", "(did you mean pdf?)."),
    (
        "convert --profile law2 -o a.pdf a.txt",
        "（是不是 law？）；自己的版式写成 .toml",
        "(did you mean law?). A profile of your own",
    ),
    (
        "convert -o a.tei.xml --set titel=甲 a.txt",
        "“titel”这一项（是不是“title”？），可用",
        "“titel” (did you mean “title”?); use",
    ),
    ("outline --pin 1=artikle a.txt", "（是不是“article”？），可用", "(did you mean “article”?); use"),
    ("convert --to pdf a.txt -o", "--output <路径> 后面缺值", "--output <PATH> wants a value"),
    ("bind -o v.tei.xml a.txt", "tei 一个文件只放一份文件，不能合订", "tei has a file for each document"),
    ("bind -o v.xyz a.txt", "-o v.xyz 的结尾没有说明格式", "the end of -o v.xyz names no format"),
    ("profile show law", "“law”是多余的", "“law” is one word too many"),
    ("profile", "缺 --docx、<做什么>", "--docx and <ACTION> are missing"),
    ("verify a.txt none.pdf", "TW001", "TW001"),
    ("verify none.pdf", "TW001", "TW001"),
    ("convert --to tei -o - --report - a.txt", "不能都写到标准输出", "cannot both go to standard output"),
    ("convert --to egov -o a.law.xml a.txt", "这是日本法律的格式", "that is a form for laws of Japan"),
];

#[test]
fn every_mistake_is_told_in_a_sentence_that_says_what_to_do() {
    let folder = folder("refused");
    for name in ["e.docx", "e.pdf", "e.epub", "e.odt", "e.doc", "e.json", "e.txt"] {
        fs::write(folder.join(name), "").expect("a file");
    }
    for name in ["t.docx", "t.epub", "t.odt", "b.txt"] {
        fs::write(folder.join(name), "第一条　甲。\n").expect("a file");
    }
    fs::write(folder.join("cut.pdf"), "%PDF-1.7\n1 0 obj").expect("a file");
    fs::write(folder.join("p.png"), b"\x89PNG\r\n\x1a\n").expect("a file");
    fs::write(folder.join("p.zip"), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").expect("a file");
    for (arguments, zh, en) in REFUSED {
        for (lang, wanted) in [("zh", zh), ("en", en)] {
            let (code, said) = run(&folder, lang, arguments);
            assert!(code == 2 && said.contains(wanted), "{arguments}: {code} {said}");
            let ends = ["。。", "？。", "..", "?.", "，，", "; ;"];
            assert!(!ends.iter().any(|e| said.contains(e)), "{arguments}: {said}");
            assert!(lang == "zh" || !said.contains('。'), "{arguments}: {said}");
            assert_eq!(said.trim_end().lines().count(), 1, "{arguments}: {said}");
        }
    }
}

#[test]
fn a_correction_of_a_line_that_is_not_there_says_so() {
    let folder = folder("line");
    let pin = "[[pin]]\nline = 400\nstarts = \"甲\"\nlevel = \"article\"\n";
    fs::write(folder.join("a.corrections.toml"), pin).expect("a file");
    for (lang, told) in [("zh", "（没有这一行）"), ("en", "(no such line)")] {
        let (code, said) = run(&folder, lang, "check a.txt");
        assert!(code == 1 && said.contains("TW213") && said.contains(told), "{said}");
    }
}

#[test]
fn a_file_under_the_name_of_another_format_is_told() {
    let folder = folder("names");
    for (arguments, told) in [
        ("convert --no-system-fonts --to docx -o a.pdf a.txt", true),
        ("convert --to text -o a.rtf a.txt", true),
        ("convert --to jsonl -o a.json a.txt", true),
        ("convert --to akn -o a.xml a.txt", false),
        ("convert --to text -o a.text a.txt", false),
        ("convert --to text -o notes a.txt", false),
        ("convert --no-system-fonts --to pages -o b.txt a.txt", false),
    ] {
        let (code, said) = run(&folder, "en", arguments);
        assert_eq!((code, said.contains("TW398")), (0, told), "{arguments}: {said}");
    }
    let (code, said) = run(&folder, "zh", "convert --strict --to docx -o a.pdf a.txt");
    assert!(code == 1 && said.contains("a.pdf 里写的是 docx"), "{code} {said}");
}

#[test]
fn what_a_package_lacks_is_told_once_and_text_alone_says_what_it_wants() {
    let folder = folder("verify");
    let (code, said) = run(&folder, "en", "package --no-system-fonts --name d -o bags a.txt");
    assert_eq!(code, 0, "{said}");
    fs::remove_file(folder.join("bags/d/manifest-sha256.txt")).expect("a manifest");
    let (code, said) = run(&folder, "en", "verify bags");
    assert_eq!((code, said.matches("manifest-sha256.txt is missing").count()), (1, 1), "{said}");
    let (code, said) = run(&folder, "en", "verify a.txt");
    assert!(code == 1 && said.contains("name its source before it: tiaowen verify SOURCE FILE"), "{said}");
    assert!(run(&folder, "zh", "verify a.txt").1.contains("请在它前面写出原文：tiaowen verify 原文 文件"));
}
