//! Deposit packages from the command line: several at once, with all that a person said, and hostile ones.

use crate::help::command;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const TEXT: &str = "示例办法\n第一条　甲。\n第二条　乙。\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("deposits").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("a.txt"), TEXT).expect("a file");
    fs::write(folder.join("b.txt"), TEXT.replace('乙', "丙")).expect("a file");
    folder
}

/// Exit code and all that was said.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let out = command(folder, arguments).output().expect("the command runs");
    let said = [out.stdout, out.stderr].map(|o| String::from_utf8_lossy(&o).into_owned()).concat();
    (out.status.code().expect("a code"), said)
}

fn package(folder: &Path, more: &[&str]) -> (i32, String) {
    run(folder, &[&["package", "--no-system-fonts"][..], more].concat())
}

fn done((code, said): (i32, String)) -> String {
    assert_eq!(code, 0, "{said}");
    said
}

#[test]
fn several_inputs_get_a_bag_each_and_bags_and_folders_are_verified() {
    let folder = folder("several");
    done(package(&folder, &["-o", "bags", "a.txt", "b.txt"]));
    let bags: Vec<String> = fs::read_dir(folder.join("bags"))
        .expect("bags")
        .map(|e| format!("bags/{}", e.expect("an entry").file_name().to_string_lossy()))
        .collect();
    assert_eq!(bags.len(), 2);
    let said = done(run(&folder, &["verify", &bags[0], &bags[1]]));
    assert_eq!(said.matches("whole").count(), 2, "{said}");
    done(package(&folder, &["-o", "bags/c_d.zip", "--name", "c_d", "a.txt"]));
    let said = done(run(&folder, &["verify", "bags"]));
    assert_eq!(said.matches("whole").count(), 3, "{said}");
    // One bag alone is broken: it is named, and the others are whole.
    fs::write(folder.join(&bags[1]).join("data/extra"), "x").expect("a file");
    let (code, said) = run(&folder, &["verify", "bags"]);
    assert!(code == 1 && said.matches("whole").count() == 2 && said.contains("data/extra"), "{said}");
    // The same document twice, and what goes with one input only.
    for more in [
        &["-o", "twice", "a.txt", "./a.txt"][..],
        &["-o", "x.zip", "a.txt", "b.txt"],
        &["-o", "-", "a.txt", "b.txt"],
        &["--name", "x", "a.txt", "b.txt"],
        &["--source", "a.txt", "a.txt", "b.txt"],
    ] {
        let (code, said) = package(&folder, more);
        assert!(code == 2 && (said.contains("TW010") || said.contains("TW043")), "{more:?}: {said}");
    }
}

#[test]
fn a_folder_of_outputs_is_verified_with_and_without_its_source() {
    let folder = folder("outputs");
    done(run(&folder, &["convert", "--to", "pdf,tei,akn,text,pages", "-o", "out/", "a.txt", "b.txt"]));
    let said = done(run(&folder, &["verify", "a.txt", "out"]));
    for name in ["a.pdf", "a.tei.xml", "a.akn.xml", "a.txt"] {
        assert!(said.contains(&format!("out/{name}: ")), "{said}");
    }
    assert!(!said.contains("b.pdf") && !said.contains("pages"), "{said}");
    let said = done(run(&folder, &["verify", "out"]));
    assert!(said.contains("b.akn.xml") && !said.contains("a.txt"), "{said}");
    fs::create_dir(folder.join("empty")).expect("a folder");
    let (code, said) = run(&folder, &["verify", "empty"]);
    assert!(code == 2 && said.contains("TW045"), "{said}");
}

