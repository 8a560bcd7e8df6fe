//! The cases of `tests/cases/`, each a page that a lawyer can read: an input, a command, what it prints.
//! `BLESS=1` writes what is printed now.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `tiaowen COMMAND --lang zh -` on an input.
fn run(command: &str, input: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(command.split(' '))
        .args(["--lang", "zh", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let out = child.wait_with_output().expect("it ends");
    // Findings stand on standard error; they belong to what a user sees.
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

#[test]
fn every_case_prints_what_its_page_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut seen = 0;
    for path in fs::read_dir(folder).expect("tests/cases").map(|e| e.expect("an entry").path()) {
        let page = fs::read_to_string(&path).expect("a page");
        let parts: Vec<&str> = page.split("```\n").collect();
        assert_eq!(
            parts.len(),
            5,
            "{}: an input and an output, each between two lines of ```",
            path.display()
        );
        let command = parts[2].split('`').find_map(|c| c.strip_prefix("tiaowen ")).expect("`tiaowen …`");
        let printed = run(command, parts[1]);
        if std::env::var_os("BLESS").is_some() {
            let blessed = [parts[0], parts[1], parts[2], &printed, parts[4]].join("```\n");
            fs::write(&path, blessed).expect("a page");
        } else {
            assert!(printed == parts[3], "{}:\n{printed}", path.display());
        }
        seen += 1;
    }
    assert!(seen >= 20, "the cases were found");
}
