//! Faces by choice: which of a file is meant, what stands in for those that are missing, and where free ones are.

use crate::help::command;
use std::fs;
use std::path::{Path, PathBuf};

/// A face of the program: a file with one face and no axis.
const KAI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/TiaowenKai-Regular.ttf");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faces").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for file in ["a.txt", "b.txt"] {
        fs::write(folder.join(file), "示例办法\n第一条　甲。\n").expect("a file");
    }
    folder
}

/// Whether it succeeds, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let out = command(folder, arguments).output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (out.status.success(), text(out.stdout), text(out.stderr))
}

#[test]
fn what_a_machine_lacks_is_said_once_in_a_run() {
    let folder = folder("once");
    let official = ["convert", "--no-system-fonts", "--profile", "gbt9704", "--to", "pdf", "-o", "out/"];
    let (done, _, said) = run(&folder, &[&official[..], &["a.txt", "b.txt"]].concat());
    let lines: Vec<&str> = said.lines().filter(|l| l.contains("[TW303]")).collect();
    assert!(done && lines.len() == 2, "{said}");
    assert!(lines[0].starts_with("tiaowen: note[TW303]: there is no 仿宋 face; 宋 stands in."), "{said}");
    assert!(
        lines[1].contains("there is no 小标宋 face; the semi-bold 宋 of the program stands in."),
        "{said}"
    );
    assert!(said.contains("2 files written in out, 2 notes;"), "{said}");
    // Of what is said for programs each file has its own.
    let (_, out, said) = run(&folder, &[&official[..], &["--findings", "json", "a.txt", "b.txt"]].concat());
    let json = out + &said;
    assert_eq!(json.matches("TW303").count(), 4, "{json}");
}

#[test]
fn hints_say_where_free_faces_are() {
    let folder = folder("hints");
    let hint = ["fonts", "--no-system-fonts", "--install-hint"];
    let (done, said, _) = run(&folder, &[&hint[..], &["--lang", "en"]].concat());
    assert!(done && said.starts_with("xiaobiaosong 小标宋\n"), "{said}");
    assert!(said.contains("fangsong 仿宋\n  Zhuque Fangsong 朱雀仿宋 (OFL 1.1): https://"), "{said}");
    let fangsong = format!("fangsong={KAI}");
    let named = ["--profile", "law", "--font", &fangsong, "--lang", "en"];
    assert_eq!(run(&folder, &[&hint[..], &named].concat()).1, "Every face is there.\n");
}

#[test]
fn the_face_of_a_file_is_chosen_behind_its_name() {
    let folder = folder("chosen");
    let listed = |spec: &str| run(&folder, &["fonts", "--no-system-fonts", "--font", spec]);
    for name in ["", "#Tiaowen Kai", "#tiaowenkai-regular"] {
        let (done, said, why) = listed(&format!("hei={KAI}{name}"));
        let row = said.lines().find(|l| l.starts_with("hei")).unwrap_or_default().to_owned();
        assert!(done && row.contains("TiaowenKai-Regular") && row.contains("given"), "{name}: {said}{why}");
    }
    for (said, why) in [
        ("#Nobody", "it has no Nobody, but: Tiaowen Kai"),
        ("#wght=500", "it is no variable font"),
        ("#wght=heavy", "wght= takes a weight"),
    ] {
        let (done, _, told) = listed(&format!("hei={KAI}{said}"));
        assert!(!done && told.contains("[TW") && told.contains(why), "{said}: {told}");
    }
    // A file of such a name is meant itself; and a profile names faces in the same way.
    fs::copy(KAI, folder.join("kai#1.ttf")).expect("a file");
    assert!(listed("hei=kai#1.ttf").0);
    fs::write(folder.join("p.toml"), "base = \"law\"\n[fonts]\nhei = \"kai#1.ttf#Nobody\"\n")
        .expect("a file");
    let (done, _, why) =
        run(&folder, &["convert", "--profile", "p.toml", "--to", "pdf", "-o", "out/", "a.txt"]);
    assert!(!done && why.contains("it has no Nobody"), "{why}");
}