#[test]
fn akn_and_text_are_proved_and_what_is_not_proved_is_said() {
    let folder = folder("proved");
    fs::write(folder.join("n.md"), "# 示例办法\n\n第一条 甲[^1]。\n\n第二条 乙。\n\n[^1]: 注释一。\n")
        .expect("a file");
    done(run(&folder, &["convert", "--to", "akn,text", "-o", "out/", "n.md"]));
    let said = done(run(&folder, &["verify", "n.md", "out/n.akn.xml", "out/n.txt"]));
    assert!(said.contains("identifiers"), "{said}");
    let (code, json) = run(&folder, &["verify", "--format", "json", "n.md", "out/n.txt"]);
    assert!(code == 0 && json.contains("unproved"), "{json}");
    done(run(&folder, &["verify", "out/n.akn.xml"]));
    // Text alone states no hash of itself.
    assert_eq!(run(&folder, &["verify", "out/n.txt"]).0, 1);
    for (from, to) in [("注释一", "注释二"), ("乙", "丙"), (">第二条<", ">第三条<"), ("art_2", "art_9")]
    {
        let akn = fs::read_to_string(folder.join("out/n.akn.xml")).expect("AKN");
        assert!(akn.contains(from), "{from}");
        fs::write(folder.join("changed.akn.xml"), akn.replace(from, to)).expect("a file");
        assert_eq!(run(&folder, &["verify", "n.md", "changed.akn.xml"]).0, 1, "{from}");
        if from != "art_2" {
            assert_eq!(run(&folder, &["verify", "changed.akn.xml"]).0, 1, "{from}");
        }
    }
}

#[test]
fn documents_that_state_their_structure_are_packaged_as_the_sources_that_they_are() {
    let folder = folder("stated");
    fs::write(folder.join("l.law.xml"), include_str!("../../src/read/egov/sample.xml")).expect("a file");
    done(run(&folder, &["convert", "--to", "akn", "-o", "a.akn.xml", "a.txt"]));
    for file in ["l.law.xml", "a.akn.xml"] {
        done(package(&folder, &["-o", "bags", file]));
    }
    let said = done(run(&folder, &["verify", "bags"]));
    assert_eq!(said.matches("whole").count(), 2, "{said}");
}

#[test]
fn a_package_goes_where_outputs_go() {
    let folder = folder("where");
    done(package(&folder, &["--out", "old", "--name", "a_b", "a.txt"]));
    done(package(&folder, &["--name", "x", "a.txt"]));
    assert!(folder.join("old/a_b/bagit.txt").is_file() && folder.join("output/x/bagit.txt").is_file());
    let out = command(&folder, &["package", "--no-system-fonts", "--name", "x", "-o", "-", "a.txt"]).output();
    let bytes = out.expect("the command runs").stdout;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip file on standard output");
    assert!(zip.by_name("x/bagit.txt").is_ok());
}

#[test]
fn a_package_is_made_anew_where_that_is_asked_for() {
    let folder = folder("replace");
    let x = ["-o", "bags", "--name", "x"];
    done(package(&folder, &[&x[..], &["a.txt"]].concat()));
    let (code, said) = package(&folder, &[&x[..], &["b.txt"]].concat());
    assert!(code == 2 && said.contains("--replace"), "{said}");
    let said = done(package(&folder, &[&x[..], &["--replace", "b.txt"]].concat()));
    assert!(said.contains("TW036"), "{said}");
    assert!(fs::read_to_string(folder.join("bags/x/data/x.txt")).expect("a source").contains('丙'));
    done(run(&folder, &["verify", "bags/x"]));
    assert_eq!(fs::read_dir(folder.join("bags")).expect("bags").count(), 1);
    // What is no package is not replaced, and no package that holds its own input.
    fs::create_dir(folder.join("bags/y")).expect("a folder");
    fs::write(folder.join("bags/y/mine"), "mine").expect("a file");
    let (code, said) = package(&folder, &["-o", "bags", "--name", "y", "--replace", "a.txt"]);
    assert!(code == 2 && said.contains("TW044") && folder.join("bags/y/mine").is_file(), "{said}");
    let (code, said) = package(&folder, &["-o", "bags", "--name", "x", "--replace", "bags/x/data/x.txt"]);
    assert!(code == 2 && said.contains("TW009") && folder.join("bags/x/data/x.txt").is_file(), "{said}");
    let (code, _) = package(&folder, &["-o", "bags", "--name", "x", "--replace", "--no-clobber", "a.txt"]);
    assert_eq!(code, 2);
}

