//! `docs/findings.md` lists every code, says what the program says, and its examples give what they promise.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tiaowen::finding::codes;

/// Codes that need a broken machine, a library that fails, a very large file, an encrypted one, several files, or a table of documents.
const WITHOUT_EXAMPLE: &[&str] = &[
    "TW003", "TW016", "TW018", "TW019", "TW021", "TW039", "TW047", "TW050", "TW052", "TW063", "TW073",
    "TW074", "TW076", "TW077", "TW079", "TW091", "TW092", "TW093", "TW094", "TW127", "TW128", "TW141",
    "TW142", "TW157", "TW158", "TW159", "TW320", "TW322", "TW323", "TW324", "TW330", "TW340", "TW343",
    "TW401",
];

/// The bytes of an input as the page writes it.
fn unescape(s: &str) -> Vec<u8> {
    let mut out = vec![];
    let mut rest = s;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        if let Some(after) = rest[at..].strip_prefix("\\n") {
            out.push(b'\n');
            rest = after;
        } else {
            out.push(u8::from_str_radix(&rest[at + 2..at + 4], 16).expect("\\xHH"));
            rest = &rest[at + 4..];
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

#[test]
fn every_code_is_documented_and_its_example_gives_it() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md"))
        .expect("docs/findings.md");
    for code in codes::ALL {
        let row = page.lines().find(|l| l.starts_with(&format!("| `{}` ", code.id)));
        let row = row.unwrap_or_else(|| panic!("{} is not in docs/findings.md", code.id));
        assert!(row.contains(code.name) && row.contains(code.zh) && row.contains(code.en), "{row}");
        let cell = row.trim_end_matches(" |").rsplit(" | ").next().expect("the last cell");
        let mut quoted = cell.split('`').skip(1).step_by(2);
        let Some(command) = quoted.next().and_then(|c| c.strip_prefix("tiaowen ")) else {
            assert!(WITHOUT_EXAMPLE.contains(&code.id), "{} has no example", code.id);
            continue;
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("findings").join(code.id);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let doc = quoted.next().map(unescape);
        fs::write(folder.join("a.txt"), doc.unwrap_or_default()).expect("a file");
        if let Some(corrections) = quoted.next().filter(|_| cell.contains("` + `")).map(unescape) {
            fs::write(folder.join("a.corrections.toml"), corrections).expect("a file");
        }
        if code.id == codes::BROKEN_OUTPUT.id {
            fs::write(folder.join("a.txt"), "第一条　甲。").expect("a file");
            fs::write(folder.join("a.pdf"), "%PDF-1.7").expect("a file");
        }
        if code.id == codes::NO_EXTRACTOR.id {
            fs::write(folder.join("a.svg"), "<svg/>").expect("a file");
        }
        let of_json = [
            codes::NOTHING_TO_EXPLAIN.id,
            codes::NOTHING_TO_CORRECT.id,
            codes::NEEDS_SOURCE.id,
            codes::NOT_THE_SOURCE.id,
        ];
        if of_json.contains(&code.id) {
            let made = run("-q convert --to json -o a.json b.txt", &folder, "第一条　甲。");
            assert!(made.is_empty(), "{made}");
        }
        if [codes::EXISTS.id, codes::OVERWRITTEN.id, codes::NOT_A_BAG.id].contains(&code.id) {
            fs::write(folder.join("b.txt"), "乙").expect("a file");
        }
        if code.id == codes::BAD_SETTINGS.id {
            fs::write(folder.join("b.txt"), "titel = \"甲\"").expect("a file");
            fs::write(folder.join("a.txt"), "第一条　甲。").expect("a file");
        }
        let said = run(command, &folder, "");
        assert!(said.contains(&format!("[{}]", code.id)), "{}: {command}: {said}", code.id);
    }
}

/// Runs the command in a folder; `b.txt` holds the second text where there is one.
fn run(command: &str, folder: &Path, text: &str) -> String {
    if !text.is_empty() {
        fs::write(folder.join("b.txt"), text).expect("a file");
    }
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(command.split(' '))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs");
    String::from_utf8_lossy(&out.stderr).into_owned()
}
