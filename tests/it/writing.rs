//! Writing is safe with what is already there, and deposits say the truth.

use crate::help::command;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

const TEXT: &str = "示例办法\n第一条　甲。\n第二条　乙。\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("writing").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("a.txt"), TEXT).expect("a file");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = command(folder, arguments).output().expect("the command runs");
    (status.code().expect("a code"), String::from_utf8_lossy(&stderr).into_owned())
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, said) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {said}");
    said
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

#[test]
fn a_fifo_is_written_into_and_stays_one() {
    let folder = folder("fifo");
    let pipe = folder.join("b.txt");
    fifo(&pipe);
    let mut child =
        command(&folder, &["convert", "--to", "text", "-o", "b.txt", "a.txt"]).spawn().expect("it runs");
    let mut read = String::new();
    File::open(&pipe).and_then(|mut f| f.read_to_string(&mut read)).expect("the text");
    assert!(child.wait().expect("it ends").success() && read.contains("第二条"), "{read}");
    assert!(fs::symlink_metadata(&pipe).expect("it is there").file_type().is_fifo());
}

#[test]
fn a_device_is_written_into_and_stays_one() {
    let folder = folder("device");
    symlink("/dev/null", folder.join("null")).expect("a link");
    done(&folder, &["convert", "--to", "text", "-o", "null", "a.txt"]);
    assert!(fs::symlink_metadata(folder.join("null")).expect("a link").is_symlink());
    assert!(fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
    let (code, said) = run(&folder, &["convert", "--to", "text", "-o", "/dev/full", "a.txt"]);
    assert!(code == 2 && said.contains("TW075"), "{said}");
    assert!(fs::metadata("/dev/full").expect("it is there").file_type().is_char_device());
}

#[test]
fn standard_output_by_its_name_as_a_file_is_standard_output() {
    let folder = folder("stdout");
    let file = File::create(folder.join("out.txt")).expect("a file");
    let ended =
        command(&folder, &["convert", "--to", "text", "-o", "/dev/stdout", "a.txt"]).stdout(file).status();
    assert!(ended.expect("it runs").success());
    assert!(text(&folder.join("out.txt")).contains("第二条"));
}

#[test]
fn a_link_is_followed_to_its_file() {
    let folder = folder("link");
    fs::create_dir(folder.join("far")).expect("a folder");
    fs::write(folder.join("far/b.txt"), "old").expect("a file");
    symlink("far/b.txt", folder.join("b.txt")).expect("a link");
    symlink("far/c.txt", folder.join("c.txt")).expect("a link that leads nowhere yet");
    for name in ["b.txt", "c.txt"] {
        done(&folder, &["convert", "--to", "text", "-o", name, "a.txt"]);
        assert!(fs::symlink_metadata(folder.join(name)).expect("a link").is_symlink());
        assert!(text(&folder.join("far").join(name)).contains("第二条"));
    }
}

#[test]
fn the_mode_of_a_file_is_kept_and_a_file_that_may_not_be_written_is_left_alone() {
    let folder = folder("mode");
    let file = folder.join("b.txt");
    fs::write(&file, "old").expect("a file");
    let mode = |mode| fs::set_permissions(&file, PermissionsExt::from_mode(mode)).expect("a mode");
    mode(0o600);
    done(&folder, &["convert", "--to", "text", "-o", "b.txt", "a.txt"]);
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    fs::write(&file, "old").expect("a file");
    mode(0o400);
    assert_eq!(run(&folder, &["convert", "--to", "text", "-o", "b.txt", "a.txt"]).0, 2);
    assert_eq!(text(&file), "old");
    mode(0o600);
}

#[test]
fn a_name_may_be_as_long_as_names_are() {
    let folder = folder("long");
    let name = format!("{}.txt", "x".repeat(250));
    done(&folder, &["convert", "--to", "text", "-o", &name, "a.txt"]);
    assert!(folder.join(name).is_file());
}

#[test]
fn what_a_killed_run_left_is_swept_and_what_is_being_made_is_not() {
    let folder = folder("sweep");
    let old = [".tw-0123456789abcdef.tmp", ".tw-00000000000000aa.tmp"].map(|n| folder.join(n));
    let kept =
        [".tw-fedcba9876543210.tmp", ".tw-mine.tmp", "tw-0123456789abcdef.tmp"].map(|n| folder.join(n));
    fs::create_dir(&old[1]).expect("a half bag");
    for path in [&old[0], &kept[0], &kept[1], &kept[2]] {
        fs::write(path, "half").expect("a file");
    }
    let hours_ago = SystemTime::now() - Duration::from_hours(2);
    for path in [&old[0], &old[1], &kept[1], &kept[2]] {
        File::open(path).and_then(|f| f.set_modified(hours_ago)).expect("a time");
    }
    done(&folder, &["convert", "--to", "text", "-o", "b.txt", "a.txt"]);
    assert!(old.iter().all(|p| !p.exists()) && kept.iter().all(|p| p.exists()));
}

#[test]
fn nothing_is_replaced_where_that_is_asked_for_and_else_it_is_said() {
    let folder = folder("clobber");
    let file = folder.join("b.txt");
    fs::write(&file, "old").expect("a file");
    for (lang, word) in [("zh", "已经存在"), ("en", "left alone")] {
        let convert = ["convert", "--no-clobber", "--lang", lang, "--to", "text", "-o", "b.txt", "a.txt"];
        let (code, said) = run(&folder, &convert);
        assert!(code == 2 && said.contains("TW035") && said.contains(word), "{said}");
    }
    // None of several is written where one is there.
    fs::create_dir(folder.join("out")).expect("a folder");
    fs::write(folder.join("out/a.json"), "old").expect("a file");
    assert_eq!(run(&folder, &["convert", "--no-clobber", "--to", "text,json", "-o", "out/", "a.txt"]).0, 2);
    assert!(!folder.join("out/a.txt").exists());
    assert_eq!(text(&file), "old");
    done(&folder, &["convert", "--no-clobber", "--to", "text", "-o", "c.txt", "a.txt"]);
    let said = done(&folder, &["convert", "--to", "text", "-o", "b.txt", "a.txt"]);
    assert!(said.contains("[TW036]") && said.contains("b.txt"), "{said}");
    assert!(!done(&folder, &["convert", "--to", "text", "-o", "d.txt", "a.txt"]).contains("TW036"));
}

#[test]
fn durable_files_are_the_same_files() {
    let folder = folder("durable");
    done(&folder, &["convert", "--durable", "--to", "json", "-o", "b.json", "a.txt"]);
    done(&folder, &["convert", "--to", "json", "-o", "c.json", "a.txt"]);
    assert_eq!(text(&folder.join("b.json")), text(&folder.join("c.json")));
    done(&folder, &["package", "--durable", "--no-system-fonts", "--name", "x", "--out", "bags", "a.txt"]);
    done(&folder, &["verify", "bags/x"]);
}

#[test]
fn no_output_destroys_what_is_said_of_an_input() {
    let folder = folder("sides");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"6\" height=\"8\"/>";
    let files = [
        ("a.toml", "title = \"甲\"\n", &[][..]),
        ("m.toml", "title = \"甲\"\n", &["--metadata", "m.toml"]),
        ("p.toml", "base = \"law\"\n", &["--profile", "p.toml"]),
        ("c.svg", svg, &["--cover", "c.svg"]),
        ("a.corrections.toml", "", &[]),
    ];
    for (name, content, more) in files {
        fs::write(folder.join(name), content).expect("a file");
        let (code, said) =
            run(&folder, &[&["convert", "--to", "text", "-o", name][..], more, &["a.txt"]].concat());
        assert!(code == 2 && said.contains("TW009"), "{name}: {said}");
        assert_eq!(text(&folder.join(name)), content);
    }
    symlink("m.toml", folder.join("link")).expect("a link");
    let (code, said) =
        run(&folder, &["convert", "--to", "text", "-o", "link", "--metadata", "m.toml", "a.txt"]);
    assert!(code == 2 && said.contains("TW009"), "{said}");
}

#[test]
fn a_full_disk_behind_standard_output_is_a_failure_of_every_command() {
    let folder = folder("full");
    done(&folder, &["convert", "--to", "json", "-o", "a.json", "a.txt"]);
    let commands: [&[&str]; 9] = [
        &["outline", "a.txt"],
        &["outline", "--explain", "a.txt"],
        &["verify", "a.txt", "a.json"],
        &["verify", "--format", "json", "a.txt", "a.json"],
        &["formats"],
        &["fonts", "--no-system-fonts"],
        &["check", "--format", "json", "a.txt"],
        &["--help"],
        &["convert", "--help"],
    ];
    for arguments in commands {
        let full = File::options().write(true).open("/dev/full").expect("a full disk");
        let ended = command(&folder, arguments).stdout(full).stderr(Stdio::null()).status().expect("it runs");
        assert_eq!(ended.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_fifo_for_settings_is_refused_and_nothing_hangs() {
    let folder = folder("settings");
    for name in ["m.toml", "c.png", "f.ttf"] {
        fifo(&folder.join(name));
    }
    for more in [
        ["--metadata", "m.toml"],
        ["--profile", "m.toml"],
        ["--corrections", "m.toml"],
        ["--cover", "c.png"],
        ["--font", "song=f.ttf"],
    ] {
        let (code, said) =
            run(&folder, &[&["convert", "--to", "epub", "-o", "b.epub"][..], &more, &["a.txt"]].concat());
        assert!(code == 2 && said.contains("TW003"), "{more:?}: {said}");
    }
}

#[test]
fn a_bag_is_built_aside_and_a_run_after_a_killed_one_works() {
    let folder = folder("aside");
    fs::create_dir_all(folder.join("bags/.tw-0123456789abcdef.tmp/data")).expect("what a killed run left");
    let package = ["package", "--no-system-fonts", "--name", "x", "--out", "bags", "a.txt"];
    done(&folder, &package);
    done(&folder, &["verify", "bags/x"]);
    // A bag that is there is not touched: the same one is as it should be, another one is in the way.
    done(&folder, &package);
    fs::write(folder.join("a.txt"), TEXT.replace('乙', "丙")).expect("a file");
    let (code, said) = run(&folder, &package);
    assert!(code == 2 && said.contains("TW008"), "{said}");
    done(&folder, &["verify", "bags/x"]);
    let names: Vec<_> =
        fs::read_dir(folder.join("bags")).expect("bags").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    fs::write(folder.join("x.zip"), "old").expect("a file");
    let zip = ["package", "--no-system-fonts", "--no-clobber", "--name", "x", "--out", "x.zip", "a.txt"];
    assert_eq!(run(&folder, &zip).0, 2);
    assert_eq!(text(&folder.join("x.zip")), "old");
}

#[test]
fn a_document_that_is_no_source_is_packaged_with_its_source_or_not_at_all() {
    let folder = folder("source");
    fs::write(
        folder.join("a.corrections.toml"),
        "pin = [{ line = 3, starts = \"第二条\", role = \"body\" }]\n",
    )
    .expect("a file");
    fs::write(folder.join("b.txt"), TEXT.replace('乙', "丙")).expect("a file");
    done(&folder, &["convert", "--to", "json,tei", "-o", "made/", "a.txt"]);
    for input in ["made/a.json", "made/a.tei.xml"] {
        let _ = fs::remove_dir_all(folder.join("bags"));
        let package = ["package", "--no-system-fonts", "--name", "x", "--out", "bags"];
        let with = |more: &[&str]| run(&folder, &[&package[..], more, &[input]].concat());
        for (lang, word) in [("zh", "不是原文"), ("en", "is no source")] {
            let (code, said) = with(&["--lang", lang]);
            assert!(
                code == 2 && said.contains("TW037") && said.contains(word) && said.contains("a.txt"),
                "{said}"
            );
        }
        let (code, said) = with(&["--source", "b.txt"]);
        assert!(code == 2 && said.contains("TW038"), "{said}");
        assert!(!folder.join("bags").exists());
        let (code, said) = with(&["--source", "a.txt"]);
        assert_eq!(code, 0, "{said}");
        done(&folder, &["verify", "bags/x"]);
        assert_eq!(text(&folder.join("bags/x/data/x.txt")), TEXT);
        assert!(folder.join("bags/x/data/x.corrections.toml").is_file());
    }
    // Other corrections than those on record.
    fs::write(folder.join("o.toml"), "title = \"甲\"\n").expect("a file");
    let other = ["package", "--out", "other", "--source", "a.txt", "--corrections", "o.toml", "made/a.json"];
    assert_eq!(run(&folder, &other).0, 2);
}

#[test]
fn a_bag_is_proved_before_it_is_written() {
    let folder = folder("proved");
    done(&folder, &["convert", "--to", "json", "-o", "a.json", "a.txt"]);
    let edited = text(&folder.join("a.json")).replace("\"art-2", "\"art-7");
    fs::write(folder.join("b.json"), edited).expect("a file");
    for out in ["bags", "x.zip"] {
        let package = ["package", "--no-system-fonts", "--source", "a.txt", "--out", out, "b.json"];
        let (code, said) = run(&folder, &package);
        assert!(code == 2 && said.contains("TW039"), "{said}");
        assert!(!folder.join(out).exists());
    }
}