#[test]
fn a_bag_carries_what_a_person_said_and_is_proved_with_it() {
    let folder = folder("said");
    // A language that changes how the text is read.
    let japanese = "規程\n第一条　甲とする。\n２　乙とする。\n第二条　丙とする。\n";
    fs::write(folder.join("j.txt"), japanese).expect("a file");
    let said = "# 著录\nlanguage = \"ja-JP\"\npublisher = \"某馆\"\n";
    fs::write(folder.join("j.toml"), said).expect("a file");
    done(package(&folder, &["-o", "bags", "--name", "j", "j.txt"]));
    assert_eq!(fs::read_to_string(folder.join("bags/j/data/j.toml")).expect("metadata"), said);
    done(run(&folder, &["verify", "bags/j"]));
    let premis = fs::read_to_string(folder.join("bags/j/data/premis.xml")).expect("PREMIS");
    assert!(premis.contains(">j.toml<"), "{premis}");
    // Single facts and rows of a table are put into the file that the bag carries.
    fs::write(folder.join("t.csv"), "文件,出版者,dates.adopted\nj.txt,乙馆,2024-01-02\n").expect("a file");
    let more = ["--metadata-csv", "t.csv", "--set", "kind=regulation", "-o", "bags", "--name", "k", "j.txt"];
    done(package(&folder, &more));
    let kept = fs::read_to_string(folder.join("bags/k/data/k.toml")).expect("metadata");
    assert!(kept.contains("# 著录") && kept.contains("乙馆") && kept.contains("regulation"), "{kept}");
    done(run(&folder, &["verify", "bags/k"]));
    // Corrections and metadata together, and through the JSON form.
    let corrections = "pin = [{ line = 4, starts = \"第二条\", role = \"body\" }]\n";
    fs::write(folder.join("j.corrections.toml"), corrections).expect("a file");
    done(run(&folder, &["convert", "--to", "json", "-o", "made/", "j.txt"]));
    done(package(&folder, &["-o", "bags", "--name", "l", "--source", "j.txt", "made/j.json"]));
    done(run(&folder, &["verify", "bags/l"]));
    assert!(folder.join("bags/l/data/l.corrections.toml").is_file());
}

/// Makes something at a place.
type Make = fn(&Path);

fn bag(folder: &Path) -> PathBuf {
    done(package(folder, &["-o", "bags", "--name", "x", "a.txt"]));
    folder.join("bags/x")
}

#[test]
fn links_pipes_and_devices_in_a_bag_are_told_and_not_read() {
    let folder = folder("strange");
    let bag = bag(&folder);
    let source = fs::read(bag.join("data/x.txt")).expect("a source");
    fs::write(folder.join("outside.txt"), &source).expect("a file");
    let strange: [(&str, Make); 4] = [
        ("symbolic link", |at| symlink("../../../outside.txt", at).expect("a link")),
        ("symbolic link", |at| symlink("/dev/zero", at).expect("a link")),
        ("no plain file", |at| {
            assert!(Command::new("mkfifo").arg(at).status().expect("mkfifo runs").success());
        }),
        ("symbolic link", |at| symlink("/", at).expect("a link to a folder")),
    ];
    for (word, make) in strange {
        for name in ["data/x.txt", "data/extra", "manifest-sha256.txt"] {
            let path = bag.join(name);
            let before = fs::read(&path).ok();
            let _ = fs::remove_file(&path);
            make(&path);
            for lang in ["zh", "en"] {
                let (code, said) = run(&folder, &["verify", "--lang", lang, "bags/x"]);
                assert!(code == 1 && said.contains("broken") && said.contains(name), "{name}: {said}");
                assert!(lang == "zh" || said.contains(word), "{name}: {said}");
            }
            fs::remove_file(&path).expect("it goes");
            if let Some(bytes) = before {
                fs::write(&path, bytes).expect("a file");
            }
        }
    }
    done(run(&folder, &["verify", "bags/x"]));
}

#[test]
fn manifests_and_lists_that_lead_out_of_a_bag_break_it() {
    let folder = folder("manifests");
    let bag = bag(&folder);
    let hash = "a".repeat(64);
    for (file, line, word) in [
        ("manifest-sha256.txt", format!("{hash}  ../../a.txt\n"), "../../a.txt"),
        ("manifest-sha256.txt", format!("{hash}  /etc/passwd\n"), "/etc/passwd"),
        ("manifest-sha256.txt", format!("{hash}  C:\\a.txt\n"), "C:\\a.txt"),
        ("manifest-sha256.txt", "no manifest\n".to_owned(), "manifest-sha256.txt"),
        ("fetch.txt", "http://example.org/a 5 data/not-here.txt\n".to_owned(), "data/not-here.txt"),
        ("fetch.txt", "http://example.org/a - ../a.txt\n".to_owned(), "../a.txt"),
    ] {
        let path = bag.join(file);
        let before = fs::read_to_string(&path).ok();
        fs::write(&path, before.clone().unwrap_or_default() + &line).expect("a file");
        let (code, said) = run(&folder, &["verify", "bags/x"]);
        assert!(code == 1 && said.contains("broken") && said.contains(word), "{line}: {said}");
        match before {
            Some(text) => fs::write(&path, text).expect("a file"),
            None => fs::remove_file(&path).expect("it goes"),
        }
    }
}

/// The zip file of a bag, with what `more` adds.
fn zipped(folder: &Path, more: impl Fn(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let out = command(folder, &["package", "--no-system-fonts", "--name", "x", "-o", "-", "a.txt"]).output();
    let mut whole = ZipArchive::new(Cursor::new(out.expect("the command runs").stdout)).expect("a zip file");
    let mut made = ZipWriter::new(Cursor::new(vec![]));
    for i in 0..whole.len() {
        let mut file = whole.by_index(i).expect("a part");
        let name = file.name().expect("a name").to_string();
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).expect("its bytes");
        made.start_file(name, stored()).and_then(|()| Ok(made.write_all(&bytes)?)).expect("a part");
    }
    more(&mut made);
    made.finish().expect("a zip file").into_inner()
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

#[test]
fn names_and_links_in_a_zipped_bag_that_lead_out_break_it() {
    let folder = folder("zips");
    fs::write(folder.join("x.zip"), zipped(&folder, |_| ())).expect("a file");
    done(run(&folder, &["verify", "x.zip"]));
    for name in ["../out.txt", "/etc/evil", "x/../../out.txt", "x/data/..\\out.txt", "other/file"] {
        let bytes = zipped(&folder, |z| z.start_file(name, stored()).expect("a part"));
        fs::write(folder.join("x.zip"), bytes).expect("a file");
        let (code, said) = run(&folder, &["verify", "x.zip"]);
        assert!(code == 1 && said.contains("leads out") && said.contains(name), "{name}: {said}");
    }
    let link = zipped(&folder, |z| z.add_symlink("x/data/link", "/etc/passwd", stored()).expect("a link"));
    fs::write(folder.join("x.zip"), link).expect("a file");
    let (code, said) = run(&folder, &["verify", "x.zip"]);
    assert!(code == 1 && said.contains("x/data/link is a link"), "{said}");
    // Two parts of one name: programs differ in which they take.
    let mut twice = zipped(&folder, |z| z.start_file("x/data/x.tzt", stored()).expect("a part"));
    let (from, to) = (b"x/data/x.tzt", b"x/data/x.txt");
    while let Some(at) = twice.windows(from.len()).position(|w| w == from) {
        twice[at..at + to.len()].copy_from_slice(to);
    }
    fs::write(folder.join("x.zip"), twice).expect("a file");
    let (code, said) = run(&folder, &["verify", "x.zip"]);
    assert!(code == 1 && said.contains("twice") && said.contains("x/data/x.txt"), "{said}");
}

/// Sequences that title a window, clear a screen, turn writing round, end a line.
const EVIL: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{7f}";

fn tame(what: &str, said: &str) {
    let steers = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!said.contains(steers), "{what}: {said:?}");
}

#[test]
fn nothing_that_steers_a_terminal_reaches_it() {
    let folder = folder("escapes");
    let name = format!("n{EVIL}.txt");
    let text = format!(
        "示例{EVIL}办法\n第一条　甲\u{1b}[31m。\n第三条\u{202e}　乙“。\n{}",
        "第四条　丙。\n".repeat(30)
    );
    fs::write(folder.join(&name), &text).expect("a file");
    fs::write(folder.join("e.txt"), &text).expect("a file");
    fs::write(folder.join("m.toml"), format!("\"ti{}\" = 1\n", "\\u001b]0;x\\u0007")).expect("a file");
    done(run(&folder, &["convert", "--to", "json", "-o", "e.json", "e.txt"]));
    let missing = format!("missing{EVIL}");
    let commands: &[&[&str]] = &[
        &["outline", &name],
        &["outline", "--format", "json", &name],
        &["outline", "--explain", &name],
        &["outline", "--explain", "--format", "json", &name],
        &["check", &name],
        &["check", "--format", "json", &name],
        &["check", "--format", "sarif", &name],
        &["verify", "a.txt", "e.json"],
        &["verify", "e.txt", "e.json"],
        &["verify", "--format", "json", "a.txt", "e.json"],
        &["convert", "--to", "tei", "-o", "out/", &name],
        &["convert", "--to", "tei", "-o", "out/", &missing],
        &["convert", "--to", &missing, "a.txt"],
        &["convert", "--to", "tei", "--metadata", "m.toml", "-o", "out/", "a.txt"],
        &["convert", "--to", "tei", "--set", &missing, "a.txt"],
        &["convert", "--to", "pdf", "--profile", &missing, "a.txt"],
        &["convert", "--to", "pdf", "--font", &missing, "a.txt"],
        &["package", "--no-system-fonts", "--name", &missing, "a.txt"],
        &["package", "--no-system-fonts", "-o", "bags", &name],
        &["outline", "--pin", &missing, "a.txt"],
    ];
    for arguments in commands {
        for lang in ["zh", "en"] {
            let (_, said) = run(&folder, &[*arguments, &["--lang", lang]].concat());
            assert!(!said.is_empty() || arguments[0] == "package", "{arguments:?}");
            tame(&format!("{arguments:?}"), &said);
        }
    }
    // Colours are ours, where the person wants them.
    let out = command(&folder, &["outline", &name]).env("CLICOLOR_FORCE", "1").output().expect("it runs");
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(!said.contains("\u{1b}]") && !said.contains("\u{1b}[2J"), "{said:?}");
}

#[test]
fn an_encrypted_source_is_packed_and_proved_with_its_password() {
    let folder = folder("locked");
    let page =
        crate::pdf_read::set(&["示例办法", "第一条　甲。", "第二条　乙。"], (72.0, 760.0), 12.0, 30, 2).0;
    fs::write(folder.join("a.pdf"), crate::pdf_read::locked(&page, "secret")).expect("a file");
    fs::write(folder.join("word.txt"), "secret\n").expect("a file");
    fs::write(folder.join("other.txt"), "another\n").expect("a file");
    let (code, said) = package(&folder, &["-o", "a.zip", "a.pdf"]);
    assert!(code == 2 && said.contains("--password-file"), "{said}");
    let made =
        done(package(&folder, &["-o", "a.zip", "--name", "a", "--password-file", "word.txt", "a.pdf"]));
    assert!(made.contains("TW330"), "{made}");
    // What stands in the package is the file as it was, and the package says that it is locked.
    let bytes = fs::read(folder.join("a.zip")).expect("a package");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut part = |name: &str| {
        let mut out = vec![];
        zip.by_name(name).expect("a part").read_to_end(&mut out).expect("its bytes");
        out
    };
    assert_eq!(part("a/data/a.source.pdf"), fs::read(folder.join("a.pdf")).expect("a file"));
    let (premis, readme) = (part("a/data/premis.xml"), part("a/data/README.txt"));
    assert_eq!(String::from_utf8_lossy(&premis).matches("password protection").count(), 1);
    assert!(String::from_utf8_lossy(&readme).contains("encrypted"));
    // The proof needs the password too, for a package and for an output.
    done(run(&folder, &["verify", "--password-file", "word.txt", "a.zip"]));
    for (more, why) in [(&[][..], "is encrypted"), (&["--password-file", "other.txt"], "is another one")] {
        let (code, said) = run(&folder, &[&["verify"][..], more, &["a.zip"]].concat());
        assert!(code == 1 && said.contains(why), "{said}");
    }
    done(run(
        &folder,
        &["convert", "--password-file", "word.txt", "--to", "text", "-o", "a.out.txt", "a.pdf"],
    ));
    let said = done(run(&folder, &["verify", "--password-file", "word.txt", "a.pdf", "a.out.txt"]));
    assert!(said.contains("exact") || said.contains("whitespace"), "{said}");
    assert_eq!(run(&folder, &["verify", "a.pdf", "a.out.txt"]).0, 2);
}
